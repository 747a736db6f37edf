"""How long texts of comments, statements, letters and reports stay (due-process a6)."""

from datetime import timedelta

import pytest

from accounts.privacy import retention
from moderation.actions import ledger
from moderation.enums import AppealKind, AppealState, Channel, Measure, ReportKind, ReportOutcome
from moderation.models import Appeal, Comment, CommentVersion, Report, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
WINDOW = timedelta(days=214)


@pytest.fixture
def article():
    making.rules()
    return making.article()


def remove(comment, now=NOW):
    return ledger.record(
        comment=comment, measure=Measure.REMOVE, now=now, decided_by=making.person(), ground=making.ground(5),
        rules_version=making.rules(number=7), omission="order",
    )  # fmt: skip


def body(comment):
    return Comment.objects.values_list("body", flat=True).get(pk=comment.pk)


def test_a_removed_text_is_sealed_for_the_window_and_then_gone(article):
    comment = making.comment(article, body="unkind")
    remove(comment)
    retention.run(now=NOW + WINDOW)
    assert body(comment) == "unkind"
    retention.run(now=NOW + WINDOW + timedelta(seconds=1))
    assert body(comment) == ""
    assert Comment.objects.get(pk=comment.pk).erased_at is None


def test_a_published_text_stays(article):
    comment = making.comment(article, body="kind")
    retention.run(now=NOW + 10 * WINDOW)
    assert body(comment) == "kind"


def test_an_open_complaint_keeps_the_text(article):
    comment = making.comment(article, body="unkind")
    decision = remove(comment)
    letter = Appeal.objects.create(
        kind=AppealKind.COMPLAINT, channel=Channel.FORM, person=comment.author, contested=decision, explanation="why",
        received_at=NOW,
    )  # fmt: skip
    retention.run(now=NOW + 2 * WINDOW)
    assert body(comment) == "unkind"
    Appeal.objects.filter(pk=letter.pk).update(
        state=AppealState.DECIDED, outcome="upheld", answer="because", decided_at=NOW
    )
    retention.run(now=NOW + 2 * WINDOW)
    assert body(comment) == ""


def test_a_withdrawn_text_goes_after_the_window(article):
    comment = making.comment(article, body="hasty")
    ledger.change(comment=comment, withdrawn_at=NOW)
    retention.run(now=NOW + WINDOW)
    assert body(comment) == "hasty"
    retention.run(now=NOW + WINDOW + timedelta(seconds=1))
    assert body(comment) == ""


def test_earlier_versions_go_after_the_window(article):
    comment = making.comment(article, body="first")
    ledger.record(comment=comment, measure=Measure.PUBLISH, now=NOW, text=ledger.Text("second", "<p>second</p>"))
    retention.run(now=NOW + WINDOW)
    assert CommentVersion.objects.get().body == "first"
    retention.run(now=NOW + WINDOW + timedelta(seconds=1))
    assert (CommentVersion.objects.get().body, body(comment)) == ("", "second")


def test_words_of_due_process_stay_three_years(article):
    comment = making.comment(article)
    Report.objects.create(
        comment=comment, reporter=making.person(), kind=ReportKind.GROUND, ground=making.ground(5), text="see",
        name="Ada", email="ada@example.org", received_at=NOW, outcome=ReportOutcome.KEPT, decided_at=NOW,
    )  # fmt: skip
    Appeal.objects.create(
        kind=AppealKind.COMPLAINT, state=AppealState.DECIDED, channel=Channel.EMAIL, person=comment.author,
        explanation="why", sender="a@example.org", received_at=NOW, outcome="upheld", answer="so", decided_at=NOW,
    )  # fmt: skip
    three_years = NOW + timedelta(days=3 * 365)
    retention.run(now=three_years)
    assert (Report.objects.get().name, Appeal.objects.get().explanation) == ("Ada", "why")
    retention.run(now=three_years + timedelta(seconds=1))
    report, letter = Report.objects.get(), Appeal.objects.get()
    assert (report.text, report.name, report.email, report.reporter) == ("[erased]", "", "", None)
    assert (letter.explanation, letter.answer, letter.sender) == ("[erased]", "[erased]", "")


def test_a_statement_is_blanked_after_three_years(article):
    clause = making.rules(number=9).pk
    from moderation.models import Clause

    StatementOfReasons.objects.create(
        person=making.person(), language="en", clause=Clause.objects.filter(version=clause).first(),
        measure=Measure.BLOCK, scope="s", facts="f", why="w", source="own", content_at=NOW, issued_at=NOW,
    )  # fmt: skip
    retention.run(now=NOW + timedelta(days=3 * 365))
    assert StatementOfReasons.objects.get().facts == "f"
    retention.run(now=NOW + timedelta(days=3 * 365, seconds=1))
    statement = StatementOfReasons.objects.get()
    assert (statement.scope, statement.facts, statement.why, statement.law) == ("", "", "", "")
