"""A hub and search engines are told what changed for readers, at the minute it does, and nobody unless that is on."""

import json
from datetime import timedelta
from urllib.parse import parse_qsl
from xml.etree.ElementTree import fromstring  # our own feeds

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import OutboxItem
from accounts.outbox import delivery
from articles.actions import announcing, articles, corrections
from articles.enums import CorrectionKind, Role
from articles.models import Text
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.views.feeds import ATOM, faults
from tests.receiver import receiving

pytestmark = pytest.mark.django_db

KEY, MINUTE, HOUR = "0123456789abcdef", timedelta(minutes=1), timedelta(hours=1)
SITE = "http://localhost:8000"


@pytest.fixture
def hub(settings):
    with receiving("/", 204, lambda _path, _headers, body: parse_qsl(body.decode())) as server:
        settings.WEBSUB_HUB = server.address
        yield server


@pytest.fixture
def engine(settings):
    with receiving("/indexnow", 202, lambda _path, _headers, body: json.loads(body)) as server:
        settings.INDEXNOW_KEY, settings.INDEXNOW_AT = KEY, server.address
        yield server


@pytest.fixture
def publisher():
    making.section(needs_four_eyes=False)
    return making.staff(Role.PUBLISHER)


def draft(**fields):
    article = making.draft(**fields)
    making.revision(article)
    return article


def publish(article, by, now=NOW, **times):
    number = article.newest_revision().number
    return articles.publish(article=article, by=by, now=now, revision=number, **times)


def work(noon, at=NOW):
    noon.move_to(at)
    while item := delivery.claim(now=at):
        delivery.deliver(item, now=at)


def feeds(*pages):
    return sorted(f"{SITE}{page}feed.{kind}" for page in pages for kind in ("rss", "atom", "json"))


def pinged(hub):
    return [[value for name, value in told if name == "hub.url"] for told in hub.got]


def test_nobody_is_told_unless_that_is_on(publisher, noon):
    article = draft()
    assert announcing.shown(article) == announcing.NOWHERE
    article = publish(article, publisher)
    articles.unpublish(article=article, by=publisher, now=NOW)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        announcing.announce(article=article, now=NOW)
    assert len(asked) == 0
    assert not OutboxItem.objects.filter(channel__in=["websub", "indexnow"]).exists()


def test_a_publication_pings_the_feeds_that_hold_it_once(publisher, hub, noon):
    article = draft()
    text = Text(**{**vars(Text.of(article.newest_revision())), "byline": "Ada Quill"})
    articles.revise(article=article, text=text, base=1, author=publisher, now=NOW)
    publish(article, publisher)
    work(noon)
    assert pinged(hub) == [feeds("/en/", "/en/sections/news-en/", "/en/bylines/Ada%20Quill/")]
    assert hub.got[0][0] == ("hub.mode", "publish")
    work(noon, NOW + HOUR)
    assert len(hub.got) == 1


def test_search_engines_get_the_address_with_the_key_and_where_it_stands(publisher, engine, noon, client):
    article = publish(draft(), publisher)
    work(noon)
    assert engine.got == [
        {
            "host": "localhost:8000",
            "key": KEY,
            "keyLocation": f"{SITE}/{KEY}.txt",
            "urlList": [f"{SITE}{article.get_absolute_url()}"],
        }
    ]
    shown = client.get(f"/{KEY}.txt")
    assert (shown.content.decode(), shown.headers["Content-Type"]) == (KEY, "text/plain; charset=utf-8")
    assert client.get("/another-key.txt").status_code == 404


def test_no_key_is_served_where_there_is_none(client):
    assert client.get("/.txt").status_code == client.get(f"/{KEY}.txt").status_code == 404
    assert client.get("/robots.txt").status_code == 200


def test_many_changes_go_in_one_batch(publisher, engine, noon):
    made = [publish(draft(slug=f"a{number}"), publisher) for number in range(3)]
    work(noon)
    assert [told["urlList"] for told in engine.got] == [sorted(f"{SITE}{one.get_absolute_url()}" for one in made)]
    assert not OutboxItem.objects.waiting().filter(channel="indexnow").exists()


def test_a_scheduled_article_is_told_at_its_minute_and_at_its_end(publisher, hub, engine, noon):
    publish(draft(), publisher, at=NOW + HOUR, expires_at=NOW + 3 * HOUR)
    work(noon, NOW + HOUR - MINUTE)
    assert (hub.got, engine.got) == ([], [])
    work(noon, NOW + HOUR)
    assert (len(hub.got), len(engine.got)) == (1, 1)
    work(noon, NOW + 3 * HOUR)
    assert (len(hub.got), len(engine.got)) == (2, 2)


