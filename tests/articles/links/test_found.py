"""Which links a text holds, and as which addresses."""

import pytest

from articles.links.found import LONGEST, hrefs, links, parted

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        pytest.param("/en/harbour-1/#comments", ("/en/harbour-1/", ""), id="a path of ours"),
        pytest.param("http://localhost:8000/en/?after=3", ("/en/?after=3", ""), id="ours, written whole"),
        pytest.param("http://localhost:8000", ("/", ""), id="the front page"),
        pytest.param("//localhost:8000/en/", ("/en/", ""), id="ours, without a scheme"),
        pytest.param("https://Example.org", ("https://Example.org/", "example.org"), id="another site's front page"),
        pytest.param("http://example.org:81/a?b=c#d", ("http://example.org:81/a?b=c", "example.org"), id="elsewhere"),
        pytest.param("#notes", None, id="a place in the text"),
        pytest.param("", None, id="nothing"),
        pytest.param("mailto:a@example.org", None, id="mail"),
        pytest.param("http://[::1", None, id="what no program can read"),
        pytest.param("https:///path", None, id="no host"),
        pytest.param(f"/{'a' * LONGEST}", None, id="too long"),
    ],
)
def test_an_address_is_kept_in_one_spelling(href, kept):
    assert parted(href) == kept


def test_a_text_gives_each_address_once_with_the_words_that_lead_there_first():
    body = (
        '<p><a href="/en/a-1/" rel="noopener">the <em>harbour</em>\n&amp; more</a>, <a href="/en/a-1/#b">again</a>, '
        '<a href="https://example.org/?a=1&amp;b=2">there</a></p>'
    )
    assert [(one.address, one.host, one.words) for one in links(body).values()] == [
        ("/en/a-1/", "", "the harbour & more"),
        ("https://example.org/?a=1&b=2", "example.org", "there"),
    ]
    assert hrefs(body) == ["/en/a-1/", "/en/a-1/#b", "https://example.org/?a=1&b=2"]
