"""Rows of the newsroom's lists, as plain values."""

import re
from dataclasses import dataclass, field

from moderation.screening.types import Action

#: The language of entries that hold in every language.
EVERY_LANGUAGE = "und"
#: The ground of entries that hold for none by itself.
NO_GROUND = 0
_NAME = "[a-z]+(?:-[a-z]+)*"
#: How a phrase, a class or a combination names a class.
NAMED = re.compile(rf"\{{({_NAME})\}}")
_COMBINATION = re.compile(
    rf"(?P<kind>[a-z]+(?: [a-z]+)*): (?:(?P<times>\d{{1,2}}) words of |(?P<lead>{NAMED.pattern}) before )?"
    rf"(?P<others>{NAMED.pattern}(?: {NAMED.pattern})*)(?: within (?P<within>\d{{1,3}}))?"
    r" weighs (?P<weight>-?0?\.\d{1,2})"
)
#: So far apart words may stand, and so many different ones may be asked for: any, or some.
_FARTHEST, _TIMES = 200, (0, *range(2, 21))


class BadPhrase(ValueError):
    """An entry that cannot be read, or that would match everything."""


class UnknownClass(BadPhrase):
    """A phrase or combination names a class that has no words in its language."""


class UnknownEvidence(BadPhrase):
    """A combination is evidence of something that the policy table does not have."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of a list (C19).

    A word's `pattern` is the word; a `*` at its end makes it a stem, at both ends a part of longer words. A phrase has
    several words: `*` ends a stem, `(a|b)` offers a choice, a trailing `?` makes a word or choice optional, `...`
    stands for up to three words.
    A `quiet` entry is innocent in the open and evidence only when disguised. `allowed` are words that make it innocent
    when they stand directly before or after it.
    """

    pattern: str
    ground: int
    action: Action
    language: str = EVERY_LANGUAGE
    severity: int = 2
    detail: str = ""
    quiet: bool = False
    allowed: tuple[str, ...] = ()
    #: For people: settings read from rows do without.
    owner: str = field(default="", compare=False)
    why: str = field(default="", compare=False)
    #: By which a newsroom finds it again; None as it ships.
    key: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that phrases and combinations name together: `{group}` stands for each of them.

    `*` at the end or the start of a member makes it a stem or an ending. A member of several words may name classes of
    single words: `{faith} {people}`. Several rows of one name are one class.
    """

    name: str
    members: tuple[str, ...]
    language: str = EVERY_LANGUAGE
    why: str = field(default="", compare=False)

    @classmethod
    def read(cls, written: str, language: str = EVERY_LANGUAGE, why: str = "") -> "WordClass":
        """Read a class as an editor writes it, `group: muslims|jews|black people`; raises BadPhrase."""
        name, _, members = written.partition(":")
        told = tuple(member.strip() for member in members.split("|") if member.strip())
        if not re.fullmatch(_NAME, name.strip()) or not told or any(len(member.strip("* ")) < 1 for member in told):
            raise BadPhrase(written)
        return cls(name.strip(), told, language, why)

    @property
    def written(self) -> str:
        return f"{self.name}: {'|'.join(self.members)}"


@dataclass(frozen=True, slots=True)
class Combination:
    """Classes of words that are evidence of something when they stand within so many words of one another.

    `drugs: {asking} before {taking} {drug} within 9 weighs 0.7`: the first class comes before the others (`is_led`).
    `violence: 4 words of {gore} within 50 weighs 0.5`: so many different words of it (`times`). `drugs: {sober} weighs
    -0.2`: a class that calms takes as much away from all of this kind.
    """

    kind: str
    classes: tuple[str, ...]
    weight: float
    within: int = 1
    is_led: bool = False
    times: int = 0
    language: str = EVERY_LANGUAGE
    why: str = field(default="", compare=False)
    #: As an entry's.
    key: int | None = field(default=None, compare=False)

    @classmethod
    def read(cls, written: str, language: str = EVERY_LANGUAGE, why: str = "", key: int | None = None) -> "Combination":
        """Read a combination as an editor writes it; raises BadPhrase."""
        told = _COMBINATION.fullmatch(written)
        if told is None:
            raise BadPhrase(written)
        classes = tuple(NAMED.findall(f"{told['lead'] or ''} {told['others']}"))
        within, times = int(told["within"] or 1), int(told["times"] or 0)
        made = cls(told["kind"], classes, float(told["weight"]), within, bool(told["lead"]), times, language, why, key)
        is_far = within > _FARTHEST or bool(told["within"]) == made.is_alone
        is_calming = made.is_alone and made.weight < 0
        if is_far or len(set(classes)) < len(classes) or times not in _TIMES or not (made.weight > 0 or is_calming):
            raise BadPhrase(written)
        return made

    @property
    def is_alone(self) -> bool:
        """Say whether one word of one class is all that it takes."""
        return len(self.classes) == 1 and not self.times

    @property
    def written(self) -> str:
        words = [f"{{{name}}}" for name in self.classes]
        words[1:1] = ["before"] if self.is_led else []
        words[:0] = [f"{self.times} words of"] if self.times else []
        words += [] if self.is_alone else [f"within {self.within}"]
        return f"{self.kind}: {' '.join(words)} weighs {self.weight:g}"
