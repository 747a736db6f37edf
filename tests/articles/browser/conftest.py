"""The site with its page store on a port, and a browser that reports every breach of its policy."""

import os
import shutil
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from playwright.sync_api import sync_playwright

from articles.pages.store import PageStore


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
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


@pytest.fixture(scope="session")
def chromium():
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("No Chromium. Install one: apt-get install chromium")
    # Playwright runs a loop in this thread, in which Django would refuse to ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, site):
    """A browser page; the test fails on any violation of the content policy or error of a script."""
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield page
    context.close()
    assert [text for text in found if "404" not in text and "410" not in text] == []
