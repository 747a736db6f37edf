"""The WSGI application that the server runs: kept pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django = get_wsgi_application()

# Its parts read the settings, which get_wsgi_application has made ready.
from articles.pages.store import PageStore  # noqa: E402 # as above

application = PageStore(django)
