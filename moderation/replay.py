"""What other thresholds and policies would have done to last month's comments (C82). Read, never written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from moderation.actions import facts, policies, trials
from moderation.actions.tuning import Changes
from moderation.enums import Status
from moderation.models import Comment
from moderation.screening import Action, Draft, Earlier, Settings, screen
from moderation.screening import Facts as Known
from moderation.screening.memory import Thread

#: So far back, and so many at most: the newest.
WINDOW, MOST = timedelta(days=30), 1_000


@dataclass
class Replay:
    """What the rules of today and the changed ones ask for, comment by comment."""

    minutes_per_case: float
    tried: int = 0
    before: Counter[Action] = field(default_factory=Counter)
    after: Counter[Action] = field(default_factory=Counter)
    #: Comments that were removed and that would have gone unseen; that were removed and would have been seen; that
    #: stand and would have waited; that stand and would have waited no more.
    missed: list[Comment] = field(default_factory=list)
    caught: list[Comment] = field(default_factory=list)
    hindered: list[Comment] = field(default_factory=list)
    eased: list[Comment] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[Action, int, int]]:
        """How many comments each action would have met, before and after."""
        return [
            (action, self.before[action], self.after[action]) for action in reversed(Action) if action <= Action.HOLD
        ]

    @property
    def is_cut(self) -> bool:
        """Whether there may have been more comments than were tried."""
        return self.tried == MOST

    @property
    def extra_holds(self) -> int:
        return self.after[Action.HOLD] - self.before[Action.HOLD]

    @property
    def extra_cases(self) -> int:
        """How many more comments a moderator would have looked at."""
        return sum(self.after[seen] - self.before[seen] for seen in (Action.HOLD, Action.FLAG))

    @property
    def extra_minutes(self) -> float:
        return self.extra_cases * self.minutes_per_case

    def note(self, comment: Comment, before: Action, after: Action) -> None:
        """Count a comment, and keep it where people decided otherwise than one of the two would have."""
        self.tried += 1
        self.before[before] += 1
        self.after[after] += 1
        was_seen, is_seen = before >= Action.FLAG, after >= Action.FLAG
        if comment.status == Status.REMOVED and was_seen != is_seen:
            (self.caught if is_seen else self.missed).append(comment)
        if comment.status == Status.PUBLISHED and (before == Action.HOLD) != (after == Action.HOLD):
            (self.hindered if after == Action.HOLD else self.eased).append(comment)


def replay(changes: Changes, *, now: datetime) -> Replay:
    """Screen the comments of the last month as they came in, once by today's rules and once by the changed ones."""
    present = policies.current()
    changed = trials.with_changes(present, changes.thresholds, changes.policy)
    result = Replay(present.limit("minutes_per_case"))
    for comment, draft, known in _as_they_came(now):
        result.note(comment, _action(draft, known, present), _action(draft, known, changed))
    return result


def _action(draft: Draft, known: Known, settings: Settings) -> Action:
    return screen(draft, known, settings).action


def _as_they_came(now: datetime) -> Iterator[tuple[Comment, Draft, Known]]:
    """Return each comment with what was known before it: what its thread held, and that its author was no newcomer."""
    recent = Comment.objects.filter(submitted_at__gt=now - WINDOW, erased_at__isnull=True).exclude(body="")
    newest = list(recent.select_related("article").order_by("-pk")[:MOST])
    threads: dict[int, Thread] = {}
    for comment in reversed(newest):
        text = facts.article_text(comment.article)
        thread = threads.setdefault(comment.article_id, Thread(text))
        author, body, at = str(comment.author_id), comment.body, comment.submitted_at
        known = Known(
            author=author,
            now=at,
            by_author=thread.by(author),
            on_article=thread.like(body),
            thread=tuple(thread.newest),
        )
        yield comment, Draft(body, (comment.language,), comment.article.title, text), known
        thread.remember(Earlier(author, body, at))
