"""The page on which readers look for articles."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import reader_cookie
from articles.actions import articles as acts
from articles.models import Article, Section
from articles.search import engines
from articles.search.finding import PAGE
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.pages.asking import Server

pytestmark = [pytest.mark.both, pytest.mark.django_db]
SEARCH = "/en/search/"
TITLES = re.compile(r'<h3 class="teaser__title"><a href="[^"]+">(.*?)</a>')


def titles(client, query: str) -> list[str]:
    html = client.get(f"{SEARCH}?{query}").content.decode()
    return [re.sub("</?mark>", "", title) for title in TITLES.findall(html)]


def test_the_head_of_every_page_leads_to_the_search(client):
    making.edition()
    html = client.get("/en/").content.decode()
    form = re.search(r'<form class="search-box" role="search" action="([^"]+)".*?</form>', html, re.DOTALL)
    assert form[1] == SEARCH == reverse("articles:search")
    assert 'name="q"' in form[0]
    assert "<label" in form[0]


def test_results_name_section_day_and_author_and_show_where_the_words_stand(client):
    making.article(title="The ferry", byline="Ada Quill", body=f"<p>{'Much else. ' * 40}In the <b>harbours</b>.</p>")
    html = client.get(f"{SEARCH}?q=ferry+harbour").content.decode()
    assert "The <mark>ferry</mark></a>" in html
    assert "In the <mark>harbours</mark>." in html
    assert ">News (en)</a>" in html
    assert "<bdi>Ada Quill</bdi>" in html
    assert '<time datetime="2026-03-01T12:00:00+00:00">1 March 2026, 12:00</time>' in html


def test_the_summary_stands_where_it_says_all_and_the_place_in_the_text_where_it_does_not(client):
    making.article(title="One", summary="By ferry.", body="<p>A ferry again.</p>")
    making.article(title="Two", summary="Nothing of it.", body="<p>Only the ferry here.</p>")
    html = client.get(f"{SEARCH}?q=ferry").content.decode()
    assert re.findall(r'<p class="teaser__summary">(.*?)</p>', html) == [
        "By <mark>ferry</mark>.",
        "Only the <mark>ferry</mark> here.",
    ]


def test_without_a_question_there_is_the_form_which_is_kept_like_any_page(client):
    making.edition()
    response = client.get(SEARCH)
    html = response.content.decode()
    assert (response.status_code, html.count('role="search"'), TITLES.findall(html)) == (200, 1, [])
    assert '<meta name="robots" content="noindex">' in html
    assert client.get(f"{SEARCH}?q=+").content == response.content


@pytest.mark.parametrize("query", ["q=zeppelin", "q=-ferry", "q=!", "q=ferry&byline=nobody"])
def test_where_nothing_is_found_the_page_says_what_to_do(client, query):
    making.article(title="Ferry")
    making.edition("ar")
    html = client.get(f"{SEARCH}?{query}").content.decode()
    assert "Nothing was found" in html
    assert 'href="/ar/search/?q=' in html
    assert ('href="/en/search/?q=ferry"' in html) == ("byline" in query)


def test_results_go_on_with_everything_that_was_asked(client):
    for number in range(PAGE + 1):
        making.article(title=f"Ferry {number}", published_at=NOW - timedelta(hours=number + 1))
    html = client.get(f"{SEARCH}?q=ferry&section=news-en&since=2026-01-01").content.decode()
    further = re.search(r'rel="next nofollow" href="([^"]+)"', html)[1].replace("&amp;", "&")
    assert further.startswith("/en/search/?q=ferry&section=news-en&since=2026-01-01&after=h")
    assert titles(client, further.partition("?")[2]) == [f"Ferry {PAGE}"]


def test_days_are_those_of_the_editions_clock(client):
    making.edition(time_zone="Asia/Tokyo")
    making.article(title="Late ferry", published_at=NOW.replace(day=1, hour=16))  # there the second has begun
    assert titles(client, "q=ferry&until=2026-03-01") == []
    assert titles(client, "q=ferry&since=2026-03-02&until=2026-03-02") == ["Late ferry"]


@pytest.mark.django_db(transaction=True)
def test_no_page_of_results_is_kept_so_what_is_taken_back_is_gone_at_once():
    article = making.article(title="Ferry")
    Section.objects.update(needs_four_eyes=False)
    server = Server()
    first = server.get(SEARCH, query="q=ferry")
    assert "Ferry" in first.text
    assert first.headers["Cache-Control"] == "private, no-store"
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert first.cookies == []
    assert server.store.find(SEARCH, "q=ferry")[0] is None
    acts.unpublish(article=article, by=making.staff("publisher"), now=NOW)
    assert "Nothing was found" in server.get(SEARCH, query="q=ferry").text


@pytest.mark.django_db(transaction=True)
def test_the_empty_form_is_kept_and_is_never_the_answer_to_a_question():
    making.article(title="Ferry")
    server = Server()
    server.get(SEARCH)
    assert server.store.find(SEARCH, "")[0] is not None
    for name in ("q", "after", "section", "since", "until", "byline"):
        assert server.store.find(SEARCH, f"{name}=ferry")[0] is None
    assert "<mark>Ferry</mark>" in server.get(SEARCH, query="q=ferry").text


def test_a_member_who_searches_is_named(client):
    making.article(title="Ferry")
    client.cookies[reader_cookie.NAME] = reader_cookie.write("Ada")
    assert "<bdi>Ada</bdi>" in client.get(f"{SEARCH}?q=ferry").content.decode()


def test_too_many_searches_at_once_wait_and_are_then_refused_in_words(client, monkeypatch):
    making.article(title="Ferry")
    with engines.patience(), engines.patience(), monkeypatch.context() as hurried:
        hurried.setattr(engines, "PATIENCE", 10)  # for this one alone: on a busy machine a search takes longer
        busy = client.get(f"{SEARCH}?q=ferry")
    assert (busy.status_code, busy.headers["Cache-Control"]) == (503, "private, no-store")
    assert "took too long" in busy.content.decode()
    assert client.get(f"{SEARCH}?q=ferry").status_code == 200


@pytest.mark.postgresql
def test_a_search_that_takes_too_long_is_given_up_and_the_connection_is_as_before(client, monkeypatch):
    making.article(title="Ferry")
    monkeypatch.setattr(engines, "PATIENCE", 50)
    slow = replace(engines._ENGINES["postgresql"], asked=lambda *_: ("SELECT 1 FROM pg_sleep(1)", []))
    monkeypatch.setitem(engines._ENGINES, "postgresql", slow)
    assert client.get(f"{SEARCH}?q=ferry").status_code == 503
    assert Article.objects.count() == 1


def test_each_edition_has_its_search(client):
    making.article("ar", title="الميناء")
    html = client.get("/ar/search/?q=ميناء").content.decode()
    assert "<mark>الميناء</mark>" in html
    assert 'dir="rtl"' in html
    assert client.get("/fr/search/").status_code == 404
