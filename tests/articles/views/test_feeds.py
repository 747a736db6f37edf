"""Feeds of an edition, a section, a tag and an author are what their specifications ask for (A25)."""

import json
import re
from datetime import timedelta
from functools import partial
from urllib.parse import unquote

import pytest

from articles.models import Correction
from articles.models.addresses import of_author
from tests.articles import making
from tests.articles.pages.asking import Server
from tests.articles.views.feeds import faults

LANGUAGES = ("en", "de", "fr", "ar")
SITE = "http://localhost:8000"
#: What breaks a feed that is put together by hand.
HOSTILE = "Fish & <chips> ]]> \"quoted\" 'n' 🐟 \u202eabc"
NAMES = {"en": "Zoë O'Hara & Co", "de": "Jürgen Groß", "fr": "Noémie L'Été", "ar": "آدا ريشة"}
NAMED = re.compile(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">')
KINDS = (("rss+xml", "rss"), ("atom+xml", "atom"), ("feed+json", "json"))


def told(language: str) -> dict[str, str]:
    """Publish articles of every shape in an edition, and return the pages whose feeds hold them."""
    article = making.article(
        language, title=HOSTILE, summary=HOSTILE, byline=f"{NAMES[language]}\nAda <b>Quill</b>", changed_at=making.NOW
    )
    other = making.article(language, title="Bare", summary="", body="", slug="bare", credit="An agency & Sons")
    tag = making.tag(f"Tag {HOSTILE[:20]}", article, other, language=language)
    said = {"made_by": making.person(), "made_at": making.NOW, "public_at": making.NOW}
    Correction.objects.create(article=article, kind="correction", text=HOSTILE, **said)
    section = making.section().names.get(edition=language)
    return {
        "edition": f"/{language}/",
        "section": section.get_absolute_url(),
        "tag": tag.get_absolute_url(),
        "author": of_author(language, NAMES[language]),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_feed_is_valid_and_named_by_its_page(client, language):
    for scope, page in told(language).items():
        named = dict(NAMED.findall(read(client, page)))
        assert named == {f"application/{kind}": f"{page}feed.{ending}" for kind, ending in KINDS}, scope
        for kind, ending in KINDS:
            answer = client.get(f"{page}feed.{ending}")
            assert answer.headers["Content-Type"] == f"application/{kind}; charset=utf-8"
            assert faults(ending, answer.content, f"{SITE}{page}feed.{ending}") == [], (scope, ending)
            assert answer.content.count(b"#article-") == (1 if scope == "author" else 2)


def read(client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'").replace("&amp;", "&")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_feed_of_nothing_is_valid_too(client, kind):
    making.edition()
    assert faults(kind, client.get(f"/en/feed.{kind}").content, f"{SITE}/en/feed.{kind}") == []


@pytest.mark.django_db(transaction=True)
def test_every_feed_answers_304_until_something_changes():
    pages = told("en")
    server = Server()
    for page in pages.values():
        served = unquote(page).encode().decode("latin-1")  # as a server gives it
        for _kind, ending in KINDS:
            whole = server.get(f"{served}feed.{ending}")
            ask = partial(server.get, f"{served}feed.{ending}", if_none_match=whole.headers["ETag"])
            assert (ask().status, ask().body) == (304, b"")
    making.article(title="New", byline=NAMES["en"], published_at=making.NOW - timedelta(hours=1))
    assert Server().get("/en/feed.rss", if_none_match=whole.headers["ETag"]).status == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "breaking", "fault"),
    [
        pytest.param("rss", (b"</channel>", b""), "cannot be read", id="no XML"),
        pytest.param("rss", (b'version="2.0"', b'version="1.0"'), "is no <rss", id="another version"),
        pytest.param("rss", (b"<language>en</language>", b"<language>English</language>"), "language", id="language"),
        pytest.param("rss", (b"<guid ", b"<author>Ada</author><guid "), "author is unknown", id="a name as address"),
        pytest.param("rss", (b" +0000</pubDate>", b"</pubDate>"), "pubDate is no time", id="no zone"),
        pytest.param("rss", (b"<link>http://localhost:8000/en/b", b"<link>/en/b"), "link is no address", id="relative"),
        pytest.param("rss", (b"feed.rss", b"feed.xml"), "names itself", id="another's name"),
        pytest.param("atom", (b"<published>2026-03-01T", b"<published>1 March, "), "published", id="no time"),
        pytest.param("atom", (b"<name>Ada</name>", b""), "an author has not one name", id="nobody"),
        pytest.param("atom", (b"<author><name>Ada</name></author>", b""), "entry has no author", id="no author"),
        pytest.param("atom", (b"<entry>", b"<entry><id>a:b</id>"), "entry has not one id", id="two ids"),
        pytest.param("json", (b"jsonfeed.org/version/1.1", b"jsonfeed.org/version/2"), "version", id="a later version"),
        pytest.param("json", (b'"content_text"', b'"text"'), "item has no content", id="no content"),
        pytest.param("json", (b'"title": "One"', b'"title": null'), "item has no title", id="nothing"),
        pytest.param("json", (b"+00:00", b""), "is no time", id="a time without a zone"),
    ],
)  # fmt: skip
def test_the_checks_find_what_is_wrong(client, kind, breaking, fault):
    making.article(title="One", byline="Ada", slug="b")
    whole = client.get(f"/en/feed.{kind}").content
    if kind == "atom":
        whole = re.sub(rb"<uri>[^<]+</uri>", b"", whole)
    assert faults(kind, whole, f"{SITE}/en/feed.{kind}") == []
    assert breaking[0] in whole
    assert any(fault in one for one in faults(kind, whole.replace(*breaking), f"{SITE}/en/feed.{kind}"))


@pytest.mark.once
def test_two_items_of_one_name_are_found():
    item = {"id": "a", "url": "https://e.org/", "title": "t", "content_text": ""}
    item |= dict.fromkeys(("date_published", "date_modified"), "2026-03-01T12:00:00Z")
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "home_page_url": "https://e.org/"}
    feed |= {"feed_url": "https://e.org/f", "language": "en", "items": [item, item]}
    assert faults("json", json.dumps(feed).encode(), "https://e.org/f") == ["id a is there 2 times"]
