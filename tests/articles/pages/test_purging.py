"""The cache in front is told what changed: servers that answer as their makers document (A24, A10)."""

import random
import threading
from datetime import timedelta
from math import inf

import pytest
from django.db import transaction

from accounts.models import OutboxItem
from accounts.outbox import delivery
from articles import pages
from articles.actions import articles
from articles.enums import Role
from articles.models import Article, Story
from articles.pages import caches, purging
from config import refusals
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.pages import edge as edges
from tests.articles.pages.asking import Server, cookie
from tests.articles.pages.edge import SITE, TOKEN
from tests.articles.pages.test_staleness import act_at_random, all_addresses, timeless
from tests.processes import manage, wait_until

pytestmark = pytest.mark.django_db


@pytest.fixture(params=edges.MAKES)
def edge(request, settings):
    with edges.running(settings, request.param) as cache:
        yield cache


@pytest.fixture
def cloudflare(settings):
    with edges.running(settings, "cloudflare") as cache:
        yield cache


@pytest.mark.once
def test_each_cache_that_the_settings_may_name_is_told_here():
    assert set(refusals.CACHES) == caches.CACHES.keys() == edges.MAKES.keys()


def work(traveller, now=NOW) -> None:
    """Let the worker do at `now` all that is due."""
    traveller.move_to(now)
    while item := delivery.claim(now=now):
        delivery.deliver(item, now=now)


def waiting() -> list[tuple[int, str]]:
    return list(OutboxItem.objects.waiting().order_by("pk").values_list("attempts", "last_error"))


def test_a_change_and_its_purge_are_one_transaction(edge):
    with transaction.atomic():
        pages.touch(article=7)
        assert OutboxItem.objects.count() == 1
        transaction.set_rollback(True)
    assert OutboxItem.objects.count() == 0


def test_a_publication_is_told_in_one_call_with_all_that_shows_it(edge, noon):
    making.section(needs_four_eyes=False)
    article = making.article()
    tag = making.tag("Harbour", article)
    OutboxItem.objects.all().delete()

    articles.unpublish(article=article, by=making.staff(Role.PUBLISHER), now=NOW)
    assert OutboxItem.objects.filter(channel=purging.CHANNEL).count() > 1
    work(noon)

    assert edge.named() == [sorted(["edition:en", f"article:{article.pk}", f"tag:{tag.pk}"])]
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_no_stale_page_stays_in_front_of_the_site_whatever_happens(settings, noon):
    """By itself the cache forgets only what the clock will change, so that one page with a tag too few would stay."""
    chance, publisher = random.Random(24), making.staff(Role.PUBLISHER)  # noqa: S311 # a walk, no secret
    making.section(needs_four_eyes=False)
    story = Story.objects.create()
    told = [making.article(language, story=story) for language in ("en", "de")] + [making.article("en")]
    for language in ("en", "de"):
        making.tag("One", *(one for one in told if one.edition_id == language), language=language)
    site, now = Server(), NOW
    with edges.running(settings, "fastly") as edge:
        for _ in range(6):
            now += timedelta(seconds=90)
            noon.move_to(now)
            act_at_random(chance, Article.objects.get(pk=chance.choice(told).pk), publisher, now)
            work(noon, now)
            for address in all_addresses():
                shown, made = edge.get(site, address), site.get(address)
                assert (shown.status, timeless(shown.text)) == (made.status, timeless(made.text)), address
                kept = site.find(address)
                if kept and kept.changes_at < inf:  # what the clock changes ends by its age: nobody tells of it
                    edge.pages.pop(address, None)
        assert edge.asked


@pytest.mark.django_db(transaction=True)
def test_what_happens_in_one_edition_leaves_the_others_warm_in_front_of_the_site(cloudflare, noon):
    edge = cloudflare
    making.section(needs_four_eyes=False)
    article, other = making.article("en"), making.article("de")
    site, shown = Server(), ["/en/", "/de/", "/de/feed.atom", article.get_absolute_url(), other.get_absolute_url()]
    for address in shown:
        edge.get(site, address)

    articles.unpublish(article=article, by=making.staff(Role.PUBLISHER), now=NOW)
    work(noon)

    assert list(edge.pages) == ["/de/", "/de/feed.atom", other.get_absolute_url()]


@pytest.mark.django_db(transaction=True)
def test_pages_name_what_they_show_to_the_cache_alone_that_reads_it(edge, settings):
    article = making.article()
    address, tags = article.get_absolute_url(), ["site", "edition:en"]
    site = Server()
    first = site.get(address)
    assert site.get("/en/").headers[edge.header] == edge.joint.join(tags)
    assert f"article:{article.pk}" in first.headers[edge.header].split(edge.joint)
    assert site.get(address, if_none_match=first.headers["ETag"]).headers[edge.header] == first.headers[edge.header]
    assert edge.header not in site.get(address, cookie=cookie()).headers

    settings.PURGE_WITH = ""
    assert {header for header, *_ in edges.MAKES.values()}.isdisjoint(Server().get(address).headers)
    pages.touch(article=article.pk)
    assert OutboxItem.objects.count() == 0


