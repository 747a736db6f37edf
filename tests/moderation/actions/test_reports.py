from datetime import timedelta

import pytest

from accounts.models import OutboxItem
from moderation.actions import decisions, ledger, reports
from moderation.enums import Measure, ReportKind, ReportOutcome, Source
from moderation.models import Case
from tests.moderation import making
from tests.moderation.making import NOW

LONG_AGO = NOW - timedelta(days=90)
pytestmark = pytest.mark.django_db


def under(number: int) -> reports.Complaint:
    return reports.Complaint(ground=making.ground(number), text="This is rude.")


ILLEGAL = reports.Complaint(text="Paragraph 185 of the code.", name="A. Reader", email="a@x.org", is_in_good_faith=True)


def test_a_report_has_a_reference_and_opens_a_case():
    comment = making.comment(making.article())
    report = reports.lodge(comment=comment, complaint=under(5), reporter=making.person(), now=NOW)
    assert report.reference.startswith("R-")
    case = Case.objects.get()
    assert report.case == case
    assert (case.grounds, case.report_count, case.risk) == (["report:5"], 1, 200)


def test_reports_by_several_readers_collapse_into_one_case_that_weighs_more():
    comment = making.comment(making.article())
    for number in (5, 5, 18):
        reports.lodge(comment=comment, complaint=under(number), reporter=making.person(joined_at=LONG_AGO), now=NOW)
    case = Case.objects.get()
    assert (case.grounds, case.report_count, case.risk) == (["report:18", "report:5"], 3, 320)


def test_a_reader_has_one_open_report_on_a_comment():
    comment, reader = making.comment(making.article()), making.person()
    first = reports.lodge(comment=comment, complaint=under(5), reporter=reader, now=NOW)
    with pytest.raises(reports.AlreadyReported) as refused:
        reports.lodge(comment=comment, complaint=under(18), reporter=reader, now=NOW)
    assert refused.value.report == first


def test_two_strangers_may_give_notice_of_one_comment():
    comment = making.comment(making.article())
    notices = [reports.lodge(comment=comment, complaint=ILLEGAL, reporter=None, now=NOW) for _ in range(2)]
    assert [n.kind for n in notices] == [ReportKind.ILLEGAL] * 2
    assert Case.objects.get().report_count == 2
    assert reports.source_for(comment) == Source.NOTICE


def test_a_report_on_an_approved_comment_opens_its_case_again():
    comment, moderator = making.comment(making.article()), making.person()
    case = reports.lodge(comment=comment, complaint=under(5), reporter=making.person(), now=NOW).case
    ledger.record(comment=comment, measure=Measure.KEEP, decided_by=moderator, case=case, now=NOW)
    reports.settle(comment=comment, outcome=ReportOutcome.KEPT, now=NOW)
    case.items.update(is_open=False)
    Case.objects.update(closed_at=NOW)

    again = reports.lodge(comment=comment, complaint=under(5), reporter=making.person(), now=NOW)

    assert again.case == case
    assert Case.objects.waiting().get().decisions.get().decided_by == moderator


def test_the_same_report_after_its_answer_is_a_duplicate():
    comment, reader = making.comment(making.article()), making.person()
    reports.lodge(comment=comment, complaint=under(5), reporter=reader, now=NOW)
    reports.settle(comment=comment, outcome=ReportOutcome.KEPT, now=NOW)
    again = reports.lodge(comment=comment, complaint=under(5), reporter=reader, now=NOW)
    assert again.outcome == ReportOutcome.DUPLICATE


def test_a_comment_that_nobody_sees_is_not_reported():
    comment = making.comment(making.article(), measure=Measure.HOLD)
    with pytest.raises(reports.NothingToReport):
        reports.lodge(comment=comment, complaint=under(5), reporter=making.person(), now=NOW)


def test_the_reporter_has_a_receipt_and_the_outcome_by_mail():
    comment, reader = making.comment(making.article()), making.person()
    report = reports.lodge(comment=comment, complaint=under(5), reporter=reader, now=NOW)
    reports.settle(comment=comment, outcome=ReportOutcome.KEPT, now=NOW)
    letters = [item.payload for item in OutboxItem.objects.order_by("pk")]
    assert [letter["to"] for letter in letters] == [reader.email] * 2
    assert all(report.reference in letter["subject"] for letter in letters)
    assert f"/en/reports/{report.reference}/" in letters[0]["text"]
    assert "left it up" in letters[1]["text"]


def test_a_stranger_is_written_to_at_the_address_given():
    comment = making.comment(making.article())
    reports.lodge(comment=comment, complaint=ILLEGAL, reporter=None, now=NOW)
    assert OutboxItem.objects.get().payload["to"] == "a@x.org"


@pytest.mark.parametrize("complaint", [under, lambda _number: ILLEGAL], ids=["a rule", "the law"])
def test_who_objects_to_the_decision_on_a_report_is_heard_again(complaint):
    comment = making.comment(making.article())
    reporter = making.person() if complaint is under else None
    report = reports.lodge(comment=comment, complaint=complaint(5), reporter=reporter, now=NOW)
    decisions.publish(comment=comment, version=1, moderator=making.moderator(), now=NOW)
    report.refresh_from_db()
    objection = reports.contest(report=report, words="Read it again.", sender="b@x.org", now=NOW)
    case = Case.objects.waiting().get()
    assert (objection.case, objection.text, objection.outcome) == (case, "Read it again.", ReportOutcome.OPEN)
    assert (objection.reporter, objection.email) == (reporter, report.email)
    assert OutboxItem.objects.filter(key__startswith=f"report_received:{objection.reference}").count() == 1


def test_nobody_objects_to_what_is_not_decided_or_to_a_removal():
    comment = making.comment(making.article())
    report = reports.lodge(comment=comment, complaint=under(5), reporter=making.person(), now=NOW)
    with pytest.raises(reports.AlreadyReported):
        reports.contest(report=report, words="Well?", sender="b@x.org", now=NOW)
    making.rules()
    decisions.remove(comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW)
    report.refresh_from_db()
    with pytest.raises(reports.NothingToReport):
        reports.contest(report=report, words="Well?", sender="b@x.org", now=NOW)
