"""How alike the rules are applied: counted by ground, by month and over all (C80)."""

from datetime import timedelta

import pytest

from moderation import agreement
from moderation.actions import second_judgements
from moderation.agreement import STANDS
from moderation.enums import SecondVerdict
from tests.moderation import making
from tests.moderation.making import NOW
from tests.moderation.sampling import decided, drawn, judged

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _rules():
    making.rules()


@pytest.fixture
def pair():
    """Let one decide and another judge it again."""
    first, second = making.moderator(), making.moderator()
    article = making.article()

    def judge(ground, again, *, chance=1.0, now=NOW):
        decision = decided(first, ground, comment=making.comment(article, now=now), now=now)
        return judged(drawn(decision, chance=chance, now=now), second, again, now=now)

    return judge


def test_each_ground_says_how_often_it_is_the_same_and_what_else_was_said(pair):
    for again, times in ((5, 7), (12, 2), (None, 1)):
        for _ in range(times):
            pair(5, again)
    for _ in range(3):
        pair(None, None)
    stands, insults = agreement.figures(NOW + DAY).grounds
    assert (insults.ground, insults.judged, insults.same) == (5, 10, 7)
    assert (insults.other_ground, insults.other_outcome, insults.is_too_few) == (2, 1, False)
    assert insults.all.interval == pytest.approx((0.397, 0.892), abs=0.001)
    assert insults.plot == (79, 140, 178)
    assert (stands.ground, stands.same, stands.is_too_few) == (STANDS, 3, True)


def test_over_all_each_weighs_by_its_chance(pair):
    for _ in range(5):
        pair(None, None, chance=0.05)
        pair(9, None, chance=1)
    overall = agreement.figures(NOW + DAY).overall
    assert (overall.judged, overall.same) == (10, 5)
    assert overall.all.share == pytest.approx(20 / 21)


def test_months_stand_for_themselves_the_newest_first(pair):
    pair(None, 5)
    pair(5, 5, now=NOW + 31 * DAY)
    told = [(f"{line.month:%Y-%m}", line.same) for line in agreement.figures(NOW + 60 * DAY).months]
    assert told == [("2026-04", 1), ("2026-03", 0)]


def test_what_cannot_be_told_what_is_left_to_others_and_what_is_long_ago_counts_nothing(pair):
    nadia, omar, third = (making.moderator() for _ in range(3))
    unsure, waiting = drawn(decided(nadia, 5)), drawn(decided(nadia, 5))
    doubt = SecondVerdict.CANNOT_TELL
    second_judgements.judge(sampled=unsure, verdict=doubt, ground=None, note="Who is meant?", by=omar, now=NOW)
    second_judgements.leave(sampled=waiting, by=third, now=NOW)
    pair(None, None, now=NOW - agreement.WINDOW)
    told = agreement.figures(NOW + DAY)
    assert (told.grounds, told.months, told.overall.judged, told.overall.alpha) == ([], [], 0, None)
    assert (told.cannot_tell, told.waiting) == (1, 1)


def test_it_takes_two_queries_however_much_was_judged(pair, django_assert_num_queries):
    for ground in (None, 5, 12):
        pair(ground, ground)
        with django_assert_num_queries(2):
            agreement.figures(NOW + DAY)
