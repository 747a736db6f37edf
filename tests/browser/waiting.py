"""Waiting for what a page's scripts do, under a content policy that lets no page evaluate a string."""

from playwright.sync_api import Page


def until(page: Page, expression: str, *, seconds: float = 20) -> None:
    """Return as soon as the expression is true; the page is asked from outside, and evaluates nothing by itself."""
    for _ in range(int(seconds * 20)):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)
