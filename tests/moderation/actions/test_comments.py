from datetime import timedelta

import pytest

from accounts.enums import AcknowledgementKind, Surface
from accounts.models import Acknowledgement
from moderation.actions import comments, facts, judging, lately, ledger, policies
from moderation.enums import CaseKind, Discussion, Measure, Status
from moderation.models import Case, Comment, Finding, Thread
from tests.moderation import making
from tests.moderation.actions.writing import set_threshold, submit
from tests.moderation.making import NOW, ORDINARY, SHOUTING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screened")]

COPIED = (
    "Dear neighbours, please come to the old market hall on Friday evening and tell the council what you think "
    "about the parking fees, because silence is what they are counting on this year as every year before."
)


def edit(comment, body, *, now=NOW, version=None, **fields) -> Comment:
    loaded = Comment.objects.with_context().get(pk=comment.pk)
    submission = comments.Submission(body, **fields)
    return comments.edit(comment=loaded, version=version or loaded.version, submission=submission, now=now)


def test_an_ordinary_comment_is_published_and_names_the_ruleset_that_screened_it():
    comment = submit(making.person(), making.article())
    assert (comment.status, comment.body, comment.failed_rules) == (Status.PUBLISHED, ORDINARY, "")
    assert comment.ruleset == policies.shipped().ruleset
    assert not Case.objects.exists()


def test_a_reply_stands_below_what_it_answers():
    article = making.article()
    parent = submit(making.person(), article)
    reply = submit(making.person(), article, "Mine too, by a quarter of an hour at least.", parent=parent)
    parent.refresh_from_db()
    assert (reply.parent, reply.depth, parent.reply_count) == (parent, 1, 1)


def test_what_touches_a_rule_is_shown_to_the_author_first_and_not_stored():
    with pytest.raises(judging.Reconsider) as asked:
        submit(making.person(), making.article(), SHOUTING)
    assert 19 in asked.value.verdict.grounds
    assert not Comment.objects.exists()


def test_sent_as_it_is_it_waits_for_a_person_with_its_findings():
    comment = submit(making.person(), making.article(), SHOUTING, is_final=True)
    case = Case.objects.get()
    assert (comment.status, comment.placed_at) == (Status.HELD, None)
    assert (case.is_held, case.items.get().comment, "ground:19" in case.grounds) == (True, comment, True)
    finding = Finding.objects.filter(ground=19).first()
    assert (finding.version, finding.rule != "", finding.rule_version >= 1) == (1, True, True)
    assert 0 <= finding.start < finding.end <= len(SHOUTING)


def test_a_rule_that_fails_holds_the_comment(monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError

    rules = judging.screen.__globals__["RULES"]
    first = type(rules[0])(**{**vars(rules[0]), "find": broken})
    monkeypatch.setitem(judging.screen.__globals__, "RULES", (first, *rules[1:]))
    comment = submit(making.person(), making.article())
    assert (comment.status, comment.failed_rules) == (Status.HELD, first.name)
    assert "check-failed" in Case.objects.get().grounds


def test_the_same_form_sent_twice_is_one_comment():
    author, article = making.person(), making.article()
    first = submit(author, article, token="f1")
    assert submit(author, article, token="f1") == first
    assert Comment.objects.count() == 1


def test_without_a_token_the_same_text_within_minutes_is_one_comment():
    author, article = making.person(), making.article()
    assert submit(author, article) == submit(author, article, now=NOW + timedelta(seconds=5))


def test_another_text_in_the_same_form_is_another_comment():
    author, article = making.person(), making.article()
    submit(author, article, token="f1")
    submit(author, article, "And the old ferry may rest at last, after sixty years.", token="f1")
    assert Comment.objects.count() == 2


def test_near_copies_by_several_authors_are_one_campaign():
    article, other = making.article(), making.article()
    for number, where in enumerate((article, other, article, other)):
        submit(making.person(), where, f"{COPIED} {number}", is_final=True, now=NOW + timedelta(minutes=number))
    campaign = Case.objects.get(kind=CaseKind.CAMPAIGN)
    assert campaign.items.count() == 4
    assert Case.objects.count() == 1


def test_copies_with_a_few_words_changed_are_found_under_other_articles():
    said = COPIED.split()
    for turn in range(10):
        changed = [f"changed{turn}" if place % 12 == turn else word for place, word in enumerate(said)]
        submit(making.person(), making.article(), " ".join(changed), is_final=True)
    article = making.article()
    place = facts.place(author=making.person(), article=article.pk, now=NOW)
    prints = facts.prints(COPIED, article)
    recent = lately.recent(author=making.person(), place=place, prints=prints, since=NOW - timedelta(hours=1), now=NOW)
    assert len(lately.copies(recent.near, COPIED, article, alike=0.6)) == 10


@pytest.mark.parametrize("mode", [Discussion.READ_ONLY, Discussion.CLOSED])
def test_a_discussion_that_takes_no_comments_says_so(mode):
    article = making.article()
    Thread.objects.filter(article=article).update(discussion=mode, message="Closed for the night.")
    with pytest.raises(comments.DiscussionClosed) as closed:
        submit(making.person(), article)
    assert closed.value.message == "Closed for the night."


def test_in_a_held_discussion_every_comment_waits():
    article = making.article()
    Thread.objects.filter(article=article).update(discussion=Discussion.HELD)
    assert submit(making.person(), article).status == Status.HELD


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(f"{ORDINARY} See https://www.wikipedia.org/wiki/Bridge", Status.HELD, id="with a link"),
        pytest.param(ORDINARY, Status.PUBLISHED, id="without"),
    ],
)
def test_where_links_are_held_only_links_wait(body, status):
    article, author = making.article(), making.person()
    Thread.objects.filter(article=article).update(discussion=Discussion.LINKS_HELD)
    assert submit(author, article, body, is_final=True).status == status


