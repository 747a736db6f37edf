"""Two who answer reports of mistakes at the same moment leave nobody without an answer."""

import pytest
from django.core.cache import cache

from accounts.models import OutboxItem
from articles.enums import Role
from moderation.actions import mistakes, policies
from moderation.enums import MistakeState
from moderation.models import Mistake
from tests.articles import making as newsroom
from tests.moderation import making
from tests.moderation.making import NOW
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _policy():
    cache.clear()
    policies.settings.cache_clear()
    making.rules()


def told(comment, text: str) -> Mistake:
    given = mistakes.Told(text, email="ada@example.org", network=text)
    return mistakes.tell(comment=comment, told=given, reporter=None, settings=policies.current(), now=NOW)


def repeat(mistake, first, editor) -> Mistake:
    answer = mistakes.Answer(MistakeState.DUPLICATE, repeats=first)
    return mistakes.answer(mistake=mistake, answer=answer, by=editor, now=NOW)


def test_who_repeats_a_report_that_is_answered_at_that_moment_is_answered():
    comment, editor = making.comment(making.article()), newsroom.staff(Role.EDITOR)
    none = mistakes.Answer(MistakeState.NO_MISTAKE)
    for number in range(5):
        first, again = told(comment, f"Line {number}."), told(comment, f"Line {number}!")
        at_once(
            lambda first=first: mistakes.answer(mistake=first, answer=none, by=editor, now=NOW),
            lambda first=first, again=again: repeat(again, first, editor),
        )
        assert OutboxItem.objects.filter(key=f"mistake_answered:{again.reference}").exists()


def test_two_reports_never_repeat_each_other():
    comment, editor = making.comment(making.article()), newsroom.staff(Role.EDITOR)
    for number in range(5):
        one, other = told(comment, f"Line {number}."), told(comment, f"Line {number}!")
        at_once(
            lambda one=one, other=other: repeat(one, other, editor),
            lambda one=one, other=other: repeat(other, one, editor),
        )
        assert Mistake.objects.open().filter(pk__in=(one.pk, other.pk)).count() == 1
