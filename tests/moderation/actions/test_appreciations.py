"""Who appreciates what: once, never one's own, and the count tells neither more nor fewer (C4)."""

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import TextsAtErasure
from accounts.privacy import erasure, export
from moderation.actions import appreciations, comments, decisions, flood
from moderation.models import Appreciation, Comment
from tests.moderation import making
from tests.moderation.actions.writing import set_threshold
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screened", "rules")]


def give(comment, person=None) -> bool:
    return appreciations.give(comment=comment, person=person or making.person(), now=NOW)


def counted(comment) -> tuple[int, int]:
    comment.refresh_from_db()
    return comment.appreciation_count, Appreciation.objects.filter(comment=comment).count()


def test_a_member_appreciates_once_and_takes_it_back_once():
    comment, reader = making.comment(making.article()), making.person()
    give(comment)
    assert [give(comment, reader), give(comment, reader), counted(comment)] == [True, False, (2, 2)]
    back = [appreciations.take_back(comment=comment, person=reader) for _ in range(2)]
    assert [*back, counted(comment)] == [True, False, (1, 1)]


@pytest.mark.parametrize("refused", ["author", "blocked", "closing"])
def test_some_may_not(refused):
    comment = making.comment(making.article())
    person = {
        "author": lambda: comment.author,
        "blocked": lambda: making.person(blocked_at=NOW),
        "closing": lambda: making.person(closing_at=NOW),
    }[refused]()
    with pytest.raises(appreciations.NotAllowed):
        give(comment, person)
    assert counted(comment) == (0, 0)


def test_what_was_removed_takes_none_and_what_is_restored_has_those_it_had():
    comment = making.comment(making.article())
    give(comment)
    moderator = making.moderator()
    decisions.remove(comment=comment, version=1, moderator=moderator, reasons=making.reasons(), now=NOW)
    with pytest.raises(appreciations.NothingToAppreciate):
        give(comment)
    decisions.restore(comment=comment, version=1, moderator=moderator, now=NOW)
    assert counted(comment) == (1, 1)


def test_who_was_appreciated_can_withdraw_and_who_did_can_still_take_it_back():
    comment, reader = making.comment(making.article()), making.person()
    give(comment, reader)
    comments.withdraw(comment=comment, now=NOW)
    appreciations.take_back(comment=comment, person=reader)
    assert counted(comment) == (0, 0)


def test_who_presses_without_end_hears_when_to_come_back():
    set_threshold("flood_of_appreciations", 5)
    flood.limiter().storage.reset()
    comment, reader = making.comment(making.article()), making.person()
    for _ in range(2):
        give(comment, reader)
        appreciations.take_back(comment=comment, person=reader)
    give(comment, reader)
    with pytest.raises(flood.TooFast):
        appreciations.take_back(comment=comment, person=reader)
    give(comment, making.person())
    assert counted(comment) == (2, 2)


def test_the_database_takes_no_made_up_count():
    comment = making.comment(making.article())
    give(comment)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(appreciation_count=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appreciation.objects.create(comment=comment, person=Appreciation.objects.get().person, given_at=NOW)
    assert counted(comment) == (1, 1)


def test_what_somebody_appreciated_is_in_their_copy_and_goes_with_the_account():
    article = making.article()
    first, second = making.comment(article), making.comment(article)
    reader = making.person()
    for comment in (first, second):
        give(comment, reader)
    give(first)
    copied = {part.code: part.records() for part in export.dossier(reader)}
    assert [row["comment"] for row in copied["moderation.Appreciation:person"]] == [second.pk, first.pk]
    receipt = erasure.erase(person=reader, now=NOW, texts=TextsAtErasure.KEEP)
    assert receipt.deleted["moderation.Appreciation"] == 2
    assert [counted(first), counted(second)] == [(1, 1), (0, 0)]
    erasure.erase(person=reader, now=NOW)
    assert counted(first) == (1, 1)