def test_newcomers_wait_until_people_have_approved_enough():
    set_threshold("newcomer_comments", 1)
    article, author, moderator = making.article(), making.person(), making.person()
    first = submit(author, article)
    assert first.status == Status.HELD
    ledger.record(comment=first, measure=Measure.PUBLISH, decided_by=moderator, now=NOW)
    assert submit(author, article, "Now I may speak at once, may I not?").status == Status.PUBLISHED


def test_who_has_not_accepted_the_rules_in_force_cannot_post():
    rules, author, article = making.rules(), making.person(), making.article()
    with pytest.raises(comments.RulesNotAccepted):
        submit(author, article)
    Acknowledgement.objects.create(
        person=author,
        version=rules,
        kind=AcknowledgementKind.ACCEPTED,
        language="en",
        text_sha256="0" * 64,
        surface=Surface.SIGNUP,
        made_at=NOW,
    )
    assert submit(author, article).status == Status.PUBLISHED


@pytest.mark.parametrize("column", ["blocked_at", "closing_at"])
def test_who_is_blocked_or_leaving_cannot_post(column):
    with pytest.raises(comments.NotAllowed):
        submit(making.person(**{column: NOW}), making.article())


def test_nobody_answers_what_readers_cannot_read():
    held = making.comment(making.article(), measure=Measure.HOLD)
    with pytest.raises(facts.NoSuchPlace):
        facts.place(author=making.person(), now=NOW, parent=held.pk)


def test_an_edit_is_screened_and_keeps_the_version_before():
    comment = submit(making.person(), making.article())
    edit(comment, "The new bridge will shorten my way by ten minutes only.", now=NOW + timedelta(minutes=2))
    comment.refresh_from_db()
    assert (comment.version, comment.status, comment.edited_at) == (2, Status.PUBLISHED, NOW + timedelta(minutes=2))
    assert comment.versions.get().body == ORDINARY
    assert "ten minutes only" in comment.card
    assert list(comment.decisions.values_list("measure", "comment_version")) == [("publish", 1), ("publish", 2)]


def test_an_edit_that_breaks_a_rule_is_held():
    comment = submit(making.person(), making.article())
    edit(comment, SHOUTING, is_final=True)
    comment.refresh_from_db()
    assert comment.status == Status.HELD
    assert SHOUTING not in comment.card
    assert Thread.objects.get(article=comment.article_id).published_count == 0


def test_editing_does_not_publish_what_waits():
    comment = submit(making.person(), making.article(), SHOUTING, is_final=True)
    assert edit(comment, ORDINARY).status == Status.HELD


def test_an_edit_after_the_window_is_refused():
    comment = submit(making.person(), making.article())
    with pytest.raises(comments.EditWindowClosed):
        edit(comment, "Too late.", now=NOW + timedelta(minutes=31))


def test_an_edit_of_an_older_version_is_refused():
    comment = submit(making.person(), making.article())
    edit(comment, "The new bridge shortens my way by ten minutes.")
    with pytest.raises(ledger.StaleComment):
        edit(comment, "The new bridge shortens my way by five minutes.", version=1)


def test_a_version_that_was_never_published_is_not_public():
    comment = submit(making.person(), making.article())
    edit(comment, SHOUTING, is_final=True)
    edit(comment, "The bridge is fine, I take that back.")
    assert list(comment.versions.model.objects.public().values_list("number", flat=True)) == [1]


def test_withdrawing_leaves_a_tombstone_and_the_replies():
    article = making.article()
    parent = submit(making.person(), article)
    reply = submit(making.person(), article, "Mine too, by a quarter of an hour at least.", parent=parent)
    comments.withdraw(comment=Comment.objects.with_context().get(pk=parent.pk), now=NOW)
    parent.refresh_from_db()
    assert ("Deleted by its author" in parent.card, ORDINARY in parent.card) == (True, False)
    assert list(Comment.objects.readable()) == [reply]
    assert Thread.objects.get(article=article).published_count == 1


def test_withdrawing_wins_over_a_decision_made_meanwhile():
    comment = submit(making.person(), making.article())
    seen = Comment.objects.with_context().get(pk=comment.pk)
    ledger.record(comment=comment, measure=Measure.HOLD, now=NOW)
    assert comments.withdraw(comment=seen, now=NOW).withdrawn_at == NOW


def test_a_comment_may_have_so_many_characters():
    with pytest.raises(comments.TooLong) as refused:
        submit(making.person(), making.article(), "x" * 5001)
    assert refused.value.most == 5000
