"""Clocks, words where nothing is allowed, and a short way that gives what the long way gives."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from moderation.models import Comment
from tests.articles import making
from tests.articles.pages.asking import Server
from tests.moderation import making as commenting

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
NAIVE = NOON.replace(tzinfo=None)

#: A cookie of somebody else's, with which a request takes the long way.
LONG = {"cookie": "seen=1"}


def addresses() -> dict[str, str]:
    article = making.article(title="The harbour")
    commenting.comment(article, body="A word.")
    gone = making.article(slug="gone")
    gone.status = "unpublished"
    gone.save()
    thread = f"/en/articles/{article.pk}/comments"
    return {
        "article": article.get_absolute_url(),
        "another slug": f"/en/other-{article.pk}/",
        "gone": gone.get_absolute_url(),
        "front page": "/en/",
        "section": "/en/sections/news-en/",
        "thread": f"{thread}/",
        "fragment": f"{thread}/fragment/",
        "JSON": f"{thread}.json",
        "one comment": f"/en/comments/{Comment.objects.get().pk}/",
        "nothing": "/en/nothing/",
        "no such article": "/en/none-999999/",
        "form": f"{thread}/new/",
        "without its slash": "/en/sections/news-en",
        "admin": "/admin/",
    }


def test_the_short_way_gives_what_the_long_way_gives():
    for name, address in addresses().items():
        short, long = Server().get(address), Server().get(address, **LONG)
        assert (name, short.status, short.headers, short.text) == (name, long.status, long.headers, long.text)


def test_an_article_with_its_comments_is_made_anew_in_two_statements():
    article = making.article()
    commenting.comment(article, body="A word.")
    # which reads the paper's frame, and how its articles are usually discussed
    Server().get(making.article(slug="another").get_absolute_url())
    assert Server().statements(article.get_absolute_url()) == 2


@pytest.mark.parametrize("query", ["x=%00", "after=%00"])
def test_an_unusable_query_is_refused_on_a_page_not_yet_kept(query):
    making.article()
    assert Server().get("/en/", query=query).status == 400


@pytest.mark.parametrize(
    ("path", "zone"),
    [
        pytest.param("/ar/contacts/", "Africa/Cairo", id="an edition's page by its clock"),
        pytest.param("/en/contacts/", "UTC", id="another's by another"),
        pytest.param("/robots.txt", "UTC", id="what belongs to no edition by the server's"),
    ],
)
def test_times_are_told_by_the_clock_of_the_pages_edition(client, monkeypatch, path, zone):
    making.edition("en", time_zone="UTC"), making.edition("ar", time_zone="Africa/Cairo")
    told = []

    def see(_self, _request):
        zone = timezone.get_current_timezone()
        told.append((str(zone), timezone.localtime(NOON), timezone.make_aware(NAIVE)))

    monkeypatch.setattr("django.middleware.common.CommonMiddleware.process_request", see)
    client.get(path)
    there = ZoneInfo(zone)
    assert told == [(zone, NOON, NAIVE.replace(tzinfo=there))]
    assert told[0][1].hour == NOON.astimezone(there).hour
    assert timezone.get_current_timezone_name() == "UTC"


def test_no_edition_is_asked_for_its_clock_where_no_time_is_told(client, django_assert_num_queries):
    making.edition("ar", time_zone="Africa/Cairo")
    with django_assert_num_queries(0):
        assert client.get("/ar/account/delete/now/").status_code == 302


def test_the_address_of_a_form_that_is_only_sent_has_words_for_whoever_opens_it(client):
    making.edition("de")
    client.force_login(making.person())
    answer = client.get("/de/account/sign-out-everywhere/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert '<html lang="de"' in answer.content.decode()


def test_a_program_gets_no_page_with_it(client):
    client.force_login(making.person())
    answer = client.get("/de/account/sign-out-everywhere/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.content) == (405, b"")


def test_who_tries_the_site_out_sees_the_page_that_readers_see_where_there_is_none(client, settings):
    making.edition("de")
    settings.DEBUG = True
    answer = client.get("/de/nothing/")
    assert answer.status_code == 404
    assert "<h1>Hier ist keine Seite</h1>" in answer.content.decode()
