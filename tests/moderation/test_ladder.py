"""The ladder of measures proposes the next step by those that stand (V44)."""

from datetime import timedelta

import pytest

from moderation import ladder
from moderation.actions import sanctions, suspensions, undoing, warnings
from moderation.enums import Measure
from moderation.ladder import Step
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rules():
    making.rules()


def step(person, now=NOW):
    return ladder.next_step(person, now)


def test_each_step_leads_to_the_next_and_the_last_one_stays(settings):
    settings.LADDER = ["warn", "suspend:2", "block"]
    comment = making.comment(making.article())
    author, given = comment.author, {"moderator": making.moderator(), "reasons": making.reasons(), "now": NOW}
    assert step(author) == Step(Measure.WARN)
    warnings.warn(evidence=comment, **given)
    assert step(author) == Step(Measure.SUSPEND, 2)
    suspensions.suspend(evidence=comment, days=2, **given)
    assert step(author) == Step(Measure.BLOCK)
    sanction = making.block(author)
    sanctions.lift(sanction=sanction, moderator=making.moderator(), now=NOW)
    assert step(author) == Step(Measure.BLOCK)


def test_what_was_wrong_or_long_ago_moves_nobody_up():
    comment = making.comment(making.article())
    given = {"moderator": making.moderator(), "reasons": making.reasons()}
    warning = warnings.warn(evidence=comment, now=NOW, **given)
    assert step(comment.author, NOW + ladder.REMEMBERED + timedelta(seconds=1)) == step(making.person())
    undoing.undo(contested=warning, moderator=making.moderator(), now=NOW)
    assert step(comment.author) == step(making.person())
