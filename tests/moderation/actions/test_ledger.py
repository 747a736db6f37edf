import pytest

from moderation import lifecycle
from moderation.actions import ledger
from moderation.enums import Measure, Omission, Status
from moderation.models import Comment, Decision, Thread
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


def remove(comment, moderator, rules):
    return ledger.record(
        comment=comment,
        measure=Measure.REMOVE,
        now=NOW,
        decided_by=moderator,
        ground=making.ground(5),
        rules_version=rules,
        omission=Omission.ORDER,
    )


def test_a_new_comment_is_entered_with_its_number_place_and_first_decision():
    comment = making.comment(making.article())
    assert (comment.number, comment.path, comment.depth, comment.status) == (1, "00000001", 0, Status.PUBLISHED)
    assert comment.placed_at == NOW
    assert list(comment.decisions.values_list("measure", "comment_version", "decided_by")) == [("publish", 1, None)]


def test_a_held_comment_has_a_number_and_no_place():
    article = making.article()
    comment = making.comment(article, measure=Measure.HOLD)
    assert (comment.number, comment.placed_at) == (1, None)
    assert Thread.objects.get(article=article).published_count == 0


def test_replies_stand_below_what_they_answer_and_beside_it_where_indentation_ends():
    article = making.article()
    chain = [making.comment(article)]
    for _ in range(6):
        chain.append(making.comment(article, parent=chain[-1]))
    later = making.comment(article)
    assert [c.depth for c in chain] == [0, 1, 2, 3, 4, 4, 4]
    assert list(Comment.objects.placed().order_by("path")) == [*chain, later]


def test_entering_and_removing_keep_the_counts():
    article, rules, moderator = making.article(), making.rules(), making.person()
    parent = making.comment(article)
    reply = making.comment(article, parent=parent)
    assert Thread.objects.get(article=article).published_count == 2
    remove(reply, moderator, rules)
    parent.refresh_from_db()
    assert (Thread.objects.get(article=article).published_count, parent.reply_count) == (1, 0)


def test_a_removed_comment_leaves_a_tombstone_that_cites_the_rule_of_the_day():
    rules = making.rules(number=3)
    comment = making.comment(making.article(), body="Something unkind")
    assert "Something unkind" in comment.card
    remove(comment, making.person(), rules)
    comment.refresh_from_db()
    assert "Something unkind" not in comment.card
    assert '<a href="/en/rules/3/#ground-5">rule 5</a>' in comment.card


def test_a_stale_comment_is_refused_and_nothing_is_written():
    rules, moderator = making.rules(), making.person()
    comment = making.comment(making.article())
    as_seen = Comment.objects.with_context().get(pk=comment.pk)
    remove(comment, moderator, rules)
    with pytest.raises(ledger.StaleComment):
        remove(as_seen, moderator, rules)
    assert as_seen.status == Status.PUBLISHED
    assert Decision.objects.filter(comment=comment, measure=Measure.REMOVE).count() == 1
    assert Thread.objects.get(article=comment.article_id).published_count == 0


def test_a_decision_on_a_withdrawn_comment_judged_before_is_refused():
    comment = making.comment(making.article())
    as_seen = Comment.objects.with_context().get(pk=comment.pk)
    ledger.change(comment=comment, withdrawn_at=NOW)
    with pytest.raises(ledger.StaleComment):
        ledger.record(comment=as_seen, measure=Measure.HOLD, now=NOW)


def test_what_the_table_does_not_allow_is_refused():
    comment = making.comment(making.article(), measure=Measure.HOLD)
    with pytest.raises(lifecycle.IllegalTransition):
        ledger.record(comment=comment, measure=Measure.RESTORE, now=NOW, decided_by=making.person())


def test_a_redaction_keeps_the_version_before_and_marks_the_card():
    comment = making.comment(making.article(), body="Fine. Call 555 1234.")
    moderator = making.person()
    decision = ledger.record(
        comment=comment,
        measure=Measure.REDACT,
        now=NOW,
        decided_by=moderator,
        ground=making.ground(7),
        rules_version=making.rules(),
        omission=Omission.ORDER,
        text=ledger.Text("Fine. […]", "<p>Fine. […]</p>"),
    )
    comment.refresh_from_db()
    before = comment.versions.get()
    assert (before.number, before.body, before.replaced_by) == (1, "Fine. Call 555 1234.", moderator)
    assert (comment.version, comment.redacted_at, decision.comment_version) == (2, NOW, 1)
    assert "555 1234" not in comment.card
