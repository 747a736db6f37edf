"""What the simulator foretells is what publishing then does, and foretelling writes nothing (A56)."""

import random
from datetime import timedelta
from functools import partial
from itertools import product
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import OutboxItem
from articles import pages
from articles.actions import articles, breaking, comparisons, digests, pushing, rounds
from articles.actions.pushing import Audience
from articles.actions.simulating import Simulation, simulate
from articles.enums import Cadence, Point, Right, Role, State
from articles.lifecycle import Obstacle
from articles.models import Article, PushSubscription, SectionName, Story, Subscription, Text
from tests.articles import making
from tests.articles.corrected import put_right
from tests.articles.making import NOW
from tests.articles.pages.asking import Server
from tests.articles.pages.test_staleness import all_addresses, chosen, timeless

HOUR = timedelta(hours=1)
EVENING = NOW.replace(hour=23)


@pytest.fixture
def publisher():
    making.section(needs_four_eyes=False)
    return making.staff(Role.PUBLISHER)


def publishing(article, by, now=NOW, **times):
    """Publish the newest text, when it is called."""
    return lambda: articles.publish(article=article, by=by, now=now, revision=article.newest_revision().number, **times)


def foretold(article, by, now=NOW, **times) -> Simulation:
    return simulate(article=article, act=publishing(article, by, now, **times), by=by, now=now)


def written(**fields):
    article = making.draft(**fields)
    making.revision(article)
    return article


def rows() -> dict[str, list]:
    """All that the database holds."""
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in apps.get_models()}


def device(zone: str, number: int, **fields) -> PushSubscription:
    made = PushSubscription.objects.create(
        endpoint=f"https://push.example/{number}", p256dh="key", auth="secret", edition=making.edition(),
        time_zone=zone, receipt=uuid4(), made_at=NOW, used_at=NOW, **fields,
    )  # fmt: skip
    made.sections.add(making.section())
    return made


def subscriber(cadence: Cadence, number: int, *sections) -> Subscription:
    made = Subscription.objects.create(
        edition=making.edition(), cadence=cadence, address=f"r{number}@example.org", asked_at=NOW, confirmed_at=NOW
    )
    made.sections.set(sections)
    return made


@pytest.fixture
def told_ones(settings):
    """A cache in front, a hub and search engines, none of which is asked for anything here."""
    settings.PURGE_WITH, settings.PURGE_AT = "varnish", ["http://cache.example"]
    settings.WEBSUB_HUB, settings.INDEXNOW_KEY = "https://hub.example/", "0123456789abcdef"


@pytest.mark.django_db(transaction=True)
def test_what_is_foretold_is_what_publishing_does(noon, publisher, told_ones):
    chance, story = random.Random(0), Story.objects.create()  # noqa: S311 # a walk, no secret
    making.photo(credit="A. Photographer")
    told = [written(language=language, story=story) for language in ("en", "de")] + [making.article("en")]
    for language in ("en", "de"):
        sport = making.section("sport", needs_four_eyes=False)
        names = {"edition": making.edition(language), "name": "Sport", "slug": f"sport-{language}"}
        SectionName.objects.create(section=sport, **names)
    for language, name in product(("en", "de"), ("One", "Two")):
        making.tag(name, language=language)
    making.edition("fr")  # in which nothing is told: what is linked there stands in
    now, server = NOW, Server()

    for _ in range(4):
        now += timedelta(minutes=2)
        noon.move_to(now)
        article = Article.objects.get(pk=chance.choice(told).pk)
        number = article.newest_revision().number
        title = f"The harbour {chance.choice(['bridge', 'ferry'])} opens {chance.random()}"
        text = Text(chance.choice(["one", "two"]), title, "At last.", "<p>Text</p>", **chosen(chance, article))
        at = now + timedelta(minutes=1) if chance.random() < 0.4 and article.state(now) != State.PUBLISHED else None

        def act(article=article, number=number, text=text, at=at, now=now):
            articles.revise(article=article, text=text, base=number, author=publisher, now=now)
            articles.publish(article=article, by=publisher, now=now, revision=number + 1, at=at)

        found = simulate(article=article, act=act, by=publisher, now=now)
        ours = set(map(unquote, found.places.every))
        # Of the three feeds of a list one is looked into.
        asked = {one for one in {*all_addresses(), *ours} if not one.endswith(("feed.rss", "feed.atom"))}
        known = {address for address in asked if server.get(address).status == 200}
        read = {address: timeless(server.get(address).text) for address in known}
        last = OutboxItem.objects.latest("pk").pk if OutboxItem.objects.exists() else 0
        with pages.gathering() as names:
            act()

        items = OutboxItem.objects.filter(pk__gt=last)
        purged = {name for item in items.filter(channel="purge") for name in item.payload["names"]}
        assert found.names == sorted(names) == sorted(purged)
        told_since = items.filter(channel__in=("websub", "indexnow")).order_by("pk")
        assert [(one.channel, one.at, list(one.addresses)) for one in found.told] == [
            (item.channel, item.not_before, item.payload["urls"]) for item in told_since
        ]
        assert [address for address in ours & known if server.find(address)] == []
        if at:
            noon.move_to(now := at)
        leading = {one.get_absolute_url() for one in found.leading}
        changed = {address for address in known if timeless(server.get(address).text) != read[address]}
        assert changed - leading - {f"{address}text.md" for address in leading} <= ours


