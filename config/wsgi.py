"""The WSGI application that the server runs: kept pages first, then Django."""

import gc
import os

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Request(WSGIRequest):
    """Text is read as UTF-8, whatever charset a request names: no kind of body that we take has one of its own.

    Django would read it by any codec of Python's. Where that is for no text ("zip") it fails before our middleware.
    """

    @property
    def encoding(self) -> None:
        return None

    @encoding.setter
    def encoding(self, _named: str | None) -> None:
        pass


# Nothing of what is loaded is garbage yet: to look through it over and over takes an eighth of the time.
gc.disable()
django = get_wsgi_application()
django.request_class = Request

# Its parts read the settings, which get_wsgi_application has made ready.
from articles.pages.store import PageStore  # noqa: E402 # as above
from config.bodies import Bodies  # noqa: E402 # for the order of what is loaded

application = PageStore(Bodies(django))

# Most of what a request makes ends with it: the collector looks for cycles in the rest, and every now and then.
gc.enable()
gc.set_threshold(20_000, 20, 50)
