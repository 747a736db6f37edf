"""Whoever would rather have Markdown is understood, whatever else they accept (RFC 9110, 12.5.1; A63)."""

import pytest

from articles.pages.choosing import is_markdown_asked_for

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.once
@pytest.mark.parametrize(
    ("accepted", "is_asked_for"),
    [
        pytest.param("", False, id="nothing said"),
        pytest.param("*/*", False, id="anything"),
        pytest.param("text/*", False, id="any text"),
        pytest.param(CHROME, False, id="a browser"),
        pytest.param("text/markdown", True, id="Markdown alone"),
        pytest.param("Text/Markdown; charset=utf-8", True, id="in other letters, with a parameter"),
        pytest.param("text/markdown, text/html, */*", True, id="both, and Markdown by its name"),
        pytest.param("text/html, text/markdown", True, id="in another order, which says nothing"),
        pytest.param("text/html, text/markdown;q=0.9", False, id="the page rather"),
        pytest.param("text/html;q=0.8, text/markdown;q=0.9", True, id="Markdown rather"),
        pytest.param("text/html;q=0.5, text/*", True, id="any text rather than the page"),
        pytest.param("text/html;q=0.5, */*", True, id="anything rather than the page"),
        pytest.param("text/markdown;q=0, */*", False, id="anything but Markdown"),
        pytest.param("text/markdown;q=0", False, id="nothing that we have"),
        pytest.param("image/png", False, id="nothing that we have by name"),
        pytest.param("text/markdown;q=x, ;, ,text/html;q=0.5,/", True, id="noise"),
        pytest.param("text/markdown;x*=bogus'en'y", False, id="what no parser reads"),
    ],
)
def test_the_more_welcome_form_is_chosen(accepted, is_asked_for):
    assert is_markdown_asked_for(accepted) is is_asked_for