@pytest.mark.django_db
def test_nothing_stays_written_and_nobody_is_told(publisher, told_ones, django_capture_on_commit_callbacks):
    article = written()
    stored = rows()
    with django_capture_on_commit_callbacks() as called:
        foretold(article, publisher)
    assert (called, rows()) == ([], stored)


@pytest.mark.django_db
def test_a_tag_that_is_made_with_the_text_is_named_without_an_address(publisher):
    from articles.actions import tags

    article = written()

    def act():
        keys = tags.choose(names=["Docks"], edition=article.edition, by=publisher, now=NOW)
        text = Text(**{**vars(Text.of(article.newest_revision())), "tags": keys})
        articles.revise(article=article, text=text, base=1, author=publisher, now=NOW)
        articles.publish(article=article, by=publisher, now=NOW, revision=2)

    found = simulate(article=article, act=act, by=publisher, now=NOW)
    assert ([tag.name for tag in found.new_tags], found.tags) == (["Docks"], [])
    assert not any("/tags/" in address for address in found.places.every)
    assert not any(name.startswith("tag:") for name in found.names)


@pytest.mark.django_db
def test_whom_news_reaches_is_counted_at_the_minute_of_the_article(noon, publisher, settings):
    settings.PUSH_PUBLIC_KEY = settings.PUSH_PRIVATE_KEY = "set"
    for number, zone in enumerate(["UTC", "UTC", "America/Los_Angeles", "Asia/Tokyo"]):
        device(zone, number)
    device("UTC", 9, sent_on=NOW.date(), sent_count=5)
    article = written()

    assert foretold(article, publisher).news.audience == Audience(at_once=3, later=1, full=1)
    assert foretold(article, publisher, at=EVENING).news.audience == Audience(at_once=2, later=3, full=0)

    publishing(article, publisher, at=EVENING)()
    said = {"title": "A ferry", "text": "", "is_urgent": False, "by": publisher, "now": NOW}
    notice = pushing.send(article=Article.objects.get(pk=article.pk), **said)
    article = Article.objects.get(pk=article.pk)
    waiting = foretold(article, publisher, at=EVENING)
    assert (waiting.news.notice, waiting.news.at, waiting.news.is_gone) == (notice, EVENING, False)
    noon.move_to(EVENING)
    rounds.go_round(OutboxItem.objects.get(channel="push-round"))
    devices = OutboxItem.objects.filter(channel="push")
    counted = (devices.filter(not_before__lte=EVENING).count(), devices.filter(not_before__gt=EVENING).count())
    assert counted == (waiting.news.audience.at_once, waiting.news.audience.later)
    assert foretold(article, publisher, EVENING).news.is_gone


@pytest.mark.django_db
def test_where_no_news_is_sent_none_is_foretold(publisher, settings):
    settings.PUSH_PUBLIC_KEY = ""
    assert foretold(written(), publisher).news is None


