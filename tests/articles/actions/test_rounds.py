"""News on its way, against a push service that really listens and browsers that really open it."""

from datetime import timedelta

import pytest

from accounts.models import OutboxItem
from accounts.outbox import delivery
from accounts.privacy import erasure
from articles.actions import articles, devices, pushing, rounds
from articles.enums import Role
from articles.models import PushNotice, PushSubscription
from tests.accounts import making as people
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.push.service import subscribe

pytestmark = pytest.mark.django_db


def send(article, *, is_urgent=False, now=NOW) -> PushNotice:
    by = making.staff(Role.EDITOR)
    return pushing.send(article=article, title="A ferry", text="It is late.", is_urgent=is_urgent, by=by, now=now)


def work(traveller, now=NOW) -> None:
    """Let the worker do at `now` all that is due."""
    traveller.move_to(now)
    while item := delivery.claim(now=now):
        delivery.deliver(item, now=now)


def said(channel=rounds.DEVICE) -> list[str]:
    return list(OutboxItem.objects.filter(channel=channel).order_by("pk").values_list("last_error", flat=True))


def scheduled(hours: int = 2):
    article = making.article(published_at=NOW + timedelta(hours=hours))
    making.section(needs_four_eyes=False)
    return article


def test_a_browser_opens_what_it_was_sent_in_the_declarative_format(push_service, noon):
    browser, _ = subscribe(push_service)
    article = making.article(language="en")
    notice = send(article, is_urgent=True)

    work(noon)

    [(path, headers, body)] = push_service.got
    assert browser.address.endswith(path)
    assert browser.open(body) == {
        "web_push": 8030,
        "notification": {
            "title": "A ferry",
            "body": "It is late.",
            "navigate": f"http://localhost:8000/en/harbour-{article.pk}/",
            "lang": "en",
            "dir": "ltr",
            "tag": f"news-{notice.pk}",
        },
    }
    assert {name: headers[name] for name in ("Content-Encoding", "TTL", "Urgency", "Topic")} == {
        "Content-Encoding": "aes128gcm", "TTL": str(4 * 3600), "Urgency": "high", "Topic": f"news-{notice.pk}",
    }  # fmt: skip
    assert headers["Authorization"].startswith("vapid t=")
    assert OutboxItem.objects.filter(delivered_at__isnull=True).count() == 0


def test_only_who_chose_edition_and_section_and_may_be_written_to_gets_it(push_service, noon):
    member = people.member()
    wanting, _ = subscribe(push_service, person=member)
    subscribe(push_service, language="de")
    subscribe(push_service, sections=[making.section("sport")])
    subscribe(push_service, person=people.member(restricted_at=NOW))
    subscribe(push_service, person=people.member(closing_at=NOW + timedelta(days=14)))
    send(making.article())

    work(noon)

    assert [wanting.address.endswith(path) for path, *_ in push_service.got] == [True]


def test_many_devices_are_found_in_rounds_each_once(push_service, noon, monkeypatch):
    monkeypatch.setattr(rounds, "AT_ONCE", 2)
    browsers = [subscribe(push_service)[0] for _ in range(5)]
    send(making.article())

    work(noon)
    first = {"notice": PushNotice.objects.get().pk, "after": 0}
    OutboxItem.objects.filter(channel=rounds.ROUND).update(delivered_at=None, payload=first)
    work(noon)  # rounds that died before they could say that they were done

    assert sorted(path for path, *_ in push_service.got) == sorted(b.address[-38:] for b in browsers)


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(push_service, noon, status):
    push_service.answers = [(status, {})]
    subscribe(push_service)
    send(making.article())

    work(noon)

    assert PushSubscription.objects.count() == 0
    assert said() == [f"The push service knows the device no longer ({status})."]


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        pytest.param(429, {"Retry-After": "600"}, timedelta(minutes=10), id="seconds"),
        pytest.param(503, {"Retry-After": "Mon, 02 Mar 2026 12:20:00 GMT"}, timedelta(minutes=20), id="a date"),
        pytest.param(429, {"Retry-After": "99999999999"}, timedelta(hours=6), id="for ever"),
        pytest.param(500, {}, timedelta(seconds=30), id="nothing said"),
        pytest.param(502, {"Retry-After": "soon"}, timedelta(seconds=30), id="nonsense"),
    ],
)
def test_a_service_that_is_busy_is_left_alone_as_long_as_it_says(push_service, noon, status, headers, wait):
    push_service.answers = [(status, headers)]
    subscribe(push_service)
    send(making.article())

    work(noon)
    work(noon, NOW + wait - timedelta(seconds=1))
    asked_before = len(push_service.got)
    work(noon, NOW + wait)

    assert (asked_before, len(push_service.got)) == (1, 2)
    assert OutboxItem.objects.get(channel=rounds.DEVICE).delivered_at is not None


