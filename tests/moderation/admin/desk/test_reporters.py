"""The record of who reported: counted from the answers as they stand, told to moderators, deciding nothing (C40)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import restrictions
from accounts.enums import RestrictionGround
from accounts.models import Restriction
from moderation import reporters
from moderation.actions import appeals, decisions, reports
from moderation.enums import AppealKind, AppealOutcome
from moderation.models import Report
from moderation.reporters import ReporterRecord
from tests.moderation import making
from tests.moderation.admin.desk.working import address

pytestmark = pytest.mark.django_db


def reported(reporter, **more):
    comment = making.comment(making.article())
    complaint = reports.Complaint(ground=making.ground(5), text="It is rude.", **more)
    return reports.lodge(comment=comment, complaint=complaint, reporter=reporter, now=timezone.now())


def removed(reporter):
    report = reported(reporter)
    taken = {"comment": report.comment, "version": 1, "reasons": making.reasons(), "moderator": making.moderator()}
    return decisions.remove(**taken, now=timezone.now())


def left_up(reporter):
    report = reported(reporter)
    decisions.publish(comment=report.comment, version=1, moderator=making.moderator(), now=timezone.now())


def shown(desk, report):
    page = " ".join(desk.get(address(report.case)).content.decode().split())
    return page.split("Earlier reports by the same person: ")[1].split(".")[0] if "Earlier reports" in page else ""


def test_a_removal_that_an_appeal_overturns_is_unfounded_in_its_reporters_record(desk):
    reader = making.person("Ada Sorensen")
    removal = removed(reader)
    removed(reader)
    left_up(reader)
    report = reported(reader)
    assert shown(desk, report) == "upheld 2, left up 1, unfounded 0"
    letter = appeals.lodge(
        kind=AppealKind.COMPLAINT, person=removal.subject, contested=removal, subject="s", explanation="e",
        now=timezone.now(),
    )  # fmt: skip
    appeals.decide(
        appeal=letter, moderator=making.moderator(), outcome=AppealOutcome.ANNULLED, answer="You are right.",
        now=timezone.now(),
    )  # fmt: skip
    assert shown(desk, report) == "upheld 1, left up 1, unfounded 1"
    assert "Ada Sorensen" not in desk.get(address(report.case)).content.decode()


def test_nothing_is_said_of_strangers_newcomers_and_who_is_only_kept(desk):
    assert shown(desk, reported(making.person())) == ""
    assert shown(desk, reported(None, name="A", email="a@x.org", is_in_good_faith=True)) == ""
    reader = making.person()
    removed(reader)
    report = reported(reader)
    assert shown(desk, report) == "upheld 1, left up 0, unfounded 0"
    restriction = Restriction(person=reader, ground=RestrictionGround.OBJECTION, reason="You object.")
    restrictions.begin(restriction=restriction, by=making.person(), now=timezone.now())
    assert shown(desk, report) == ""


def test_the_records_of_many_cost_one_statement():
    readers = [making.person() for _ in range(3)]
    for reader in readers:
        left_up(reader)
    comment = making.comment(making.article())
    complaint = reports.Complaint(ground=making.ground(5))
    for reader in readers:
        reports.lodge(comment=comment, complaint=complaint, reporter=reader, now=timezone.now())
    sent = list(Report.objects.filter(comment=comment).select_related("reporter"))
    with CaptureQueriesContext(connection) as asked:
        found = reporters.records(sent)
    assert (len(asked), list(found.values())) == (1, [ReporterRecord(left_up=1)] * 3)


@pytest.mark.parametrize(
    ("record", "credit"),
    [
        (ReporterRecord(), 1),
        (ReporterRecord(upheld=8), 1),
        (ReporterRecord(left_up=2), 0.5),
        (ReporterRecord(left_up=2, upheld=2), 4 / 6),
        (ReporterRecord(unfounded=9), 0.1),
    ],
)
def test_a_report_weighs_as_its_senders_earlier_ones_were_borne_out(record, credit):
    assert record.credit == pytest.approx(credit)


def test_who_was_never_right_lifts_a_case_less_than_a_stranger(desk):
    crying, calm = making.person(), making.person()
    for _ in range(6):
        left_up(crying)
    assert reported(crying).case.risk < reported(calm).case.risk


def test_a_wave_of_new_accounts_is_shown_and_weighs_as_one(desk):
    now = timezone.now()
    comment, complaint = making.comment(making.article()), reports.Complaint(ground=making.ground(5))

    def lodge(**joined):
        return reports.lodge(comment=comment, complaint=complaint, reporter=making.person(**joined), now=now).case

    risks = [lodge(joined_at=now - timedelta(days=1)).risk for _ in range(6)]
    assert risks == [200, 260, 260, 260, 260, 260]
    page = desk.get(address(Report.objects.latest("pk").case)).content.decode()
    assert "A wave: 6 reports came within a day" in page
    assert [lodge(joined_at=now - timedelta(days=90)).risk for _ in range(2)] == [260, 320]


def test_young_accounts_days_apart_are_no_wave():
    now, comment = timezone.now(), making.comment(making.article())
    for days in (0, 2, 4):
        at = now + timedelta(days=days)
        young = making.person(joined_at=at - timedelta(days=1))
        reports.lodge(comment=comment, complaint=reports.Complaint(ground=making.ground(5)), reporter=young, now=at)
    assert reporters.wave(comment.reports.all()) == []
