import html
import json
import re
from datetime import timedelta
from urllib.parse import quote
from xml.etree.ElementTree import fromstring  # our own feeds

import pytest

from articles.enums import Role
from articles.models.addresses import of_author
from articles.views.reading import PAGE as PAGE_LENGTH
from tests.articles import making
from tests.articles.admin import asking

pytestmark = [pytest.mark.both, pytest.mark.django_db]
PAGE = "/en/bylines/Ada%20Quill/"


def written(byline: str = "Ada Quill", **fields):
    return making.article(**{"title": f"By {byline}"} | fields, byline=byline)


def test_a_byline_leads_to_what_else_the_edition_has_under_it(client):
    article = written()
    making.article(title="By nobody"), written("Ben Inkwell"), written(title="Auf Deutsch", language="de")
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'<a href="{PAGE}"><bdi>Ada Quill</bdi></a>' in page
    listed = client.get(PAGE).content.decode()
    assert re.findall(r'<h2 class="teaser__title"><a href="[^"]+">([^<]+)', listed) == ["By Ada Quill"]


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_byline_has_feeds_that_its_page_names(client, kind):
    written(), written("Ben Inkwell")
    page = client.get(PAGE).content.decode()
    assert f'href="{PAGE}feed.{kind}"' in page
    feed = client.get(f"{PAGE}feed.{kind}").content.decode()
    assert "By Ada Quill" in feed
    assert "Inkwell" not in feed


def test_a_byline_that_stands_under_nothing_live_has_no_page_and_no_feed(client):
    article = written()
    article.status = "unpublished"
    article.save()
    for address in (PAGE, f"{PAGE}feed.rss", "/en/bylines/Nobody/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("byline", ["Quill/Inkwell", "..", "."])
def test_a_byline_that_no_address_can_hold_is_no_link(client, byline):
    page = client.get(written(byline).get_absolute_url()).content.decode()
    assert f'<span class="story__author"><bdi>{byline}</bdi></span>' in page


def test_a_byline_in_any_script_is_served(client):
    written("آدا ريشة", language="ar")
    assert client.get(of_author("ar", "آدا ريشة")).status_code == 200


def test_linked_data_name_the_page_of_the_author(client):
    page = client.get(written().get_absolute_url()).content.decode()
    described = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert described["author"] == [{"@type": "Person", "name": "Ada Quill", "url": f"http://localhost:8000{PAGE}"}]


def test_a_list_under_a_byline_goes_on_by_key(client):
    for number in range(PAGE_LENGTH + 5):
        written(title=f"Story {number}")
    following = re.search(r'rel="next" href="([^"]+)"', client.get(PAGE).content.decode())[1]
    assert client.get(following).content.decode().count('class="teaser__title"') == 5


@pytest.mark.parametrize("rows", [1, 15])
def test_a_byline_costs_the_same_queries_whatever_its_length(client, django_assert_num_queries, rows):
    for _ in range(rows):
        written()
    client.get("/en/feed.rss")
    with django_assert_num_queries(2):
        client.get(PAGE)


TWO = "Ada Quill\nZoë O'Hara"
THREE = f"{TWO}\nBen Inkwell"
ZOE = "/en/bylines/Zo%C3%AB%20O'Hara/"


@pytest.mark.parametrize(
    ("byline", "words"),
    [
        pytest.param(TWO, "Ada Quill and Zoë O&#x27;Hara", id="two"),
        pytest.param(THREE, "Ada Quill, Zoë O&#x27;Hara and Ben Inkwell", id="three"),
    ],
)
def test_each_of_several_authors_leads_to_what_else_they_wrote(client, byline, words):
    page = client.get(written(byline, title="By some").get_absolute_url()).content.decode()
    said = re.search(r'<span class="story__author">(.*?)</span>', page)[1]
    assert re.sub("<[^>]+>", "", said) == words
    assert re.findall('href="([^"]+)"', said)[:2] == [PAGE, ZOE.replace("'", "&#x27;")]
    written(), written("Quill"), written("Ada Quill Inkwell"), written("ada quill")
    listed = client.get(PAGE).content.decode()
    assert re.findall(r'<h2 class="teaser__title"><a href="[^"]+">([^<]+)', listed) == ["By Ada Quill", "By some"]
    assert "By some" in client.get(ZOE).content.decode()


def test_several_authors_are_as_many_people_to_programs(client):
    """In linked data, for who shares the page, and in every feed (A27)."""
    article = written(TWO)
    page = client.get(article.get_absolute_url()).content.decode()
    described = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    addresses = [f"http://localhost:8000{address}" for address in (PAGE, ZOE)]
    names = article.authors
    assert described["author"] == [
        {"@type": "Person", "name": name, "url": url} for name, url in zip(names, addresses, strict=True)
    ]
    told = [html.unescape(one) for one in re.findall(r'<meta property="article:author" content="([^"]+)"', page)]
    assert told == addresses
    assert [html.unescape(one) for one in re.findall(r'<meta name="author" content="([^"]+)"', page)] == names

    rss, atom = (fromstring(client.get(f"/en/feed.{kind}").content) for kind in ("rss", "atom"))  # noqa: S314 # ours
    assert [one.text for one in rss.iter("{http://purl.org/dc/elements/1.1/}creator")] == names
    space = "{http://www.w3.org/2005/Atom}"
    assert [one.findtext(f"{space}name") for one in atom.iter(f"{space}author")] == names
    assert [one.findtext(f"{space}uri") for one in atom.iter(f"{space}author")] == addresses
    (item,) = client.get("/en/feed.json").json()["items"]
    assert item["authors"] == [{"name": name, "url": url} for name, url in zip(names, addresses, strict=True)]


def test_the_sitemap_lists_each_author_once_as_of_their_newest_change(client):
    written(TWO, published_at=making.NOW - timedelta(days=3)), written()
    page = client.get("/en/sitemap-lists.xml").content.decode()
    found = dict(re.findall(r"<loc>http://localhost:8000(/en/bylines/[^<]+)</loc>\s*<lastmod>([^<]{10})", page))
    assert found == {PAGE: "2026-03-01", ZOE.replace("'", "&#x27;"): "2026-02-27"}


def test_no_address_is_the_page_of_two(client):
    written(TWO)
    assert client.get(f"/en/bylines/{quote(TWO)}/").status_code == 404


def test_the_desk_takes_a_name_a_line(client):
    client.force_login(making.staff(Role.EDITOR))
    article = asking.written(client, byline=" Ada  Quill\r\n\r\nZoë O'Hara\r\nAda Quill")
    assert article.newest_revision().byline == TWO
    page = client.get(asking.address(article)).content.decode()
    assert "Ada Quill\nZoë O&#x27;Hara</textarea>" in page
    client.post(asking.address(article), asking.filled(base=1, byline=TWO.replace("\n", "\r\n")))
    assert article.newest_revision().number == 1, "the same names are no new text"
