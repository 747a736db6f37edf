"""Who asks, who answers and who replies where an editor lets readers ask experts (C56)."""

from datetime import datetime
from enum import Enum

from accounts.models import User
from moderation import permissions
from moderation.actions.facts import Place
from moderation.asking import Session, Stage
from moderation.enums import Part


class Obstacle(Enum):
    """What stands in the way of somebody who asks, answers or replies."""

    NOT_YET = "questions can be asked later"
    NO_MORE_QUESTIONS = "the time for questions is over"
    NO_MORE_ANSWERS = "the time for answers is over, too"
    EXPERTS_ANSWER = "experts alone answer here"
    BELOW_ANSWERS = "experts alone answer; readers reply to what they say"


class NotTheirTurn(Exception):
    """Questions are asked here, and this person, or this moment, is not the one for it."""

    def __init__(self, obstacle: Obstacle, at: datetime | None = None) -> None:
        self.obstacle, self.at = obstacle, at
        super().__init__(f"Not here: {obstacle.value}.")


def part(*, author: User, place: Place, now: datetime) -> Part | str:
    """Say what somebody's comment is there: a question, an answer, or neither. Raises NotTheirTurn."""
    session = place.session
    if session is None:
        return ""
    stage = session.stage(now)
    if stage == Stage.AHEAD:
        raise NotTheirTurn(Obstacle.NOT_YET, session.starts_at)
    if stage == Stage.OVER:
        raise NotTheirTurn(Obstacle.NO_MORE_ANSWERS, session.answers_until)
    if permissions.may_answer_questions(author, place.article):
        return Part.ANSWER if place.parent and place.parent.part == Part.QUESTION else ""
    return _of_reader(place, session, stage)


def _of_reader(place: Place, session: Session, stage: Stage) -> Part | str:
    """Let readers ask in the time for it, and reply to answers where an editor says so."""
    if place.parent is None:
        if stage != Stage.ASKING:
            raise NotTheirTurn(Obstacle.NO_MORE_QUESTIONS, session.ends_at)
        return Part.QUESTION
    if not session.readers_reply:
        raise NotTheirTurn(Obstacle.EXPERTS_ANSWER)
    if place.parent.part == Part.QUESTION:
        raise NotTheirTurn(Obstacle.BELOW_ANSWERS)
    return ""
