"""What goes into a screening and what comes out of it."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

#: Rules that leave their scores with the reading, found or not.
SCORING = frozenset({"learned", "off_topic"})
#: Who swears insults more often: so much of the score of coarse words orders the queue of these grounds, too.
PROFANITY, ABUSIVE, COARSE = 12, (5, 18), 0.3


class Action(enum.IntEnum):
    """What evidence asks for, from nothing to a person's decision before anybody reads the comment."""

    NONE = 0
    NUDGE = 1
    FLAG = 2
    HOLD = 3
    #: The writer has to change it. Only an entry of a list asks for that, never a score (C19).
    REFUSE = 4

    @property
    def word(self) -> str:
        """The action as it is written in files, columns and JSON."""
        return self.name.lower()

    @classmethod
    def named(cls, word: str) -> "Action":
        return cls[word.upper()]


@dataclass(frozen=True)
class Draft:
    """A text to be judged, and the article it would stand under.

    `languages` are those accepted in the edition; empty when unknown.
    """

    body: str
    languages: tuple[str, ...] = ()
    title: str = ""
    article: str = ""


class Earlier(NamedTuple):
    """A comment that was there before: one of some twenty that a new one is compared with."""

    author: str
    body: str
    submitted_at: datetime | None = None
    comment: int | None = None
    #: False where fingerprints have told that it says something else.
    may_be_copy: bool = True


@dataclass(frozen=True)
class Form:
    """What the form tells that a comment came with (C75).

    `age` counts the seconds since it was handed out, None where its token is missing or not ours; `is_trapped` says
    that something stands in the field that no person sees.
    """

    age: float | None
    is_trapped: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known about the circumstances, fetched before any rule runs.

    `by_author` holds the writer's recent comments anywhere, newest last; `on_article` the candidates under the same
    article (or sharing a signature elsewhere) that may be near-copies. `approved_count` is None when nobody knows it,
    as in an archive; `network_posts` counts recent comments from the same network block.
    """

    author: str = ""
    approved_count: int | None = None
    now: datetime | None = None
    by_author: tuple[Earlier, ...] = ()
    on_article: tuple[Earlier, ...] = ()
    network_posts: int = 0
    publisher_names: tuple[str, ...] = ()
    #: The newest comments of the thread, as much as is known of what it is about.
    thread: tuple[str, ...] = ()
    #: None where the comment came by no form, as in an archive.
    form: Form | None = None


@dataclass(frozen=True)
class Evidence:
    """What a rule saw. Offsets count characters of the original text.

    `kind` with the rule's name is the row of the policy table that turns evidence into an action, unless the evidence
    brings its own, as an entry of a word list does. `ground` None stands for the check of the language ("L").
    """

    kind: str
    ground: int | None
    score: float = 1.0
    start: int | None = None
    end: int | None = None
    disguised: bool = False
    detail: str = ""
    action: Action | None = None
    #: The key of the list entry, where it has one.
    entry: int | None = None


@dataclass(frozen=True)
class Finding:
    """Evidence with its rule and the action that the policy table gives it. Stored with the comment (C17)."""

    rule: str
    rule_version: int
    ground: int | None
    score: float
    start: int | None
    end: int | None
    action: Action
    disguised: bool = False
    detail: str = ""
    entry: int | None = None


@dataclass(frozen=True)
class Verdict:
    """All that was found, and the strongest action it asks for.

    `learned` has the scores that need no finding. `failed` names the rules that raised or took too long: a comment that
    was not screened in full is held (C18). `ruleset` names the rules, lists and thresholds used.
    """

    findings: tuple[Finding, ...] = ()
    learned: Mapping[int, float] = field(default_factory=dict)
    action: Action = Action.NONE
    failed: tuple[str, ...] = ()
    ruleset: str = ""
    #: Empty where the text may well be in a language of the edition.
    language: str = ""

    @cached_property
    def scores(self) -> Mapping[int | None, float]:
        """The score of every ground that has one: what was found and what was learned, and coarse words beside it.

        Worked out when asked for: a comment that is posted is judged by what was found.
        """
        scores: dict[int | None, float] = {}
        for finding in self.findings:
            if finding.rule not in SCORING:
                scores[finding.ground] = max(finding.score, scores.get(finding.ground, 0.0))
        for ground, score in self.learned.items():
            scores[ground] = _either(score, scores.get(ground, 0.0))
        if PROFANITY in scores:
            scores |= {ground: _either(scores.get(ground, 0.0), COARSE * scores[PROFANITY]) for ground in ABUSIVE}
        return scores

    @property
    def grounds(self) -> tuple[int | None, ...]:
        """The grounds that something is asked for, each once, in the rules' order; None (language) last."""
        flagged = {finding.ground for finding in self.findings if finding.action > Action.NONE}
        return tuple(sorted(flagged, key=lambda ground: 99 if ground is None else ground))

    def under(self, ground: int | None) -> Iterator[Finding]:
        """The findings under one ground."""
        return (finding for finding in self.findings if finding.ground == ground)


def _either(one: float, other: float) -> float:
    """Either may be right alone: what both see is surer than what one sees."""
    return round(1 - (1 - one) * (1 - other), 3)


def strongest(actions: Iterable[Action]) -> Action:
    """The highest of some actions; none when there is none."""
    return max(actions, default=Action.NONE)
