"""The WSGI application that the server runs: kept pages first, then Django."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Nothing of what is loaded is garbage yet: to look through it over and over takes an eighth of the time.
gc.disable()
django = get_wsgi_application()

# Its parts read the settings, which get_wsgi_application has made ready.
from articles.pages.store import PageStore  # noqa: E402 # as above

application = PageStore(django)

# Most of what a request makes ends with it: the collector looks for cycles in the rest, and every now and then.
gc.enable()
gc.set_threshold(20_000, 20, 50)
