"""Links are looked at by night, each once, other sites with a pause, and a failure counts once a night."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command

from accounts.models import OutboxItem
from accounts.outbox import delivery
from articles.actions import links, nights
from articles.actions.collecting import collect
from articles.enums import Status, Trouble
from articles.links.terms import terms
from articles.models import Article, Edition, Link, LinkHost, LinkTarget
from tests.articles import making
from tests.articles.links.making import dead
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db

NIGHT = NOW + timedelta(hours=14)  # two o'clock
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def leading_to(*addresses, **fields):
    body = "".join(f'<p><a href="{address}">x</a></p>' for address in addresses)
    article = making.article(body=body, **fields)
    collect(article=article, now=NOW)
    return article


def work(noon, at, *, rounds=30):
    """Let a worker begin the night and deliver what is due, second by second; return when it had nothing left to do."""
    noon.move_to(at)
    nights.begin_due(now=at)
    for _ in range(rounds):
        if (item := delivery.claim(now=at)) is not None:
            delivery.deliver(item, now=at)
        elif not OutboxItem.objects.waiting().exists():
            break
        at += SECOND
        noon.move_to(at)
    return at


def found(address):
    return LinkTarget.objects.values_list("status", "trouble", "nights").get(address__endswith=address)


def test_by_day_nothing_begins(noon):
    leading_to("/en/nothing/")
    assert nights.begin_due(now=NOW) == "day"
    assert not OutboxItem.objects.exists()


def test_the_night_is_that_of_the_default_edition(noon):
    Edition.objects.filter(pk=making.edition().pk).update(time_zone="Pacific/Auckland")
    assert nights.begin_due(now=NOW + timedelta(minutes=30)).startswith("night")  # half past one there
    assert nights.begin_due(now=NIGHT) == "day"


def test_a_link_is_dead_after_three_nights_in_a_row_and_alive_at_once(noon):
    article = leading_to("/en/nothing/", "/en/")
    for night in range(terms().dead_after):
        assert list(Link.objects.dead(NOW + night * DAY)) == []
        work(noon, NIGHT + night * DAY)
        work(noon, NIGHT + night * DAY + timedelta(hours=1))  # the same night
    assert found("/en/nothing/") == (404, "", 3)
    assert found("/en/") == (200, "", 0)
    assert [link.target.address for link in Link.objects.dead(NIGHT + 3 * DAY)] == ["/en/nothing/"]
    assert LinkTarget.objects.get(nights=3).failing_since.date() == NIGHT.date()
    Article.objects.filter(pk=article.pk).update(expires_at=NIGHT + 3 * DAY)
    assert list(Link.objects.dead(NIGHT + 3 * DAY)) == []


def test_a_link_that_comes_back_begins_anew(noon):
    to = making.article()
    leading_to(to.get_absolute_url())
    Article.objects.filter(pk=to.pk).update(status=Status.UNPUBLISHED)
    work(noon, NIGHT)
    assert found(to.get_absolute_url()) == (410, "", 1)
    Article.objects.filter(pk=to.pk).update(status=Status.PUBLISHED)
    work(noon, NIGHT + DAY)
    assert found(to.get_absolute_url()) == (200, "", 0)


def test_only_what_readers_see_is_looked_at_and_what_nothing_leads_to_is_forgotten(noon):
    gone = leading_to("/en/gone/")
    Article.objects.filter(pk=gone.pk).update(status=Status.UNPUBLISHED)
    unlinked = leading_to("https://example.org/")
    Link.objects.filter(article=unlinked).delete()
    work(noon, NIGHT)
    assert list(LinkTarget.objects.values_list("address", "status")) == [("/en/gone/", None)]


def test_other_sites_are_asked_nothing_unless_that_is_on(noon, other, settings):
    settings.CHECK_LINKS_ELSEWHERE = False
    leading_to(f"{other.address}/page")
    work(noon, NIGHT)
    assert (other.asked, found("/page")) == ([], (None, "", 0))


def test_a_host_is_asked_its_rules_and_then_one_thing_at_a_time_with_a_pause(noon, other):
    other.answers = {"/robots.txt": "User-agent: *\nDisallow: /private/", "/a": 200}
    leading_to(*(f"{other.address}/{name}" for name in ("a", "b", "private/c")))
    ended = work(noon, NIGHT, rounds=100)
    assert other.asked[0] == "GET /robots.txt"
    assert sorted(other.asked[1:]) == ["GET /b", "HEAD /a", "HEAD /b"]
    assert [found(name) for name in ("/a", "/b", "/private/c")] == [(200, "", 0), (404, "", 1), (None, "robots", 0)]
    assert ended - NIGHT >= 3 * terms().pause
    work(noon, NIGHT + timedelta(hours=2))
    assert len(other.asked) == 4  # each once a night


def test_no_other_worker_asks_a_host_in_its_pause(noon, other):
    leading_to(f"{other.address}/a")
    LinkHost.objects.update(asked_at=NIGHT - SECOND, rules_at=NIGHT)
    noon.move_to(NIGHT)
    again = nights.look_at_some(since=NIGHT - timedelta(hours=1), now=NIGHT)
    assert (other.asked, again) == ([], NIGHT + terms().pause)


def test_where_nobody_answers_the_rules_nobody_answers_the_link(noon, other):
    leading_to(f"{other.address}/a")
    other.shutdown()
    other.server_close()
    work(noon, NIGHT)
    assert found("/a") == (None, Trouble.UNREACHABLE, 1)


def test_a_night_has_an_end_and_a_limit(noon, other, monkeypatch):
    other.answers["/a"] = other.answers["/b"] = 200
    leading_to(f"{other.address}/a", f"{other.address}/b", "/en/x/", "/en/y/")
    few = terms().__class__(**{**vars(terms()), "own_a_night": 1, "elsewhere_a_night": 1})
    monkeypatch.setattr(nights, "terms", lambda: few)
    monkeypatch.setattr(nights, "AT_ONCE", 1)
    work(noon, NIGHT, rounds=60)
    assert LinkTarget.objects.exclude(status=None).count() == 2
    work(noon, NIGHT + DAY, rounds=60)  # the others come first
    assert LinkTarget.objects.exclude(status=None).count() == 4
    OutboxItem.objects.all().delete()
    nights.begin_due(now=NIGHT + 2 * DAY)
    noon.move_to(NIGHT + 2 * DAY + timedelta(hours=8))
    nights.go_on(OutboxItem.objects.get())  # in the morning: it is done, and nothing was looked at
    assert not LinkTarget.objects.filter(turn_at__gte=NIGHT + 2 * DAY).exists()


def test_looking_again_counts_as_no_night_and_sees_what_is_alive(noon, other):
    article = leading_to("/en/nothing/", f"{other.address}/a")
    ours, theirs = dead(article, "/en/nothing/"), dead(article, f"{other.address}/a")
    other.answers["/a"] = 200
    for link in (ours, theirs):
        links.look_again(link=link, now=NOW)
    at = NOW
    for _ in range(15):
        if item := delivery.claim(now=at):
            delivery.deliver(item, now=at)
        at += SECOND
        noon.move_to(at)
    assert found("/en/nothing/") == (404, "", 3)
    assert found("/a") == (200, "", 0)
    assert not OutboxItem.objects.waiting().exists()


def test_a_link_that_is_no_more_is_given_up(noon):
    item = OutboxItem(channel=links.CHANNEL, payload={"target": 0})
    with pytest.raises(delivery.Undeliverable):
        nights.look_again(item)


def test_the_command_finds_and_looks_at_all_by_hand(capsys, noon, other, monkeypatch):
    making.article(body=f'<p><a href="/en/nothing/">x</a> <a href="{other.address}/a">y</a></p>')
    with time_machine.travel(NOW + DAY, tick=True) as clock:
        monkeypatch.setattr(nights.time, "sleep", clock.shift)
        call_command("check_links", "--collect")
    assert capsys.readouterr().out == (
        "The links of 1 articles were found.\n2 links were looked at; 0 are dead and wait to be mended.\n"
    )
    assert found("/en/nothing/") == found("/a") == (404, "", 1)
