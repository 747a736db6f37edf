"""Readers who press and editors who choose at once, on real connections: nothing is counted twice or left standing."""

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from moderation.actions import appreciations, choices, decisions
from moderation.enums import Status
from moderation.models import Appreciation, Choice, Decision
from tests.moderation import making
from tests.moderation.actions.test_races import REFUSED, _policy, at_once, loaded  # noqa: F401 # a fixture among them
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_double_press_appreciates_once_and_readers_at_once_are_all_counted():
    comment, reader = making.comment(making.article()), making.member()
    readers = [reader, reader, *(making.member() for _ in range(4))]
    give = [lambda r=one: appreciations.give(comment=loaded(comment), person=r, now=NOW) for one in readers]
    assert sorted(at_once(*give)) == [False, *[True] * 5]
    back = lambda: appreciations.take_back(comment=loaded(comment), person=reader)  # noqa: E731 # run twice
    assert sorted(at_once(back, back)) == [False, True]
    comment.refresh_from_db()
    assert (comment.appreciation_count, Appreciation.objects.count()) == (4, 4)


def test_a_choice_against_a_removal_leaves_no_removed_comment_chosen():
    comment, moderator = making.comment(making.article()), making.moderator("Chooses")
    moderator.user_permissions.add(Permission.objects.get(codename="add_choice"))
    by = User.objects.get(pk=moderator.pk)
    results = at_once(
        lambda: choices.choose(comment=comment, version=1, why="First hand.", by=by, now=NOW),
        lambda: decisions.remove(
            comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW
        ),
    )
    assert all(isinstance(result, Choice | Decision | REFUSED[0] | REFUSED[1]) for result in results), results
    comment.refresh_from_db()
    assert (comment.chosen_at is None) == (comment.status == Status.REMOVED)
    assert ("comment__choice" in comment.card) == (comment.status == Status.PUBLISHED)
