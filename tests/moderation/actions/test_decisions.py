from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import OutboxItem
from articles.models import Edition
from moderation import lifecycle
from moderation.actions import decisions, ledger, reports, statements
from moderation.enums import Measure, ReportOutcome, Source, Status
from moderation.models import Case, Comment, CommentVersion, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def moderator():
    return making.moderator()


def remove(comment, moderator, **fields):
    return decisions.remove(
        **{
            "comment": comment,
            "version": comment.version,
            "moderator": moderator,
            "reasons": making.reasons(),
            "now": LATER,
        }
        | fields
    )


def test_a_removal_carries_ground_version_and_statement(comment, moderator, rules):
    decision = remove(comment, moderator)
    comment.refresh_from_db()
    assert (comment.status, decision.ground, decision.rules_version) == (Status.REMOVED, making.ground(5), rules)
    assert decision.statement.person == comment.author
    assert comment.article.title in decision.statement.scope
    assert OutboxItem.objects.filter(key=f"statement:{decision.statement.reference}").exists()


def test_a_statement_tells_the_time_by_the_clock_of_the_authors_edition(comment, moderator):
    Edition.objects.filter(language="en").update(time_zone="Asia/Tokyo")
    decision = remove(comment, moderator)
    assert (
        f"of 2 March 2026, {comment.submitted_at.astimezone(ZoneInfo('Asia/Tokyo')):%H:%M}" in decision.statement.scope
    )


def test_a_removal_keeps_the_text_sealed_and_restoring_brings_it_back(comment, moderator):
    body, card = comment.body, comment.card
    removal = remove(comment, moderator)
    comment.refresh_from_db()
    assert body not in comment.card
    restored = decisions.restore(comment=comment, version=comment.version, moderator=moderator, now=LATER)
    comment.refresh_from_db()
    assert (comment.body, comment.card, restored.reverses) == (body, card, removal)


def test_a_decision_on_a_stale_version_is_refused_and_leaves_nothing(comment, moderator):
    Comment.objects.filter(pk=comment.pk).update(version=2)
    with pytest.raises(ledger.StaleComment):
        remove(comment, moderator, version=1)
    assert (StatementOfReasons.objects.count(), OutboxItem.objects.count()) == (0, 0)


def test_a_removed_comment_is_not_removed_again(comment, moderator):
    remove(comment, moderator)
    with pytest.raises(lifecycle.IllegalTransition):
        remove(comment, moderator)
    assert StatementOfReasons.objects.count() == 1


def test_a_reader_decides_nothing(comment):
    with pytest.raises(decisions.NotAModerator):
        remove(comment, making.person())


@pytest.mark.parametrize("facts", [{"facts": " "}, {"why": ""}])
def test_a_removal_needs_facts_and_why(facts):
    with pytest.raises(statements.ReasonsMissing):
        statements.Reasons(**{"ground": making.ground(5), "facts": "x", "why": "y"} | facts)


def test_redacting_marks_the_comment_and_keeps_the_earlier_text(comment, moderator):
    before = comment.body
    decision = decisions.redact(
        comment=comment,
        version=1,
        moderator=moderator,
        body="The ferry […].",
        reasons=making.reasons(),
        now=LATER,
    )
    comment.refresh_from_db()
    assert (comment.body, comment.status, comment.redacted_at) == ("The ferry […].", Status.PUBLISHED, LATER)
    assert CommentVersion.objects.get(comment=comment).body == before
    assert decision.statement.measure == Measure.REDACT


@pytest.mark.parametrize("body", ["", "  ", "The ferry will be late again."])
def test_redacting_to_nothing_or_to_the_same_is_refused(comment, moderator, body):
    with pytest.raises(decisions.NothingRedacted):
        decisions.redact(
            comment=comment, version=1, moderator=moderator, body=body, reasons=making.reasons(), now=LATER
        )


def test_publishing_a_held_comment_gives_it_its_place_and_closes_its_case(moderator):
    held = making.comment(making.article(), measure=Measure.HOLD)
    case = Case.objects.create(opened_at=NOW, is_held=True)
    case.items.create(comment=held, version=1)
    decision = decisions.publish(comment=held, version=1, moderator=moderator, now=LATER)
    held.refresh_from_db()
    case.refresh_from_db()
    assert (held.status, held.placed_at, case.closed_at, decision.case) == (Status.PUBLISHED, LATER, LATER, case)


def test_a_decision_answers_the_reports_and_names_them_as_its_source(comment, moderator):
    report = reports.lodge(
        comment=comment, complaint=reports.Complaint(ground=making.ground(5)), reporter=making.person(), now=NOW
    )
    decision = remove(comment, moderator)
    report.refresh_from_db()
    assert (report.outcome, decision.source) == (ReportOutcome.REMOVED, Source.REPORT)


def test_the_status_is_the_replay_of_the_decisions(comment, moderator):
    remove(comment, moderator)
    comment.refresh_from_db()
    decisions.restore(comment=comment, version=1, moderator=moderator, now=LATER)
    comment.refresh_from_db()
    measures = [Measure(m) for m in comment.decisions.order_by("pk").values_list("measure", flat=True)]
    assert lifecycle.replay(measures) == comment.status
