"""Which clauses are misread: counted from the ledger, by version of the rules (V78)."""

from datetime import timedelta

import pytest

from moderation import calibration
from moderation.actions import decisions, sanctions, undoing
from moderation.own_figures import Share
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]
PAGE = "/admin/moderation/decision/clauses/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _rules(chief):
    making.rules(german={5: "Grobheit"})
    making.accepting(chief)


@pytest.fixture
def moderator():
    return making.moderator()


def removed(by, number, count=1, now=NOW):
    article = making.article(slug=f"story-{number}-{now:%j}")
    return [
        decisions.remove(
            comment=making.comment(article, now=now), version=1, moderator=by, reasons=making.reasons(number), now=now
        )
        for _ in range(count)
    ]


def take_back(made):
    for decision in made:
        decision.comment.refresh_from_db()
        undoing.undo(contested=decision, moderator=making.moderator(), now=NOW + DAY)


def test_a_clause_whose_decisions_are_taken_back_stands_out_and_comes_first(moderator):
    wrong, right = removed(moderator, 18, 6), removed(moderator, 12, 20)
    take_back([*wrong[:5], right[0]])
    first, second = calibration.per_clause("de", NOW + 2 * DAY)
    assert (first.ground, first.reversed, first.stands_out) == (18, Share(5, 6), True)
    assert (second.ground, second.reversed, second.stands_out) == (12, Share(1, 20), False)


def test_one_mistake_does_not_make_a_clause_stand_out(moderator):
    take_back(removed(moderator, 18, 1))
    removed(moderator, 12, 3)
    assert not any(one.stands_out for one in calibration.per_clause("en", NOW + 2 * DAY))


def test_a_lifted_block_found_nothing_wrong(moderator):
    sanctions.lift(sanction=making.block(making.person(), by=moderator), moderator=making.moderator(), now=NOW + DAY)
    (only,) = calibration.per_clause("en", NOW + 2 * DAY)
    assert only.reversed == Share(0, 1)


def test_each_version_of_the_rules_counts_for_itself_in_the_readers_language(moderator, django_assert_num_queries):
    removed(moderator, 5)
    making.rules(number=2)
    removed(moderator, 5, now=NOW + DAY)
    with django_assert_num_queries(2):
        found = calibration.per_clause("de", NOW + 2 * DAY)
    assert [(one.version, one.ground) for one in found] == [(2, 5), (1, 5)]
    assert found[1].clause.heading == "Grobheit"
    assert [one.version for one in calibration.per_clause("de", NOW + calibration.WINDOW)] == [2]


def test_the_page_is_for_who_sees_the_whole_paper(desk, client, moderator):
    removed(moderator, 5)
    page = desk.get(PAGE).content.decode()
    assert "Clauses that are misread" in page
    limited = making.accepting(making.limited_moderator(["news"], ["en"]))
    client.force_login(limited)
    assert client.get(PAGE).status_code == 403