def test_what_is_moved_is_told_at_its_new_minute_and_what_is_taken_off_the_schedule_never(publisher, hub, engine, noon):
    moved, dropped = (publish(draft(), publisher, at=NOW + HOUR) for _ in range(2))
    publish(moved, publisher, at=NOW + 2 * HOUR)
    articles.unpublish(article=dropped, by=publisher, now=NOW)
    work(noon, NOW + HOUR)
    assert (hub.got, engine.got) == ([], [])
    work(noon, NOW + 2 * HOUR)
    assert (len(hub.got), [told["urlList"] for told in engine.got]) == (1, [[f"{SITE}{moved.get_absolute_url()}"]])


def test_withdrawing_tells_all_feeds_that_held_it(publisher, hub, engine, noon):
    article = publish(draft(), publisher)
    tag = making.tag("Harbour", article)
    work(noon)
    articles.unpublish(article=article, by=publisher, now=NOW)
    work(noon)
    assert pinged(hub)[1] == feeds("/en/", "/en/sections/news-en/", tag.get_absolute_url())
    assert engine.got[1] == engine.got[0]


def test_a_change_tells_where_it_stood_and_where_it_stands(publisher, hub, engine, noon):
    article = publish(draft(), publisher)
    tag = making.tag("Harbour", article)
    work(noon)
    text = Text(**{**vars(Text.of(article.live_revision)), "slug": "port", "byline": "Ada"})
    articles.revise(article=article, text=text, base=1, author=publisher, now=NOW)
    publish(article, publisher)
    work(noon)
    assert pinged(hub)[1] == sorted(
        [*feeds("/en/", "/en/sections/news-en/", "/en/bylines/Ada/"), *feeds(tag.get_absolute_url())]
    )
    assert engine.got[1]["urlList"] == [f"{SITE}/en/harbour-{article.pk}/", f"{SITE}/en/port-{article.pk}/"]


def test_a_correction_is_told_where_readers_see_it(publisher, hub, noon):
    live, waiting = publish(draft(), publisher), draft()
    work(noon)
    for article in (live, waiting):
        note = corrections.Note(kind=CorrectionKind.CORRECTION, text="It was Tuesday.")
        corrections.record(article=article, note=note, by=publisher, now=NOW)
    work(noon)
    assert len(hub.got) == 2


@pytest.mark.parametrize(("status", "is_kept"), [(503, True), (429, True), (403, False), (422, False), (302, False)])
def test_who_is_busy_is_told_again_and_who_refuses_is_left(publisher, engine, noon, status, is_kept):
    engine.answers.append((status, {"Retry-After": "90", "Location": "/"}))
    publish(draft(), publisher)
    work(noon)
    assert OutboxItem.objects.waiting().filter(channel="indexnow").exists() is is_kept
    work(noon, NOW + MINUTE)
    assert len(engine.got) == 1
    work(noon, NOW + 2 * MINUTE)
    assert len(engine.got) == (2 if is_kept else 1)


def test_what_waits_when_it_is_switched_off_is_told_to_nobody(publisher, hub, engine, noon, settings):
    publish(draft(), publisher)
    settings.WEBSUB_HUB = settings.INDEXNOW_KEY = ""
    work(noon)
    assert (hub.got, engine.got) == ([], [])
    assert OutboxItem.objects.given_up().count() == 2


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_feeds_name_the_hub_and_themselves(client, hub, kind):
    making.article("ar", byline="آدا ريشة")
    address = "/ar/bylines/%D8%A2%D8%AF%D8%A7%20%D8%B1%D9%8A%D8%B4%D8%A9/feed."
    answer = client.get(f"{address}{kind}")
    own = f"{SITE}{address}{kind}"
    assert answer.headers["Link"] == f'<{hub.address}>; rel="hub", <{own}>; rel="self"'
    if kind == "json":
        assert json.loads(answer.content)["hubs"] == [{"type": "WebSub", "url": hub.address}]
    else:
        links = [one for one in fromstring(answer.content).iter(f"{ATOM}link") if one.get("rel") == "hub"]  # noqa: S314 # ours
        assert [one.get("href") for one in links] == [hub.address]
    assert faults(kind, answer.content, own) == []


def test_without_a_hub_feeds_name_none(client):
    making.article()
    answer = client.get("/en/feed.atom")
    assert "Link" not in answer.headers
    assert "hub" not in answer.content.decode()
