"""The site with its page store on a port, and a browser that reports every breach of its policy."""

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, sync_playwright

from articles import paper
from articles.pages.store import PageStore
from tests.browser.chromium import installed
from tests.mailbox import Mailbox, open_mailbox

#: Providers of accounts that a test signs in with: where the browser may be sent besides the site.
ALLOWED_ELSEWHERE: list[str] = []


#: What Chromium reports when a page that fades over leads to one that does not, as the admin: nobody's fault.
ABORTED = "Transition was aborted"


class _Server(ThreadingMixIn, WSGIServer):
    #: Closing waits for every request, so that none holds a connection when the database is dropped.
    daemon_threads = False


class _Quiet(WSGIRequestHandler):
    #: A browser opens connections that it may never use, and closing the server waits for each of them.
    timeout = 5

    def handle(self) -> None:
        with suppress(TimeoutError):
            super().handle()

    def log_message(self, *_args) -> None:
        """Say nothing: the tests' output is the report."""


def _closing(application):
    """Give the connections of a request's thread back when it ends."""

    def serve(environ, start_response):
        body = application(environ, start_response)
        try:
            yield from body
        finally:
            if hasattr(body, "close"):
                body.close()
            connections.close_all()

    return serve


@pytest.fixture
def site(transactional_db, settings):
    """Serve the site, which remembers nothing of the paper that another test had."""
    paper.forget()
    server = make_server(
        "127.0.0.1", 0, _closing(PageStore(StaticFilesHandler(WSGIHandler()))), _Server, handler_class=_Quiet
    )
    settings.SITE_URL = f"http://localhost:{server.server_port}"
    settings.CSRF_TRUSTED_ORIGINS = [settings.SITE_URL]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield settings.SITE_URL
    server.shutdown()
    server.server_close()
    thread.join()
    paper.forget()


@cache
def _playwright() -> Playwright:
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright


def launch() -> Browser:
    """Start a browser, or skip where there is none."""
    if not (found := installed()):
        pytest.skip("No Chromium. Install one: apt-get install chromium-headless-shell")
    # Playwright runs a loop in this thread, in which Django would refuse to ask the database, and keeps connections of
    # its own. What was open before is closed: a copy of this process has no loop and would take it over, in a state
    # that a kill leaves open for good (tests/faults/crashing.py).
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    connections.close_all()
    return _playwright().chromium.launch(executable_path=found, args=["--no-sandbox"])


#: The one browser of this process: each package that borrows the fixture would start its own.
_launched = cache(launch)


@pytest.fixture(scope="session")
def chromium():
    return _launched()


#: Milliseconds: how long a busy machine takes says nothing of the site.
PATIENCE = 90_000


@contextmanager
def watched(context: BrowserContext, site: str) -> Iterator[Page]:
    """Open a page that fails the test on a breach of the content policy, an error of a script, or a foreign request.

    Answers of 400 and above are what tests ask for; the browser reports them as errors, we do not.
    """
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    found: list[str] = []

    def told(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            found.append(message.text)

    def requested(request: Request) -> None:
        is_elsewhere = ALLOWED_ELSEWHERE and request.frame.url.startswith(tuple(ALLOWED_ELSEWHERE))
        if not is_elsewhere and not request.url.startswith((site, "data:", "about:", *ALLOWED_ELSEWHERE)):
            found.append(f"third party: {request.url}")

    page.on("console", told)
    page.on("pageerror", lambda error: str(error).startswith(ABORTED) or found.append(str(error)))
    page.on("request", requested)
    yield page
    assert found == []


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """Open a visitor's page in a browser that has never been here."""
    context = chromium.new_context(base_url=site, locale="en")
    with watched(context, site) as page:
        yield page
    context.close()


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    """Serve a real mail server, to which the site's mail goes."""
    with open_mailbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        yield box
