"""Two real connections at once: one winner, nothing lost, nothing counted twice (QR2)."""

import pytest
from django.core.cache import cache

from moderation import lifecycle
from moderation.actions import (
    appeals,
    comments,
    decisions,
    facts,
    ledger,
    letters,
    policies,
    reports,
    suspensions,
    undoing,
    warnings,
)
from moderation.enums import AppealKind, AppealOutcome, Measure, Status
from moderation.letters import Letter
from moderation.models import Appeal, Case, Comment, Decision, Report, StatementOfReasons, Thread
from tests.moderation import making
from tests.moderation.making import NOW, ORDINARY
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _policy():
    cache.clear()
    policies.settings.cache_clear()
    making.rules()


#: What the second of two deciders is told: the comment is no longer what was judged.
REFUSED = (ledger.StaleComment, lifecycle.IllegalTransition)


def submit(author, article, body=ORDINARY, parent=None):
    place = facts.place(author=author, now=NOW, article=None if parent else article.pk, parent=parent and parent.pk)
    return comments.submit(author=author, place=place, submission=comments.Submission(body, token="t"), now=NOW)


def loaded(comment) -> Comment:
    return Comment.objects.with_context().get(pk=comment.pk)


def kinds(results) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_a_double_submit_is_one_comment():
    author, article = making.member(), making.article()
    results = at_once(*[lambda: submit(author, article)] * 4)
    assert {result.pk for result in results} == {Comment.objects.get().pk}
    assert Thread.objects.get(article=article).published_count == 1


def test_writers_at_once_have_a_number_each_and_all_are_counted():
    article = making.article()
    parent = making.comment(article)
    authors = [making.member() for _ in range(6)]
    bodies = (
        "The bridge shortens my way to work.",
        "Ferries were slow, but one met people there.",
        "Who pays for all this in the end?",
        "My children can cycle to school now.",
        "I miss the old landing stage already.",
        "Trams would have been the wiser choice.",
    )
    results = at_once(
        *[lambda a=author, b=body: submit(a, article, b, parent) for author, body in zip(authors, bodies, strict=True)]
    )
    assert kinds(results) == ["Comment"] * 6
    parent.refresh_from_db()
    thread = Thread.objects.get(article=article)
    assert sorted(Comment.objects.values_list("number", flat=True)) == list(range(1, 8))
    assert (thread.last_number, thread.published_count, parent.reply_count) == (7, 7, 6)


def test_two_moderators_who_judge_one_state_are_one_winner():
    comment = making.comment(making.article(), measure=Measure.HOLD)
    seen = [loaded(comment), loaded(comment)]
    results = at_once(*[lambda one=one: ledger.record(comment=one, measure=Measure.PUBLISH, now=NOW) for one in seen])
    assert kinds(results) == ["Decision", "StaleComment"]
    assert Decision.objects.filter(comment=comment).count() == 2
    assert Thread.objects.get().published_count == 1


def test_two_moderators_leave_a_ledger_that_tells_the_truth():
    comment = making.comment(making.article(), measure=Measure.HOLD)
    first, second = making.moderator(), making.moderator()
    seen = [loaded(comment), loaded(comment)]
    results = at_once(
        lambda: decisions.publish(comment=seen[0], version=1, moderator=first, now=NOW),
        lambda: decisions.remove(comment=seen[1], version=1, moderator=second, reasons=making.reasons(), now=NOW),
    )
    assert all(isinstance(result, Decision | REFUSED[0] | REFUSED[1]) for result in results), results
    comment.refresh_from_db()
    measures = [Measure(m) for m in comment.decisions.order_by("pk").values_list("measure", flat=True)]
    assert lifecycle.replay(measures) == comment.status
    assert Thread.objects.get().published_count == (comment.status == Status.PUBLISHED)


