"""A breach is entered with all that the law asks, told within 72 hours, and told to whom it concerns (V55, P25)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import breaches, restrictions
from accounts.enums import Concerned, RestrictionGround
from accounts.models import Breach, BreachNotice, BreachNoticeText, BreachVersion, OutboxItem, Restriction, User
from accounts.outbox import delivery
from accounts.privacy import retention
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def chief():
    return making.person(name="Chief", joined_at=NOW, is_staff=True, is_superuser=True)


@pytest.fixture
def breach(chief):
    entered = Breach(
        known_at=NOW,
        began_at=NOW - DAY,
        what_happened="A backup lay open.",
        people="members",
        people_count=40,
        records="addresses",
        records_count=40,
        consequences="Unwanted letters.",
        measures="It was closed.",
    )
    breaches.enter(breach=entered, by=chief, now=NOW + HOUR)
    return entered


def notice(breach, languages=("en",), **fields) -> BreachNotice:
    drafted = BreachNotice.objects.create(breach=breach, **fields)
    for language in languages:
        BreachNoticeText.objects.create(
            notice=drafted, language=language, what_happened=f"What ({language})", consequences="Such", measures="Do so"
        )
    return drafted


def deliver_all(now=NOW) -> None:
    while item := delivery.claim(now=now):
        delivery.deliver(item, now=now)


@pytest.mark.parametrize(
    ("hours", "said"),
    [(47, []), (48, ["Due soon"]), (71, ["Due soon"]), (72, ["Overdue"]), (500, ["Overdue"])],
)
def test_the_clock_runs_from_when_it_became_known_and_alarms_the_publisher_once(breach, settings, hours, said):
    settings.PRIVACY_CONTACT = "privacy@example.org"
    for _ in range(2):  # one letter, however often the worker looks
        breaches.alarm_due(now=NOW + hours * HOUR)
    alarms = [one.payload for one in OutboxItem.objects.all()]
    assert [one["subject"].split(":")[0] for one in alarms] == said
    assert all(one["to"] == "privacy@example.org" for one in alarms)


@pytest.mark.parametrize("done", [{"notified_at": NOW + DAY}, {"not_notified_because": "The backup is encrypted."}])
def test_who_has_told_the_authority_or_why_not_is_not_alarmed(breach, chief, done):
    for name, value in done.items():
        setattr(breach, name, value)
    breaches.amend(breach=breach, by=chief, now=NOW + DAY)
    assert breaches.alarm_due(now=NOW + 90 * DAY) == "0 due"


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"notified_at": NOW + DAY, "not_notified_because": "No risk."}, id="told, and not told"),
        pytest.param({"notified_at": NOW + 4 * DAY}, id="told late without a reason"),
        pytest.param({"known_at": NOW + DAY}, id="the clock is moved"),
        pytest.param({"due_at": NOW + 9 * DAY}, id="the clock is slowed"),
    ],
)
def test_the_database_takes_no(breach, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.filter(pk=breach.pk).update(**wrong)


def test_what_was_said_before_stays_with_who_said_it(breach, chief):
    breach.people_count = 41
    breaches.amend(breach=breach, by=making.person(name="Other"), now=NOW + DAY)
    said = BreachVersion.objects.values_list("written_by__name", "facts__people_count")
    assert list(said) == [("Chief", 40), ("Other", 41)]
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        BreachVersion.objects.all()._update([(BreachVersion._meta.get_field("facts"), None, {})])


def test_the_draft_holds_all_that_the_authority_is_told(breach, settings):
    settings.SUPERVISORY_AUTHORITY, settings.PRIVACY_CONTACT = "The Authority", "privacy@example.org"
    text = breaches.to_the_authority(breach, now=NOW)
    told = (
        "The Authority", "privacy@example.org", breach.reference, "A backup lay open.", "members", "40", "addresses",
        "Unwanted letters.", "It was closed.", "72 hours end: 5 March 2026, 12:00", "None has been sent yet.",
    )  # fmt: skip
    assert [one for one in told if one not in text] == []


def test_everybody_gets_the_letter_once_in_their_language_or_in_the_sites(breach, chief, mailoutbox):
    german, french, erased = (making.person(language=language, joined_at=NOW) for language in ("de", "fr", "en"))
    User.objects.filter(pk=erased.pk).update(erased_at=NOW, email=None, name="", is_active=False)
    drafted = notice(breach, ("en", "de"))
    shown = {text.language: (letter, count) for text, letter, count in breaches.letters(drafted)}
    assert {language: count for language, (_letter, count) in shown.items()} == {"en": 2, "de": 1}

    assert breaches.send(notice=drafted, by=chief, now=NOW + DAY) == 3
    with pytest.raises(breaches.AlreadySent):
        breaches.send(notice=drafted, by=chief, now=NOW + DAY)
    item = OutboxItem.objects.get(channel=breaches.LETTERS)
    deliver_all(NOW + DAY)
    breaches.tell_some(OutboxItem(payload={"notice": drafted.pk, "after": 0}, created_at=item.created_at))
    deliver_all(NOW + DAY)

    got = {letter.to[0]: letter for letter in mailoutbox}
    assert sorted(got) == sorted([german.email, french.email, chief.email])
    assert len(mailoutbox) == 3
    assert got[german.email].body == shown["de"][0]["text"]  # what was looked at is what arrives
    assert "What (en)" in got[french.email].body
    assert breach.reference in got[french.email].body


def test_a_notice_goes_on_where_a_turn_ends(breach, chief, monkeypatch, mailoutbox):
    monkeypatch.setattr(breaches, "AT_ONCE", 2)
    for _ in range(4):
        making.person(joined_at=NOW)
    breaches.send(notice=notice(breach), by=chief, now=NOW + DAY)
    deliver_all(NOW + DAY)
    assert len({letter.to[0] for letter in mailoutbox}) == len(mailoutbox) == 5


@pytest.mark.parametrize(
    ("concerned", "got"),
    [
        (Concerned.EVERYBODY, {"Chief", "Early", "Late", "Elsewhere"}),
        (Concerned.HAD_ACCOUNT, {"Early", "Elsewhere"}),
        (Concerned.SIGNED_IN, {"Late"}),
        (Concerned.PASSWORD, {"Early", "Late"}),
    ],
)
def test_a_stated_criterion_chooses_who_is_written_to(breach, chief, concerned, got):
    User.objects.filter(pk=chief.pk).update(joined_at=NOW, password="!")
    making.person(name="Early", joined_at=NOW - 9 * DAY, password="x", last_login=NOW - 8 * DAY)
    making.person(name="Late", joined_at=NOW, password="x", last_login=NOW)
    making.person(name="Elsewhere", joined_at=NOW - 9 * DAY, password="!unusable")
    drafted = BreachNotice(breach=breach, concerned=concerned, since=(NOW - DAY).date())
    assert set(breaches.concerned(drafted).values_list("name", flat=True)) == got


def test_nothing_goes_out_without_the_text_that_everybody_gets_who_has_no_other(breach, chief):
    drafted = notice(breach, ("de",))
    with pytest.raises(breaches.NoText):
        breaches.send(notice=drafted, by=chief, now=NOW)
    drafted.refresh_from_db()
    assert drafted.sent_at is None


def test_whose_data_is_only_kept_is_told_all_the_same(breach, chief, mailoutbox):
    person = making.member(joined_at=NOW)
    restriction = Restriction(person=person, ground=RestrictionGround.CLAIMS, reason="-")
    restrictions.begin(restriction=restriction, by=chief, now=NOW)
    breaches.send(notice=notice(breach), by=chief, now=NOW + DAY)
    deliver_all(NOW + DAY)
    assert any("breached" in letter.body for letter in mailoutbox if letter.to == [person.email])


def test_what_was_sent_stays_as_it_was(breach, chief):
    drafted = notice(breach)
    breaches.send(notice=drafted, by=chief, now=NOW)
    with pytest.raises(IntegrityError, match="was sent"), transaction.atomic():
        BreachNotice.objects.filter(pk=drafted.pk).update(recipients=0)


def test_the_register_goes_after_five_years_with_all_that_belongs_to_it(breach, chief):
    breaches.send(notice=notice(breach), by=chief, now=NOW)
    retention.run(now=NOW + 5 * 365 * DAY)
    assert Breach.objects.count() == 1
    retention.run(now=NOW + 5 * 365 * DAY + HOUR)
    assert (Breach.objects.count(), BreachVersion.objects.count(), BreachNoticeText.objects.count()) == (0, 0, 0)
