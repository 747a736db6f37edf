"""The whole table: role × state × act (A6)."""

from itertools import product

import pytest

from articles import lifecycle
from articles.enums import Act, Right, Role, State
from articles.lifecycle import Obstacle, Standing

#: What each role may do to somebody else's article, by state. All that is not here is refused.
EDITOR = {
    State.DRAFT: {Act.REVISE, Act.PLAN, Act.SUBMIT, Act.PUBLISH, Act.CORRECT},
    State.IN_REVIEW: {Act.REVISE, Act.PLAN, Act.APPROVE, Act.RETURN, Act.PUBLISH, Act.CORRECT},
    State.APPROVED: {Act.REVISE, Act.PLAN, Act.RETURN, Act.PUBLISH, Act.CORRECT},
    State.SCHEDULED: {Act.REVISE, Act.PUBLISH, Act.CORRECT},
    State.PUBLISHED: {Act.REVISE, Act.PUBLISH, Act.CORRECT},
    State.EXPIRED: {Act.REVISE, Act.PUBLISH, Act.CORRECT},
    State.UNPUBLISHED: {Act.REVISE, Act.PUBLISH, Act.CORRECT},
}
for state in (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.UNPUBLISHED):
    EDITOR[state] |= {Act.EMBARGO, Act.LIFT}
for state in State:
    EDITOR[state] |= {Act.COVER, Act.ENTER, Act.CONCEAL}
EDITOR[State.PUBLISHED] |= {Act.DISCLOSE}
WITHDRAWN_FROM = {State.SCHEDULED, State.PUBLISHED, State.EXPIRED}
ALLOWED = {
    Role.REPORTER: {},
    Role.EDITOR: EDITOR,
    Role.PUBLISHER: {
        state: acts | ({Act.UNPUBLISH} & ({Act.UNPUBLISH} if state in WITHDRAWN_FROM else set()))
        for state, acts in EDITOR.items()
    },
}


def standing(role: Role, **facts) -> Standing:
    return Standing(lifecycle.RIGHTS[role], **{"is_own": False, "has_written": False} | facts)


@pytest.mark.parametrize(("role", "state", "act"), list(product(Role, State, Act)))
def test_a_role_may_do_to_anothers_article_what_the_table_says(role, state, act):
    found = lifecycle.obstacle(state, act, standing(role), needs_four_eyes=True)
    assert (found is None) == (act in ALLOWED[role].get(state, set()))


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_a_reporter_revises_plans_holds_back_and_submits_own_drafts_only_and_enters_in_own_live_blogs(state, act):
    own = standing(Role.REPORTER, is_own=True, has_written=True)
    found = lifecycle.obstacle(state, act, own, needs_four_eyes=True)
    is_own_draft = state == State.DRAFT and act in {Act.REVISE, Act.PLAN, Act.EMBARGO, Act.SUBMIT}
    assert (found is None) == (is_own_draft or act == Act.ENTER)


@pytest.mark.parametrize(("state", "act", "needs_four_eyes"), list(product(State, Act, (True, False))))
def test_nobody_brings_their_own_words_before_readers_where_four_eyes_are_needed(state, act, needs_four_eyes):
    writer = Standing(frozenset(Right), is_own=True, has_written=True)
    found = lifecycle.obstacle(state, act, writer, needs_four_eyes=needs_four_eyes)
    is_unread = act == Act.APPROVE or (act == Act.PUBLISH and state != State.APPROVED)
    if (state, act) not in lifecycle.OUTCOME:
        assert found == Obstacle.STATE
    else:
        assert found == (Obstacle.FOUR_EYES if needs_four_eyes and is_unread else None)


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_somebody_without_a_role_may_do_nothing(state, act):
    nobody = Standing(frozenset(), is_own=True, has_written=False)
    assert lifecycle.obstacle(state, act, nobody, needs_four_eyes=False) is not None


@pytest.mark.parametrize("act", Act)
def test_every_act_needs_a_right(act):
    assert act in lifecycle.NEEDS
