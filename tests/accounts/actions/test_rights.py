"""Requests about one's data are answered within a month, or within three if that was said in time (V37, P09)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import rights
from accounts.enums import Right, RightsChannel, RightsOutcome
from accounts.models import OutboxItem, RightsRequest
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    person = making.member(language="en")
    return rights.ask(person=person, kind=Right.RECTIFICATION, text="My name is spelt wrongly.", language="en", now=NOW)


def letters():
    return [one.payload for one in OutboxItem.objects.order_by("pk")]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param(
            datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 4, 2, 12, tzinfo=UTC), id="an ordinary month"
        ),
        pytest.param(datetime(2026, 1, 31, tzinfo=UTC), datetime(2026, 2, 28, tzinfo=UTC), id="a short month"),
        pytest.param(datetime(2028, 1, 30, tzinfo=UTC), datetime(2028, 2, 29, tzinfo=UTC), id="a leap year"),
        pytest.param(datetime(2026, 12, 15, tzinfo=UTC), datetime(2027, 1, 15, tzinfo=UTC), id="over the year's end"),
    ],
)
def test_it_is_due_after_a_calendar_month(received, due):
    assert rights.months_later(received, rights.MONTHS) == due


def test_it_is_confirmed_with_its_day_and_reference(asked):
    (letter,) = letters()
    assert letter["to"] == asked.person.email
    assert asked.reference in letter["subject"]
    assert "by 2 April 2026" in letter["text"]
    assert "My name is spelt wrongly." in letter["text"]


def test_the_month_of_one_that_came_on_paper_runs_from_the_day_it_came():
    paper = RightsRequest(
        kind=Right.ACCESS,
        channel=RightsChannel.POST,
        name="Otto Example",
        text="What do you hold?",
        received_at=NOW - timedelta(days=9),
    )
    rights.file(request=paper, now=NOW)
    assert paper.due_at == datetime(2026, 3, 21, 12, tzinfo=UTC)
    assert letters() == []  # there is no address


def test_a_reason_gives_two_months_more_once_and_is_told(asked):
    rights.extend(request=asked, reason="The archive is on paper.", now=NOW + timedelta(days=20))
    asked.refresh_from_db()
    assert asked.due_at == datetime(2026, 6, 2, 12, tzinfo=UTC)
    assert "The archive is on paper." in letters()[-1]["text"]
    with pytest.raises(rights.CannotExtend):
        rights.extend(request=asked, reason="Again.", now=NOW + timedelta(days=21))


def test_when_the_month_is_over_it_is_too_late_to_take_longer(asked):
    with pytest.raises(rights.CannotExtend):
        rights.extend(request=asked, reason="Sorry.", now=NOW + timedelta(days=32))


@pytest.mark.parametrize(("outcome", "complains"), [(RightsOutcome.GRANTED, False), (RightsOutcome.REFUSED, True)])
def test_the_answer_is_told_and_where_to_complain_if_less_was_done(asked, settings, outcome, complains):
    settings.SUPERVISORY_AUTHORITY = "The Authority"
    staff = making.person(is_staff=True)
    rights.answer(request=asked, outcome=outcome, text="As follows.", by=staff, now=NOW + timedelta(days=5))
    assert "As follows." in letters()[-1]["text"]
    assert ("The Authority" in letters()[-1]["text"]) == complains
    with pytest.raises(rights.AlreadyAnswered):
        rights.answer(request=asked, outcome=outcome, text="Again.", by=staff, now=NOW + timedelta(days=6))


@pytest.mark.parametrize(
    ("days", "said"),
    [(27, []), (28, ["Due soon"]), (30, ["Due soon"]), (31, ["Overdue"]), (90, ["Overdue"])],
)
def test_the_publisher_is_alarmed_before_the_day_and_after(asked, settings, days, said):
    settings.PRIVACY_CONTACT = "privacy@example.org"
    for _ in range(2):  # one letter, however often the worker looks
        rights.alarm_due(now=NOW + timedelta(days=days))
    alarms = [one for one in letters() if one["to"] == "privacy@example.org"]
    assert [one["subject"].split(":")[0] for one in alarms] == said


def test_what_is_answered_or_extended_alarms_nobody(asked):
    rights.extend(request=asked, reason="The archive is on paper.", now=NOW + timedelta(days=20))
    assert rights.alarm_due(now=NOW + timedelta(days=40)) == "0 due"
    rights.answer(
        request=asked, outcome=RightsOutcome.GRANTED, text="Done.", by=making.person(), now=NOW + timedelta(days=41)
    )
    assert rights.alarm_due(now=NOW + timedelta(days=200)) == "0 due"


def test_five_may_wait_and_no_more(asked):
    for number in range(4):
        rights.ask(person=asked.person, kind=Right.OTHER, text=f"And {number}?", language="en", now=NOW)
    with pytest.raises(rights.TooMany):
        rights.ask(person=asked.person, kind=Right.OTHER, text="And that?", language="en", now=NOW)


def test_the_same_question_again_is_the_same_request(asked):
    again = rights.ask(person=asked.person, kind=asked.kind, text=asked.text, language="en", now=NOW)
    assert (again, len(letters())) == (asked, 1)


def test_the_database_takes_no_answer_without_an_outcome(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsRequest.objects.filter(pk=asked.pk).update(answered_at=NOW, answered_by=asked.person)
