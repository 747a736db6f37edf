"""The site and the browser of all browser tests."""

from tests.browser.conftest import chromium, page, site

__all__ = ["chromium", "page", "site"]
