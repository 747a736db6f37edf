"""What editors choose: with a reason, for the text they read, and no longer than it can be read (C55)."""

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.privacy import erasure
from moderation.actions import choices, comments, decisions, leaving, ledger
from moderation.enums import Measure
from moderation.models import Choice, Comment
from tests.moderation import making
from tests.moderation.making import NOW, ORDINARY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screened", "rules")]


def editor() -> User:
    person = making.person(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="add_choice"))
    return User.objects.get(pk=person.pk)


def choose(comment, why="Knows the ferry from the inside.", by=None, version=1) -> Choice:
    return choices.choose(comment=comment, version=version, why=why, by=by or editor(), now=NOW)


def loaded(comment) -> Comment:
    return Comment.objects.with_context().get(pk=comment.pk)


def test_a_chosen_comment_says_why_until_that_is_taken_back():
    comment = making.comment(making.article())
    plain, person = comment.card, editor()
    choose(comment, by=person, why=" She <b>steered</b>\n it. ")
    assert "Editor’s choice</strong> <bdi>She &lt;b&gt;steered&lt;/b&gt; it.</bdi>" in loaded(comment).card
    choose(comment, by=person, why="For thirty years.")
    assert "For thirty years." in loaded(comment).card
    choices.take_back(comment=comment, by=person, now=NOW)
    assert (loaded(comment).card, loaded(comment).chosen_at) == (plain, None)
    assert list(Choice.objects.order_by("pk").values_list("why", "is_taken_back", "made_by")) == [
        ("She <b>steered</b> it.", False, person.pk), ("For thirty years.", False, person.pk), ("", True, person.pk),
    ]  # fmt: skip
    with pytest.raises(choices.NothingChosen):
        choices.take_back(comment=comment, by=person, now=NOW)


def test_readers_and_authors_choose_nothing():
    comment = making.comment(making.article(), author=editor())
    for person in (making.member(), comment.author):
        with pytest.raises(choices.NotAllowed):
            choose(comment, by=person)
        with pytest.raises(choices.NotAllowed):
            choices.take_back(comment=comment, by=person, now=NOW)


def test_a_choice_needs_a_reason_and_the_text_as_it_is():
    comment = making.comment(making.article())
    with pytest.raises(choices.NothingSaid):
        choose(comment, why=" ")
    with pytest.raises(ledger.StaleComment):
        choose(comment, version=2)
    ledger.record(comment=comment, measure=Measure.HOLD, now=NOW)
    with pytest.raises(ledger.StaleComment):
        choose(comment)
    assert not Choice.objects.exists()


def edited(comment):
    comments.edit(comment=comment, version=1, submission=comments.Submission(ORDINARY, token="e"), now=NOW)


def removed(comment):
    decisions.remove(comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW)


def redacted(comment):
    decisions.redact(
        comment=comment, version=1, moderator=making.moderator(), body="[…]", reasons=making.reasons(), now=NOW
    )


def withdrawn(comment):
    comments.withdraw(comment=comment, now=NOW)


def hidden(comment):
    comment.author.closing_at = NOW
    User.objects.filter(pk=comment.author_id).update(closing_at=NOW)
    leaving.hide(person=comment.author, now=NOW)


@pytest.mark.parametrize("end", [edited, removed, redacted, withdrawn, hidden])
def test_the_choice_goes_with_the_text_it_was_made_for(end):
    comment = making.comment(making.article(), author=making.member())
    choose(comment)
    end(loaded(comment))
    assert (loaded(comment).chosen_at, "comment__choice" in loaded(comment).card) == (None, False)


def test_what_is_left_up_stays_chosen_and_what_was_restored_is_chosen_anew():
    comment, moderator = making.comment(making.article()), making.moderator()
    choose(comment)
    decisions.publish(comment=loaded(comment), version=1, moderator=moderator, now=NOW)
    assert loaded(comment).chosen_at == NOW
    removed(loaded(comment))
    decisions.restore(comment=loaded(comment), version=1, moderator=moderator, now=NOW)
    assert loaded(comment).chosen_at is None
    choose(comment)
    assert loaded(comment).chosen_at == NOW


def test_the_database_keeps_the_log_and_chooses_nothing_that_cannot_be_read():
    comment = making.comment(making.article())
    choice = choose(comment)
    for act in (
        lambda: Comment.objects.filter(pk=comment.pk).update(withdrawn_at=NOW),
        lambda: Choice.objects.filter(pk=choice.pk).update(why="Better so."),
        lambda: Choice.objects.filter(pk=choice.pk).update(version=2),
        lambda: Choice.objects.filter(pk=choice.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_the_reason_goes_with_the_author():
    comment = making.comment(making.article())
    choose(comment, why="Mira knows the ferry.")
    erasure.erase(person=comment.author, now=NOW)
    assert Choice.objects.get().why == ""
    assert "Mira" not in loaded(comment).card
