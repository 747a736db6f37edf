"""Questions to experts below an article: how far they have come by the clock, and who is named for them (C56)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from accounts.models import User
from moderation import badges
from moderation.badges import BadgeKind
from moderation.models import Thread


class Stage(Enum):
    """How far questions to experts have come."""

    AHEAD = "not begun"
    ASKING = "questions and answers"
    ANSWERING = "answers alone"
    OVER = "over"


@dataclass(frozen=True)
class Session:
    """From when to when readers ask, until when experts answer, and whether readers reply to what these say."""

    starts_at: datetime
    ends_at: datetime
    answers_until: datetime
    readers_reply: bool = False

    def stage(self, now: datetime) -> Stage:
        """Say how far it has come. Nothing has to run: whoever asks compares with the clock."""
        ends = {Stage.AHEAD: self.starts_at, Stage.ASKING: self.ends_at, Stage.ANSWERING: self.answers_until}
        return next((stage for stage, end in ends.items() if now < end), Stage.OVER)

    def until(self, now: datetime) -> datetime | None:
        """Return when the clock changes the stage next; None when all is over."""
        return next((at for at in (self.starts_at, self.ends_at, self.answers_until) if now < at), None)


def session(thread: Thread | None) -> Session | None:
    """Return what an editor set for an article; None where its discussion is an ordinary one."""
    if thread is None or not (thread.asked_from and thread.asked_until and thread.answered_until):
        return None
    return Session(thread.asked_from, thread.asked_until, thread.answered_until, thread.readers_reply)


def is_named(user: User, article: int) -> bool:
    """Say whether an editor named somebody as an expert for this article: in the whole paper is not enough."""
    return article in named_for(user)


def named_for(user: User) -> list[int]:
    """List the articles for which somebody is named as an expert, as the account says; no question is asked."""
    return [one.article for one in badges.read(user.badges) if one.kind == BadgeKind.EXPERT and one.article]