def test_an_edit_against_a_removal_has_one_winner():
    author = making.member()
    comment = making.comment(making.article(), author=author)
    seen = [loaded(comment), loaded(comment)]
    submission = comments.Submission("The ferry was on time for once, I must say.")
    results = at_once(
        lambda: comments.edit(comment=seen[0], version=1, submission=submission, now=NOW),
        lambda: decisions.remove(
            comment=seen[1], version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW
        ),
    )
    assert sum(isinstance(result, REFUSED) for result in results) == 1, results
    comment.refresh_from_db()
    measures = [Measure(m) for m in comment.decisions.order_by("pk").values_list("measure", flat=True)]
    assert lifecycle.replay(measures) == comment.status
    assert comment.versions.count() == comment.version - 1


def test_a_withdrawal_is_never_refused():
    comment = making.comment(making.article())
    seen = [loaded(comment), loaded(comment)]
    results = at_once(
        lambda: comments.withdraw(comment=seen[0], now=NOW),
        lambda: ledger.record(comment=seen[1], measure=Measure.HOLD, now=NOW),
    )
    comment.refresh_from_db()
    assert comment.withdrawn_at == NOW
    assert isinstance(results[0], Comment)
    assert Thread.objects.get().published_count == 0


def test_reports_at_once_are_one_case_with_all_of_them():
    comment = making.comment(making.article())
    complaint = reports.Complaint(ground=making.ground(5))
    readers = [making.member() for _ in range(5)]
    results = at_once(
        *[
            lambda r=reader: reports.lodge(comment=loaded(comment), complaint=complaint, reporter=r, now=NOW)
            for reader in readers
        ]
    )
    assert kinds(results) == ["Report"] * 5
    assert Case.objects.get().report_count == 5


def test_a_double_report_is_one():
    comment, reader = making.comment(making.article()), making.member()
    complaint = reports.Complaint(ground=making.ground(5))
    lodge = lambda: reports.lodge(comment=loaded(comment), complaint=complaint, reporter=reader, now=NOW)  # noqa: E731 # run twice
    assert kinds(at_once(lodge, lodge)) == ["AlreadyReported", "Report"]
    assert Report.objects.count() == 1


def test_two_moderators_block_an_account_once():
    member, first, second = making.person(), making.moderator(), making.moderator()
    results = at_once(lambda: making.block(member, by=first), lambda: making.block(member, by=second))
    assert kinds(results) == ["AlreadySanctioned", "Sanction"]
    assert Decision.objects.filter(measure=Measure.BLOCK).count() == 1


def test_an_author_is_warned_once_for_a_comment_and_not_suspended_twice_for_as_long():
    comment = making.comment(making.article(), author=making.member())
    first, second = making.moderator(), making.moderator()
    given = {"evidence": comment, "reasons": making.reasons(), "now": NOW}
    warned = at_once(*[lambda by=by: warnings.warn(moderator=by, **given) for by in (first, second)])
    assert kinds(warned) == ["AlreadyWarned", "Decision"]
    suspended = at_once(*[lambda by=by: suspensions.suspend(moderator=by, days=3, **given) for by in (first, second)])
    assert kinds(suspended) == ["AlreadySuspended", "Decision"]
    assert StatementOfReasons.objects.count() == 2


def test_a_warning_beside_a_block_comes_first_or_not_at_all():
    comment, by = making.comment(making.article(), author=making.member()), making.moderator()
    given = {"evidence": comment, "reasons": making.reasons(), "now": NOW}
    results = at_once(lambda: making.block(comment.author), lambda: warnings.warn(moderator=by, **given))
    assert kinds(results) in (["AlreadySanctioned", "Sanction"], ["Decision", "Sanction"])
    first = Decision.objects.exclude(measure=Measure.PUBLISH).order_by("pk").first()
    assert first.measure == (Measure.WARN if "Decision" in kinds(results) else Measure.BLOCK)


