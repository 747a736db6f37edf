import json
import re

import pytest

from articles.views.reading import PAGE as PAGE_LENGTH
from tests.articles import making

pytestmark = pytest.mark.django_db
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
    article = written("آدا ريشة", language="ar")
    assert client.get(article.byline_address()).status_code == 200


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
    with django_assert_num_queries(3):
        client.get(PAGE)
