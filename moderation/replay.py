"""What other thresholds and policies would have done to last month's comments (C82). Read, never written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from django.utils.translation import gettext as _

from moderation.actions import facts, policies, trials
from moderation.actions.tuning import Changes
from moderation.enums import Status
from moderation.models import Comment
from moderation.screening import Action, Draft, Earlier, Settings, screen
from moderation.screening import Facts as Known
from moderation.screening.memory import Thread

WINDOW = timedelta(days=30)
#: So many are tried at once, the newest first: as long as somebody waits for a page. And so many before them are read
#: for what these repeat.
SLICE, READ_BEFORE = 2_000, 500
#: So many comments are shown of each kind.
SHOWN = 10


@dataclass
class Differing:
    """Comments that people decided otherwise than one of the two settings would have: how many, and the newest."""

    count: int = 0
    newest: list[int] = field(default_factory=list)

    def add(self, comment: Comment) -> None:
        self.count += 1
        self.newest = sorted([*self.newest, comment.pk], reverse=True)[:SHOWN]

    @property
    def comments(self) -> list[Comment]:
        return list(Comment.objects.filter(pk__in=self.newest).select_related("article").order_by("-pk"))


@dataclass
class Replay:
    """What the rules of today and the changed ones ask for, comment by comment."""

    minutes_per_case: float
    #: How many comments the month has, and how many of these have been tried.
    total: int = 0
    tried: int = 0
    #: The oldest that has been tried, while there are older ones.
    behind: int | None = None
    before: Counter[Action] = field(default_factory=Counter)
    after: Counter[Action] = field(default_factory=Counter)
    #: Removed, and would have gone unseen; removed, and would have been seen; standing, and would have waited;
    #: standing, and would have waited no more.
    missed: Differing = field(default_factory=Differing)
    caught: Differing = field(default_factory=Differing)
    hindered: Differing = field(default_factory=Differing)
    eased: Differing = field(default_factory=Differing)

    @classmethod
    def taken_up(cls, written: dict[str, Any]) -> Self:  # JSON
        """Read what `written` said."""
        counted = {name: Counter({Action(key): n for key, n in written[name]}) for name in ("before", "after")}
        differing = {name: Differing(**written[name]) for name in ("missed", "caught", "hindered", "eased")}
        return cls(**{**written, **counted, **differing})

    def written(self) -> dict[str, Any]:  # as above
        """Say it as JSON, to go on with later."""
        counted = {name: [[int(key), n] for key, n in getattr(self, name).items()] for name in ("before", "after")}
        return asdict(self) | counted

    @property
    def lines(self) -> list[tuple[Action, int, int]]:
        """How many comments each action would have met, before and after."""
        return [
            (action, self.before[action], self.after[action]) for action in reversed(Action) if action <= Action.HOLD
        ]

    @property
    def differing(self) -> list[tuple[str, Differing]]:
        """The comments that people decided otherwise, under their headings."""
        return [
            (_("Removed by people, and no longer seen"), self.missed),
            (_("Removed by people, and now seen"), self.caught),
            (_("Standing today, and now held"), self.hindered),
            (_("Standing today, and no longer held"), self.eased),
        ]

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
            (self.caught if is_seen else self.missed).add(comment)
        if comment.status == Status.PUBLISHED and (before == Action.HOLD) != (after == Action.HOLD):
            (self.hindered if after == Action.HOLD else self.eased).add(comment)


def replay(changes: Changes, *, now: datetime, so_far: Replay | None = None) -> Replay:
    """Screen comments of the last month as they came in, once by today's rules and once by the changed ones.

    `so_far` goes on with the older ones, until `behind` is None.
    """
    present = policies.current()
    month = Comment.objects.usable().filter(submitted_at__gt=now - WINDOW, erased_at__isnull=True).exclude(body="")
    result = so_far or Replay(present.limit("minutes_per_case"), total=month.count())
    rest = month.filter(pk__lt=result.behind) if result.behind else month
    newest = list(rest.select_related("article").order_by("-pk")[: SLICE + READ_BEFORE])
    tried = newest[:SLICE]
    changed = trials.with_changes(present, changes.thresholds, changes.policy)
    present, changed = (policies.warmed(one, {comment.language for comment in tried}) for one in (present, changed))
    for comment, draft, known in _as_they_came(reversed(newest), tried):
        result.note(comment, _action(draft, known, present), _action(draft, known, changed))
    result.behind = tried[-1].pk if len(newest) > SLICE else None
    return result


def _action(draft: Draft, known: Known, settings: Settings) -> Action:
    return screen(draft, known, settings).action


def _as_they_came(comments: Iterable[Comment], tried: list[Comment]) -> Iterator[tuple[Comment, Draft, Known]]:
    """Return each that is tried with what was known before it: what its thread held, and a writer who is known."""
    wanted = {comment.pk for comment in tried}
    threads: dict[int, Thread] = {}
    for comment in comments:
        text = facts.article_text(comment.article)
        thread = threads.setdefault(comment.article_id, Thread(text))
        author, body, at = str(comment.author_id), comment.body, comment.submitted_at
        if comment.pk in wanted:
            known = Known(
                author=author,
                now=at,
                by_author=thread.by(author),
                on_article=thread.like(body),
                thread=tuple(thread.newest),
            )
            yield comment, Draft(body, (comment.language,), comment.article.title, text), known
        thread.remember(Earlier(author, body, at))
