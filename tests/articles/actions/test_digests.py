"""What goes out, when, and to whom (A32)."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.core import mail as letters

from accounts.models import OutboxItem, User
from accounts.outbox import delivery
from articles.actions import digests, subscriptions
from articles.enums import Cadence, Status
from articles.models import Article, Digest, Edition, Issue, Subscription
from articles.subscribing import links
from tests.accounts import making as accounts
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.subscribing import READER, paper, subscriber, waiting, wish, work

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
#: 06:00 of the day after NOW, in the edition's zone (UTC).
MORNING = datetime(2026, 3, 3, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _paper():
    paper()
    letters.outbox.clear()


def morning(at=MORNING) -> list:
    """Let the worker do its duty at this moment; return the digests that this brought."""
    before = len(letters.outbox)
    with time_machine.travel(at, tick=False):
        digests.begin_due(now=at)
        work(at)
    return letters.outbox[before:]


def begun() -> None:
    """Let the issues up to NOW be begun, so that the next is the one of the test."""
    digests.begin_due(now=NOW)
    work()
    letters.outbox.clear()


def story(title, *, section="news", at=NOW, **fields) -> Article:
    return making.article(section=making.section(section), title=title, slug="s", published_at=at, **fields)


def test_a_digest_holds_what_was_published_since_the_last_one_and_nothing_twice():
    story("Old news", at=NOW - timedelta(hours=1))
    subscriber()
    begun()
    story("The harbour opens", summary="At last.")
    (letter,) = morning()
    assert letter.subject == "Gazette: The harbour opens"
    assert "At last." in letter.body
    assert Article.objects.get(title="The harbour opens").get_absolute_url() in letter.body
    assert "Old news" not in letter.body
    assert morning(MORNING + timedelta(minutes=5)) == []
    assert morning(MORNING + DAY) == []  # nothing new: nothing is sent
    story("The harbour closes", at=MORNING + DAY + timedelta(hours=3))
    (letter,) = morning(MORNING + 2 * DAY)
    assert "The harbour opens" not in letter.body


def test_it_goes_at_the_hour_of_the_editions_clock_through_the_year():
    Edition.objects.update(time_zone="Europe/Berlin")
    subscriber()
    begun()
    digest = Digest.objects.select_related("edition").get()
    at = digest.newest_day(Cadence.DAILY, datetime(2026, 7, 10, 4, 0, tzinfo=UTC))
    assert at.isoformat() == "2026-07-10T06:00:00+02:00"
    assert digest.newest_day(Cadence.DAILY, datetime(2026, 7, 10, 3, 59, tzinfo=UTC)).day == 9
    at = digest.newest_day(Cadence.WEEKLY, datetime(2026, 1, 16, 12, tzinfo=UTC))
    assert at.isoformat() == "2026-01-10T06:00:00+01:00"  # the Saturday before that Friday


def test_the_weekly_one_goes_on_its_day_alone():
    subscriber(wanted=wish(Cadence.WEEKLY))
    begun()
    story("The harbour opens")
    assert [len(morning(MORNING + DAY * day)) for day in range(6)] == [0, 0, 0, 0, 1, 0]


def test_who_chose_sections_gets_these_and_no_letter_without():
    sport = making.section("sport")
    edition = Edition.objects.get(pk="en")
    edition.section_names.create(section=sport, name="Sport", slug="sport")
    subscriber("fan@example.org", wish(Cadence.DAILY, sport.pk))
    subscriber("all@example.org")
    begun()
    story("The harbour opens")
    assert [letter.to for letter in morning()] == [["all@example.org"]]
    story("The match is lost", section="sport", at=MORNING)
    story("The harbour closes", at=MORNING)
    by_reader = {letter.to[0]: letter.body for letter in morning(MORNING + DAY)}
    assert "harbour" not in by_reader["fan@example.org"]
    assert by_reader["all@example.org"].index("The harbour") < by_reader["all@example.org"].index("SPORT")


def test_what_stands_in_a_section_that_the_edition_names_no_more_is_told_last():
    subscriber()
    begun()
    story("Without a name", section="gone")
    story("The harbour opens")
    (letter,) = morning()
    assert letter.body.index("The harbour opens") < letter.body.index("Without a name")


def test_what_was_taken_back_meanwhile_is_not_told():
    subscriber()
    begun()
    story("True")
    Article.objects.filter(pk=story("Wrong").pk).update(status=Status.UNPUBLISHED)
    (letter,) = morning()
    assert "Wrong" not in letter.body


def test_what_was_stored_late_stands_in_the_next():
    subscriber()
    begun()
    story("In time")
    morning()
    story("Late", at=MORNING - timedelta(seconds=1))  # committed after the issue was begun
    (letter,) = morning(MORNING + DAY)
    assert "Late" in letter.body


def test_a_letter_can_be_ended_by_a_press_and_measures_nothing():
    subscription = subscriber()
    begun()
    story("The harbour opens")
    (letter,) = morning()
    sent = message_from_bytes(letter.message().as_bytes(), policy=policy.default)
    assert sent["List-Unsubscribe"].strip() == f"<{links.end_url(subscription)}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["List-Id"] == "<digest-en.localhost>"
    html = sent.get_body(("html",)).get_content()
    assert "<img" not in html
    assert "style=" not in html
    own = {links.page_url(subscription), "http://localhost:8000"}
    article = f"http://localhost:8000{Article.objects.get().get_absolute_url()}"
    found = {part.split('"')[0] for part in html.split('href="')[1:]}
    assert found == own | {article}


def test_an_edition_that_is_read_from_the_right_is_written_so():
    making.edition("ar")
    subscriber(wanted=wish(edition="ar"))
    begun()
    making.article("ar", title="الميناء يفتح", slug="s", published_at=NOW)
    (letter,) = morning()
    html = letter.alternatives[0][0]
    assert '<html lang="ar" dir="rtl">' in html
    assert "الميناء يفتح" in letter.body


def test_who_ended_it_while_the_letter_waited_gets_none():
    subscription = subscriber()
    begun()
    story("The harbour opens")
    with time_machine.travel(MORNING, tick=False):
        digests.begin_due(now=MORNING)
        delivery.deliver(delivery.claim(now=MORNING), now=MORNING)
        assert waiting() == [READER]
        held = delivery.claim(now=MORNING)
        subscriptions.end(subscription=subscription, now=MORNING)
        delivery.deliver(held, now=MORNING)
    assert letters.outbox == []
    assert not OutboxItem.objects.exclude(payload={}).exists()


def test_who_goes_while_the_letter_waits_gets_none():
    person = accounts.member()
    subscriptions.subscribe(person=person, wish=wish(), now=NOW)
    begun()
    story("The harbour opens")
    with time_machine.travel(MORNING, tick=False):
        digests.begin_due(now=MORNING)
        delivery.deliver(delivery.claim(now=MORNING), now=MORNING)
        assert waiting() == [person.email]
        User.objects.filter(pk=person.pk).update(closing_at=MORNING)
        work(MORNING)
    assert letters.outbox == []
    assert waiting() == []


def test_who_goes_or_whose_data_is_only_kept_is_passed_over():
    for field in ("closing_at", "restricted_at"):
        making.edition("de")
        person = accounts.member()
        subscriptions.subscribe(person=person, wish=wish(), now=NOW)
        setattr(person, field, NOW)
        if field == "closing_at":
            person.save()
        else:
            person.restrictions.create(ground="claims", reason="r", begun_at=NOW, begun_by=accounts.member())
            person.save()
    begun()
    story("The harbour opens")
    assert morning() == []
    assert Subscription.objects.count() == 2


def test_a_paused_digest_waits_and_tells_all_of_it_afterwards():
    subscriber()
    begun()
    story("The harbour opens")
    Digest.objects.update(is_paused=True)
    assert morning() == []
    assert not Issue.objects.filter(day="2026-03-03").exists()
    Digest.objects.update(is_paused=False)
    (letter,) = morning(MORNING + 3 * DAY)
    assert "The harbour opens" in letter.body


def test_a_clock_that_was_ahead_neither_repeats_nor_swallows():
    subscriber()
    begun()
    story("Told ahead")
    ahead = NOW + timedelta(days=400)
    assert len(morning(ahead)) == 1
    # set back: its own day comes, and so does the day that was begun ahead of time
    assert morning() == []
    story("Told in time", at=MORNING)
    (letter,) = morning(MORNING + DAY)
    assert "Told in time" in letter.body
    assert "Told ahead" not in letter.body
    story("A year later", at=ahead - timedelta(hours=7))
    with time_machine.travel(ahead):
        assert len(morning(ahead)) == 1


def test_many_are_written_to_in_turns_each_once(monkeypatch):
    monkeypatch.setattr(digests, "AT_ONCE", 3)
    people = {f"reader{number}@example.org" for number in range(7)}
    for address in people:
        subscriber(address)
    begun()
    story("The harbour opens")
    sent = morning()
    assert sorted(letter.to[0] for letter in sent) == sorted(people)
    OutboxItem.objects.filter(channel="digests").update(delivered_at=None, payload={"issue": Issue.objects.get(
        day="2026-03-03", cadence="daily").pk, "after": 0})  # fmt: skip # a worker was killed before it marked them
    work(MORNING + timedelta(hours=1))
    assert len(letters.outbox) == len(sent)


def test_the_writing_of_a_list_costs_the_same_for_one_article_and_for_thirty(django_assert_max_num_queries):
    subscriber()
    begun()
    for number in range(40):
        story(f"Story {number}", at=NOW)
    digests.begin_due(now=MORNING)
    item = OutboxItem.objects.get(channel="digests", delivered_at=None)
    with time_machine.travel(MORNING, tick=False), django_assert_max_num_queries(10):
        digests.write_some(item)
    work(MORNING)
    (letter,) = letters.outbox
    assert letter.body.count("http://localhost:8000/en/s-") == digests.LENGTH
    assert "10 more articles are on the site" in letter.body
