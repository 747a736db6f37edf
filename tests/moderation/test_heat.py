"""Threads about to turn (C83)."""

from datetime import timedelta

import pytest

from moderation import heat
from moderation.actions import policies
from moderation.enums import Discussion, ReportKind
from moderation.models import Report, Thread
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
OLD = {"joined_at": NOW - timedelta(days=400)}


def warm():
    return heat.warm_threads(policies.shipped(), NOW)


@pytest.fixture
def article():
    return making.article()


def write(article, people, *, answers=None, times=1):
    """Let each of them write, a minute apart."""
    made = []
    for number in range(times):
        for person in people:
            parent = answers[person] if answers else None
            at = NOW - timedelta(minutes=40 - number)
            made.append(making.comment(article, author=person, parent=parent, now=at))
    return made


def signs(found):
    return {sign.code: sign.number for sign in found.signs}


def test_a_lively_thread_of_many_old_hands_is_not_warm_by_itself(article):
    for minutes in range(70, 1500, 20):
        making.comment(article, author=making.person(**OLD), now=NOW - timedelta(minutes=minutes))
    write(article, [making.person(**OLD) for _ in range(10)])
    assert warm() == []


def test_a_thread_beyond_its_usual_pace_is_proposed_to_be_slowed_down(article):
    write(article, [making.person(**OLD) for _ in range(12)])
    (found,) = warm()
    assert (found.thread.pk, found.comments, found.proposal) == (article.pk, 12, Discussion.SLOW)
    assert signs(found) == {"rate": 12}


def test_two_who_only_answer_each_other_are_a_duel(article):
    one, other = making.person(**OLD), making.person(**OLD)
    first = write(article, [one, other])
    write(article, [one, other], answers={one: first[1], other: first[0]}, times=5)
    (found,) = warm()
    assert signs(found)["duel"] == 83


def test_reports_and_newcomers_together_hold_the_thread(article):
    newcomers = [making.person(joined_at=NOW - timedelta(days=1)) for _ in range(10)]
    for comment in write(article, newcomers)[:2]:
        Report.objects.create(comment=comment, kind=ReportKind.GROUND, ground=making.ground(5), received_at=NOW)
    (found,) = warm()
    assert found.proposal == Discussion.HELD
    assert signs(found).items() >= {"reports": 20, "newcomers": 100}.items()


def test_what_is_calmed_already_is_not_proposed_again(article):
    write(article, [making.person(**OLD) for _ in range(12)])
    Thread.objects.update(discussion=Discussion.SLOW)
    assert warm() == []


def test_the_cost_does_not_grow_with_the_threads(article, django_assert_num_queries):
    write(article, [making.person(**OLD) for _ in range(12)])
    warm()  # the frame of the pages, and what is usual in sections, are remembered from here on
    with django_assert_num_queries(3):
        warm()
    write(making.article(slug="another"), [making.person(**OLD) for _ in range(12)])
    with django_assert_num_queries(3):
        assert len(warm()) == 2