def test_a_letter_is_answered_by_one_of_two_moderators():
    sanction = making.block(making.person())
    letter = {"subject": "x", "explanation": "y", "now": NOW}
    appeal = appeals.lodge(
        kind=AppealKind.RESTORATION, person=sanction.subject, contested=sanction.imposed_by_decision, **letter
    )
    answers = [(making.moderator(), AppealOutcome.LIFTED), (making.moderator(), AppealOutcome.UPHELD)]
    seen = [Appeal.objects.select_related("sanction", "case", "person", "contested").get(pk=appeal.pk) for _ in answers]
    results = at_once(
        *[
            lambda who=who, what=what, one=one: appeals.decide(
                appeal=one, moderator=who, outcome=what, answer="So be it.", now=NOW
            )
            for (who, what), one in zip(answers, seen, strict=True)
        ]
    )
    assert kinds(results) == ["AlreadyDecided", "Decision"]
    sanction.refresh_from_db()
    appeal.refresh_from_db()
    assert (sanction.ended_at is not None) == (appeal.outcome == AppealOutcome.LIFTED)


def test_the_form_and_a_mail_at_once_are_one_letter():
    sanction = making.block(making.person())
    mail = Letter(
        sender=sanction.subject.email,
        subject="Restoration",
        user_id=sanction.subject.public_id,
        reference="",
        explanation="It was not me.",
        message_id="<1@x>",
        sent_at=NOW,
    )
    about = {"person": sanction.subject, "contested": sanction.imposed_by_decision, "kind": AppealKind.RESTORATION}
    results = at_once(
        lambda: letters.receive(letter=mail, now=NOW),
        lambda: appeals.lodge(subject="x", explanation="y", now=NOW, **about),
    )
    assert set(kinds(results)) <= {"Appeal", "AlreadyOpen"}, results
    assert (Appeal.objects.count(), Case.objects.count()) == (1, 1)


def test_a_complaint_that_is_right_against_a_colleague_who_restores_has_one_winner():
    comment = making.comment(making.article())
    removal = decisions.remove(
        comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW
    )
    moderators = making.moderator(), making.moderator()
    results = at_once(
        lambda: undoing.undo(contested=removal, moderator=moderators[0], now=NOW),
        lambda: decisions.restore(comment=loaded(comment), version=1, moderator=moderators[1], now=NOW),
    )
    assert all(isinstance(result, Decision | REFUSED[0] | REFUSED[1]) for result in results), results
    comment.refresh_from_db()
    measures = [Measure(m) for m in comment.decisions.order_by("pk").values_list("measure", flat=True)]
    assert (lifecycle.replay(measures), comment.status) == (Status.PUBLISHED, Status.PUBLISHED)
    assert Thread.objects.get().published_count == 1


def test_writers_of_first_comments_at_once_have_a_number_each_and_all_are_counted():
    article = making.article()
    Thread.objects.filter(article=article).delete()
    authors = [making.member() for _ in range(4)]
    bodies = (
        "The bridge shortens my way to work.",
        "Ferries were slow, but one met people there.",
        "Who pays for all this in the end?",
        "My children can cycle to school now.",
    )
    results = at_once(
        *[lambda a=author, b=body: submit(a, article, b) for author, body in zip(authors, bodies, strict=True)]
    )
    assert kinds(results) == ["Comment"] * 4
    thread = Thread.objects.get(article=article)
    assert sorted(Comment.objects.values_list("number", "path")) == [(n, f"{n:08}") for n in range(1, 5)]
    assert (thread.last_number, thread.published_count, Decision.objects.count()) == (4, 4, 4)


@pytest.mark.postgresql  # SQLite changes one table in a statement
def test_an_ordinary_comment_is_entered_by_one_statement(django_assert_num_queries):
    article, author = making.article(), making.member()
    submit(author, article, "The bridge shortens my way to work.")

    def enter(last_number):
        comment = Comment(article=article, author=author, language="en", html="<p>Trams.</p>", submitted_at=NOW)
        return ledger.enter_at_once(comment=comment, measure=Measure.PUBLISH, now=NOW, last_number=last_number)

    with django_assert_num_queries(1):
        assert enter(1)
    assert not enter(1), "meanwhile there was another"
    comment = Comment.objects.get(number=2)
    assert (comment.path, comment.status, comment.placed_at) == ("00000002", Status.PUBLISHED, NOW)
    assert "Trams." in comment.card
    assert [one.measure for one in comment.decisions.all()] == [Measure.PUBLISH]
    assert (Comment.objects.count(), Decision.objects.count()) == (2, 2)
    assert Thread.objects.get(article=article).published_count == 2
