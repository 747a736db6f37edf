"""Other sites are told what to show of an article: oEmbed 1.0, for what is public and nothing else."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import fromstring  # our own answer

import pytest

from articles.enums import Status
from articles.models import Article, OldAddress
from tests.articles import making
from tests.articles.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]

SITE = "http://localhost:8000"
HOSTILE = 'Fish & <script>alert(1)</script> "chips"'


def asked(client, article, **more):
    return client.get("/oembed", {"url": f"{SITE}{article.get_absolute_url()}", **more})


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("de", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_an_article_is_described_in_its_language(client, language, direction):
    article = making.article(language, byline="Ada Quill")
    answer = asked(client, article)
    said = answer.json()
    address = f"{SITE}{article.get_absolute_url()}"
    assert answer.headers["Content-Type"] == "application/json"
    assert said == {
        "version": "1.0",
        "type": "rich",
        "title": article.title,
        "author_name": "Ada Quill",
        "author_url": f"{SITE}/{language}/bylines/Ada%20Quill/",
        "provider_name": "Gazette",
        "provider_url": SITE,
        "cache_age": 3600,
        "html": f'<blockquote lang="{language}" dir="{direction}" cite="{address}"><p><a href="{address}">'
        f"The harbour opens</a></p><p>At last.</p><p><cite>{making.NAMES[language]}</cite></p></blockquote>",
        "width": 600,
        "height": 240,
    }


def test_it_may_be_kept_and_sets_no_cookie(client):
    answer = asked(client, making.article())
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_hostile_words_are_text(client):
    said = asked(client, making.article(title=HOSTILE, summary=HOSTILE)).json()
    assert "<script" not in said["html"]
    assert set(re.findall(r"</?(\w+)", said["html"])) == {"blockquote", "p", "a", "cite"}
    root = fromstring(asked(client, making.article(title=HOSTILE), format="xml").content)  # noqa: S314 # ours
    assert root.findtext("title") == HOSTILE


def test_as_xml_it_says_the_same(client):
    article = making.article("ar", title="الميناء", photo=making.photo())
    answer = asked(client, article, format="xml")
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = fromstring(answer.content)  # noqa: S314 # ours
    assert root.tag == "oembed"
    assert {one.tag: one.text for one in root} == {k: str(v) for k, v in asked(client, article).json().items()}
    assert root.findtext("thumbnail_width") == "1600"


@pytest.mark.parametrize(
    ("room", "kind", "width", "height"),
    [
        pytest.param({"maxwidth": "300"}, "rich", 300, 240, id="narrow"),
        pytest.param({"maxheight": "220", "maxwidth": "9999999999"}, "rich", 600, 220, id="low"),
        pytest.param({"maxwidth": "199"}, "link", None, None, id="too narrow"),
        pytest.param({"maxheight": "0"}, "link", None, None, id="no room"),
        pytest.param({"maxwidth": "wide", "maxheight": "-1"}, "rich", 600, 240, id="no numbers"),
    ],
)
def test_it_takes_no_more_room_than_there_is(client, room, kind, width, height):
    said = asked(client, making.article(photo=making.photo()), **room).json()
    assert (said["type"], said.get("width"), said.get("height")) == (kind, width, height)
    assert ("html" in said) == (kind == "rich")


def test_a_photo_is_named_where_it_fits_and_as_long_as_it_may_be_shown(client):
    article = making.article(photo=making.photo())
    assert asked(client, article).json()["thumbnail_width"] == 1600
    assert "thumbnail_url" not in asked(client, article, maxwidth="1599").json()
    article.photo.expires_at = NOW
    article.photo.save()
    assert "thumbnail_url" not in asked(client, article).json()


def test_another_format_is_not_implemented(client):
    assert asked(client, making.article(), format="yaml").status_code == 501


def test_what_readers_do_not_see_is_not_there(client):
    making.edition("de")
    unseen = [
        making.draft(),
        making.article(published_at=NOW + timedelta(hours=1)),
        making.article(),
        making.article(),
        making.draft(status=Status.IN_REVIEW),
        making.draft(status=Status.APPROVED),
    ]
    Article.objects.filter(pk=unseen[2].pk).update(expires_at=NOW)
    Article.objects.filter(pk=unseen[3].pk).update(status=Status.UNPUBLISHED)
    for article in unseen:
        assert asked(client, article).status_code == 404
        assert client.get("/oembed", {"url": f"{SITE}/de/x-{article.pk}/"}).status_code == 404


@pytest.mark.parametrize(
    "url",
    ["", "x", "http://[", f"{SITE}/", f"{SITE}/en/", f"{SITE}/en/search/", f"{SITE}/nothing", "ftp://localhost:8000/en/h-1/",
     "https://example.org/en/harbour-1/", f"{SITE}/en/harbour-{10**30}/", f"{SITE}/%00", f"{SITE}/%ff",
     f"{SITE}/en/preview/x/"],
)  # fmt: skip
def test_what_is_no_article_is_not_there(client, url):
    making.article()
    assert client.get("/oembed", {"url": url}).status_code == 404
    assert client.get("/oembed").status_code == 404


def test_an_earlier_address_and_another_edition_lead_to_what_is_told(client):
    making.edition("fr")
    english = making.article()
    german = making.article("de", story=english.story, title="Der Hafen")
    OldAddress.objects.create(path="/2019/harbour", host="", article=english)

    def title(path):
        return client.get("/oembed", {"url": f"{SITE}{path}"}).json()["title"]

    assert title(f"/en/former-{english.pk}/") == title("/2019/harbour/") == english.title
    assert title(f"/fr/harbour-{english.pk}/") == english.title  # shown there with a notice
    assert title(f"/de/harbour-{english.pk}/") == german.title


def test_a_page_names_its_card_and_a_preview_does_not(client):
    article = making.article("ar")
    page = client.get(article.get_absolute_url()).content.decode()
    (href,) = re.findall(r'<link rel="alternate" type="application/json\+oembed" title="[^"]*" href="([^"]+)">', page)
    to = urlsplit(unescape(href))
    assert (f"{to.scheme}://{to.netloc}", to.path) == (SITE, "/oembed")
    assert parse_qs(to.query) == {"url": [f"{SITE}{article.get_absolute_url()}"]}
    assert client.get(f"{to.path}?{to.query}").json()["title"] == article.title