@pytest.mark.django_db
def test_the_readers_of_a_digest_are_those_who_then_get_it(noon, publisher):
    sport = making.section("sport")
    for number, (cadence, *sections) in enumerate(
        [(Cadence.DAILY,), (Cadence.DAILY, making.section()), (Cadence.DAILY, sport), (Cadence.WEEKLY,)]
    ):
        subscriber(cadence, number, *sections)
    digests.begin_due(now=NOW)
    article, at = written(), NOW + HOUR

    mailings = foretold(article, publisher, at=at).mailings
    assert [(one.cadence, one.readers) for one in mailings] == [(Cadence.DAILY, 2), (Cadence.WEEKLY, 1)]

    publishing(article, publisher, at=at)()
    noon.move_to(mailings[0].at - timedelta(minutes=1))
    digests.begin_due(now=mailings[0].at - timedelta(minutes=1))
    assert not OutboxItem.objects.filter(channel="digests").exists()
    noon.move_to(mailings[0].at)
    digests.begin_due(now=mailings[0].at)
    digests.write_some(OutboxItem.objects.get(channel="digests"))
    assert OutboxItem.objects.filter(channel="digest").count() == mailings[0].readers

    again = foretold(Article.objects.get(pk=article.pk), publisher, mailings[0].at + HOUR)
    assert [one.cadence for one in again.mailings] == [Cadence.WEEKLY]


@pytest.mark.django_db
def test_a_digest_whose_hour_has_come_goes_at_once(publisher):
    assert [one.at for one in foretold(written(), publisher).mailings] == [NOW, NOW]


@pytest.mark.django_db
def test_what_the_checklist_asks_for_is_named_beside_all_the_rest(publisher):
    from articles.checklist import Override

    article = written(summary="", body="")
    passing = partial(publishing, article, publisher)
    act = passing(override=Override(frozenset(Point), "–"))
    found = simulate(article=article, act=act, by=publisher, now=NOW)
    assert [lack.point for lack in found.lacks] == [Point.SUMMARY, Point.BODY]
    assert article.get_absolute_url() in found.places.articles


@pytest.mark.django_db
def test_what_nobody_may_pass_over_is_refused_with_all_that_is_missing(publisher):
    article = written(summary="")
    with pytest.raises(articles.NotReady) as refused:
        foretold(article, publisher, at=NOW - HOUR)
    assert {lack.point for lack in refused.value.missing} == {Point.TIME, Point.SUMMARY}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "obstacle"),
    [
        pytest.param(lambda: making.staff(Role.REPORTER), Obstacle.RIGHT, id="a reporter"),
        pytest.param(lambda: making.limited(Role.PUBLISHER, ["sport"], ["en"]), Obstacle.PLACE, id="elsewhere"),
    ],
)
def test_who_may_not_publish_is_told_nothing(publisher, make, obstacle):
    with pytest.raises(articles.NotAllowed) as refused:
        foretold(written(), make())
    assert refused.value.obstacle == obstacle


@pytest.mark.django_db
def test_who_may_send_no_news_is_not_told_whom_they_reach(publisher, settings):
    settings.PUSH_PUBLIC_KEY = settings.PUSH_PRIVATE_KEY = "set"
    article = written()
    assert foretold(article, publisher).news is not None
    may_publish = making.staff(Role.REPORTER)
    may_publish.user_permissions.add(*Permission.objects.filter(codename=Right.PUBLISH.value))
    found = foretold(article, may_publish)
    assert (found.offers_news, found.news) == (True, None)


@pytest.mark.django_db
def test_pages_that_tell_what_changed_are_named_and_that_all_are_made_anew(publisher):
    noted = put_right(publisher)
    article = noted.article
    comparisons.disclose(correction=noted, after=2, by=publisher, now=NOW)
    breaking.begin(article=article, headline="", hours=1, seen=[], by=publisher, now=NOW)
    found = foretold(article, publisher)
    assert [one for one in found.pages if "/changes/" in one] != []
    assert found.is_everywhere is False
    assert foretold(article, publisher, expires_at=NOW + HOUR).is_everywhere is True


@pytest.mark.django_db
def test_it_costs_as_many_statements_with_many_subscribers_as_with_few(publisher, settings):
    settings.PUSH_PUBLIC_KEY = settings.PUSH_PRIVATE_KEY = "set"

    def statements(number: int) -> int:
        device("UTC", number), subscriber(Cadence.DAILY, number)
        with CaptureQueriesContext(connection) as captured:
            foretold(article, publisher)
        return len(captured)

    article = written()
    likes = [making.article(slug=f"a{number}") for number in range(3)]
    making.tag("Docks", *likes)
    statements(0)  # the frame of the pages is remembered from here on
    few = statements(1)
    for number in range(2, 30):
        device(["UTC", "Asia/Tokyo"][number % 2], number), subscriber(Cadence.WEEKLY, number)
    assert statements(99) == few
    assert few < 60