def test_a_call_names_no_more_than_the_maker_takes(edge, noon):
    named = [f"article:{number}" for number in range(600)]
    for number in range(600):
        pages.touch(article=number)
    work(noon)
    assert sorted(name for call in edge.named() for name in call) == sorted(named)
    most = {"xkey": 100, "Cache-Tag": 30, "Surrogate-Key": 256}[edge.header]
    # 500 items at a time, then the rest
    assert len(edge.asked) == sum(-(-size // most) for size in (501, 99))
    assert OutboxItem.objects.filter(given_up_at__isnull=False).count() == 0


def test_every_server_is_told_and_one_that_fails_holds_up_no_other(settings, noon):
    with edges.running(settings, "varnish") as broken, edges.running(settings, "varnish") as well:
        settings.PURGE_AT = [broken.address, well.address]
        broken.answers = [(503, {}, "")]
        pages.touch(article=7)
        work(noon)
        assert well.named() == broken.named() == [["article:7"]]
        assert waiting() == [(1, "Busy: The cache asks us to wait (503).")]
        work(noon, NOW + timedelta(seconds=30))
        assert (len(well.asked), len(broken.asked), waiting()) == (1, 2, [])


def test_a_cache_that_asks_to_be_left_alone_is_and_then_told_all_at_once(cloudflare, noon):
    cloudflare.answers = [(429, {"Retry-After": "50"}, {"success": False})]
    pages.touch(article=1)
    work(noon)
    noon.move_to(NOW + timedelta(seconds=40))
    pages.touch(article=2)
    work(noon, NOW + timedelta(seconds=45))
    assert len(cloudflare.asked) == 1

    work(noon, NOW + timedelta(seconds=50))
    assert cloudflare.named() == [["article:1"], ["article:1", "article:2"]]
    assert waiting() == []


def test_a_cache_that_is_away_for_hours_is_told_within_a_minute_of_the_next_change(cloudflare, noon):
    cloudflare.answers = [(500, {}, "")] * 8
    pages.touch(article=1)
    now = NOW
    while cloudflare.answers:
        now += timedelta(minutes=1)
        work(noon, now)
    [(attempts, _)] = waiting()
    assert attempts == 8
    pages.touch(article=2)
    work(noon, now)
    assert len(cloudflare.asked) == 8
    work(noon, now + timedelta(minutes=1))
    assert (cloudflare.named()[-1], waiting()) == (["article:1", "article:2"], [])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param((403, {}, {"success": False}), "The cache refused it (403).", id="a token that may not"),
        pytest.param((400, {}, {"success": False}), "The cache refused it (400).", id="a question it does not take"),
        pytest.param((302, {"Location": "https://elsewhere.example/"}, ""), "The cache may not be", id="led elsewhere"),
    ],
)
def test_what_is_refused_stands_in_the_admin_and_is_tried_again_with_one_click(admin_client, cloudflare, answer, said):
    cloudflare.answers = [answer]
    pages.touch(article=1)
    delivery.deliver(delivery.claim(now=NOW), now=NOW)

    shown = admin_client.get("/admin/accounts/outboxitem/?state=stuck").content.decode()
    assert "purge:article:1:" in shown
    assert said in shown
    item = OutboxItem.objects.get()
    admin_client.post("/admin/accounts/outboxitem/", {"action": "retry", "_selected_action": [item.pk]})
    delivery.deliver(delivery.claim(now=NOW), now=NOW)
    assert cloudflare.named() == [["article:1"]] * 2
    assert OutboxItem.objects.get().delivered_at


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param({"success": False}, "ConnectionError: The cache said that nothing came of it.", id="in words"),
        pytest.param("<html>", "ConnectionError: The cache said that nothing came of it.", id="in other words"),
    ],
)
def test_a_friendly_answer_that_says_no_is_a_failure(admin_client, cloudflare, words, said):
    failing = "/admin/accounts/outboxitem/?state=failing"
    pages.touch(article=1)
    assert "purge:article:1:" not in admin_client.get(failing).content.decode()
    cloudflare.answers = [(200, {}, words)]
    delivery.deliver(delivery.claim(now=NOW), now=NOW)
    assert waiting() == [(1, said)]
    assert "purge:article:1:" in admin_client.get(failing).content.decode()


def test_the_token_is_sent_as_its_maker_wants_it_and_stands_nowhere_else(edge, noon, caplog):
    caplog.set_level("DEBUG")
    edge.answers = [(401, {}, ""), (500, {}, ""), (200, {}, None)]
    for number in range(3):
        pages.touch(article=number)
        work(noon, NOW + timedelta(minutes=number))
    sent = [headers for headers, _names in edge.asked]
    expected = {"xkey": None, "Cache-Tag": f"Bearer {TOKEN}", "Surrogate-Key": None}[edge.header]
    assert sent[0].get("Authorization") == expected
    assert sent[0].get("Fastly-Key") == (TOKEN if edge.header == "Surrogate-Key" else None)
    assert TOKEN not in caplog.text
    assert TOKEN not in str(list(OutboxItem.objects.values()))
    assert all(SITE not in item.last_error for item in OutboxItem.objects.all())


def test_a_cache_that_the_settings_name_no_more_is_not_asked(cloudflare, settings, noon):
    pages.touch(article=1)
    settings.PURGE_AT = []
    work(noon)
    assert cloudflare.asked == []
    assert OutboxItem.objects.get().last_error == "The settings do not name this cache any more."


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_while_it_tells_leaves_it_to_the_next(cloudflare):
    pages.touch(article=1)
    said = {"PURGE_WITH": "cloudflare", "PURGE_AT": cloudflare.address, "PURGE_SITE": SITE, "PURGE_TOKEN": TOKEN}
    cloudflare.hangs = threading.Event()
    with manage("work", "--lease", "1", **said) as process:
        wait_until(lambda: cloudflare.asked)
        process.kill()  # the cache was told, and we do not know
    cloudflare.hangs.set()
    pages.touch(article=2)
    with manage("work", "--lease", "1", **said):
        wait_until(lambda: not OutboxItem.objects.waiting().exists())
    assert cloudflare.named()[0] == ["article:1"]
    assert {name for named in cloudflare.named()[1:] for name in named} == {"article:1", "article:2"}
