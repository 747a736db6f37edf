"""The site on a port, and a browser that reports every breach of its policy."""

from tests.browser.conftest import chromium, page, site  # noqa: F401 # fixtures