def test_a_redirect_is_not_followed_and_a_refusal_ends_it(push_service, noon):
    push_service.answers = [(307, {"Location": "http://127.0.0.1:1/"}), (403, {})]
    subscribe(push_service), subscribe(push_service)
    send(making.article())

    work(noon)

    assert sorted(said()) == [
        "The push service may not be asked, or leads elsewhere.",
        "The push service refused it (403).",
    ]
    assert PushSubscription.objects.count() == 2


def test_the_address_is_looked_at_again_when_it_is_sent_to(push_service, noon, settings):
    subscribe(push_service)
    send(making.article())
    settings.PUSH_OWN_SERVICES = frozenset()

    work(noon)

    assert push_service.got == []
    assert said() == ["This is no push service that we know."]


def test_a_known_name_that_leads_to_this_machine_is_not_asked(push_service, noon, settings):
    settings.OUTGOING_LOOPBACK = False
    subscribe(push_service)
    send(making.article())

    work(noon)

    assert push_service.got == []
    assert said() == ["The push service may not be asked, or leads elsewhere."]


def test_what_went_wrong_never_spells_the_address(push_service, noon):
    subscribe(push_service)
    PushSubscription.objects.update(endpoint="http://127.0.0.1:1/secret")
    send(making.article())

    work(noon)

    [words] = said()
    assert "secret" not in words
    assert words.startswith("ConnectionError: The push service cannot be reached")


def test_at_night_news_waits_for_the_morning_and_urgent_news_does_not(push_service, noon):
    subscribe(push_service, time_zone="Asia/Tokyo")
    night = NOW + timedelta(hours=2)  # 23 there
    send(making.article(), now=night)

    work(noon, night)
    at_night = len(push_service.got)
    work(noon, NOW.replace(hour=22))
    assert (at_night, len(push_service.got)) == (0, 1)

    send(making.article(slug="b"), is_urgent=True, now=night + timedelta(days=1))
    work(noon, night + timedelta(days=1))
    assert len(push_service.got) == 2


def test_a_day_has_no_more_than_it_allows_but_for_urgent_news(push_service, noon):
    subscribe(push_service)
    for number in range(6):
        send(making.article(slug=f"a{number}"))
    work(noon)
    assert len(push_service.got) == 5
    assert said()[-1] == "The device had as many as a day allows."

    send(making.article(slug="u"), is_urgent=True)
    work(noon)
    assert len(push_service.got) == 6

    send(making.article(slug="n"), now=NOW + timedelta(days=1))
    work(noon, NOW + timedelta(days=1))
    assert len(push_service.got) == 7


def test_scheduled_news_goes_with_its_article_and_not_a_minute_before(push_service, noon):
    subscribe(push_service)
    send(scheduled())

    work(noon, NOW + timedelta(hours=2) - timedelta(seconds=1))
    before = len(push_service.got)
    work(noon, NOW + timedelta(hours=2))

    assert (before, len(push_service.got)) == (0, 1)


@pytest.mark.parametrize("hours", [1, 4], ids=["earlier", "later"])
def test_scheduled_news_follows_its_article_to_another_minute(push_service, noon, hours):
    subscribe(push_service)
    article = scheduled()
    send(article)
    by = making.staff(Role.PUBLISHER)
    articles.publish(article=article, by=by, now=NOW, revision=1, at=NOW + timedelta(hours=hours))

    work(noon, NOW + timedelta(hours=hours) - timedelta(seconds=1))
    before = len(push_service.got)
    work(noon, NOW + timedelta(hours=hours))

    assert (before, len(push_service.got)) == (0, 1)


def test_nothing_is_sent_of_an_article_that_was_taken_back(push_service, noon):
    subscribe(push_service)
    planned, out = scheduled(), making.article(slug="b")
    send(planned), send(out)
    for article in (planned, out):
        articles.unpublish(article=article, by=making.staff(Role.PUBLISHER), now=NOW)

    work(noon, NOW + timedelta(hours=3))

    assert push_service.got == []
    assert PushNotice.objects.in_force().count() == 0


def test_nothing_is_sent_to_who_ended_it_before_it_came(push_service, noon):
    _, ended = subscribe(push_service)
    _, erased = subscribe(push_service, person=people.member())
    send(making.article())
    item = delivery.claim(now=NOW)
    delivery.deliver(item, now=NOW)
    devices.end(subscription=ended, now=NOW)
    erasure.erase(person=erased.person, now=NOW)

    work(noon)

    assert push_service.got == []
    assert said() == ["The device does not want it any more."]


def test_old_news_is_none(push_service, noon):
    push_service.answers = [(503, {"Retry-After": "1"})] * 99
    subscribe(push_service)
    send(making.article(), is_urgent=True)

    work(noon)
    work(noon, NOW + timedelta(hours=4))

    assert len(push_service.got) == 1
    assert said() == ["It is no news any more."]
