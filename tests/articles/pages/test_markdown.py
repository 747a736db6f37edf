"""An address has one form: whoever would rather have Markdown is led to another, and nothing is asked (A63)."""

import pytest

from tests.articles import making
from tests.articles.pages.asking import Server, cookie

pytestmark = pytest.mark.django_db(transaction=True)

SITE = "http://localhost:8000"


def test_the_page_names_its_markdown_and_leads_there_whoever_asks_for_it(noon):
    server, article = Server(), making.article()
    page = article.get_absolute_url()
    said = server.get(page)
    assert (
        f'<link rel="alternate" type="text/markdown" title="{article.title}" href="{SITE}{page}text.md">' in said.text
    )
    assert "tdm-reservation" not in said.text
    for asked in ({}, {"cookie": cookie()}, {"if_none_match": said.headers["ETag"]}):
        led = server.get(page, accept="text/markdown", **asked)
        assert (led.status, led.body, led.cookies) == (303, b"", [])
        assert led.headers["Location"] == f"{page}text.md"
        assert (led.headers["Vary"], led.headers["Cache-Control"]) == (
            "Accept-Encoding, Cookie, Accept",
            "private, no-store",
        )
        assert server.get(page, accept="text/html, text/markdown;q=0.5", **asked).status in (200, 304)
    told = server.get(f"{page}text.md", accept="text/html")
    assert (told.status, told.cookies, "Accept," in told.headers["Vary"]) == (200, [], False)
    assert server.statements(f"{page}text.md") == server.statements(page, accept="text/markdown") == 0


@pytest.fixture
def unread(noon):
    """An article for people alone, in two editions."""
    article = making.article(title="For people", for_people_only=True)
    making.article("de", story=article.story, title="Für Menschen", for_people_only=True)
    return article


def test_what_is_for_people_alone_is_no_markdown_and_says_so(unread):
    server, other = Server(), making.article("fr", story=unread.story)
    page = server.get(unread.get_absolute_url(), accept="text/markdown")
    assert page.status == 200
    assert '<meta name="tdm-reservation" content="1">' in page.text
    assert "text/markdown" not in page.text
    assert "Accept," not in page.headers["Vary"]
    assert server.get(f"{unread.get_absolute_url()}text.md").status == 404
    assert "text.md" not in server.get(f"{other.get_absolute_url()}text.md").text
    assert "For people" not in server.get("/llms.txt").text
