"""Policy for the screening as plain data: thresholds, the policy table, lists of words, phrases and hosts."""

import csv
import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from moderation.screening.entries import NO_GROUND, Combination, Entry, WordClass
from moderation.screening.heads import SHIPPED, Heads, shipped
from moderation.screening.matchers import Matchers
from moderation.screening.types import Action

POLICY = Path(__file__).parent.parent / "policy"
LISTS = POLICY / "lists"


class UnknownThreshold(LookupError):
    """A rule asked for a threshold that the policy does not have."""


@dataclass(frozen=True)
class Threshold:
    """A number that decides something, with what it means and how far it may be moved."""

    name: str
    value: float
    default: float
    lowest: float
    highest: float
    description: str


@dataclass(frozen=True)
class PolicyRow:
    """What one kind of evidence leads to. `kind` is the rule's name, a dot and the word for what it saw."""

    kind: str
    ground: int | None
    action: Action
    description: str


@dataclass(frozen=True)
class Settings:
    """Everything the rules are told. A plain value: build it from files, rows or by hand.

    Matchers are compiled when first needed and live as long as the settings, so keep one for each `ruleset`.
    """

    thresholds: tuple[Threshold, ...]
    policy: tuple[PolicyRow, ...]
    words: tuple[Entry, ...] = ()
    phrases: tuple[Entry, ...] = ()
    #: What takes a hostile word or phrase back (`excuses.py`).
    excuses: tuple[Entry, ...] = ()
    #: Words that phrases and combinations name together.
    classes: tuple[WordClass, ...] = ()
    #: Which classes say much beside one another.
    combinations: tuple[Combination, ...] = ()
    known_hosts: frozenset[str] = frozenset()
    bad_hosts: frozenset[str] = frozenset()
    shorteners: frozenset[str] = frozenset()
    #: Words of a language that another language's list, or a listed word in disguise, is spelt like: `fr douche`.
    ordinary: frozenset[tuple[str, str]] = frozenset()
    ruleset: str = ""
    #: The learned heads by language.
    heads: Mapping[str, Heads] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _limits(self) -> Mapping[str, float]:
        return {threshold.name: threshold.value for threshold in self.thresholds}

    @cached_property
    def table(self) -> Mapping[str, PolicyRow]:
        """The policy table by kind of evidence."""
        return {row.kind: row for row in self.policy}

    def limit(self, name: str, language: str = "") -> float:
        """The value of a threshold; that of a language where it has one of its own (`learned_hatred-de`)."""
        own = self._limits.get(f"{name}-{language}") if language else None
        if own is not None:
            return own
        try:
            return self._limits[name]
        except KeyError:
            raise UnknownThreshold(name) from None

    @cached_property
    def matchers(self) -> Matchers:
        """What is compiled from these lists."""
        return Matchers(
            words=self.words,
            phrases=self.phrases,
            excuses=self.excuses,
            classes=self.classes,
            combinations=self.combinations,
            ordinary=self.ordinary,
        )


@cache
def numbers() -> Settings:
    """The thresholds, the policy table and the heads of a fresh installation, without a list."""
    policy = tomllib.loads((POLICY / "screening.toml").read_text(encoding="utf-8"))
    return Settings(
        thresholds=(
            *(_threshold(name, row) for name, row in policy["thresholds"].items()),
            *_by_language(policy["thresholds"], policy["languages"]),
        ),
        policy=tuple(_policy_row(kind, row) for kind, row in policy["policy"].items()),
        heads=shipped(),
    )


@cache
def fresh() -> Settings:
    """The settings of a fresh installation: the shipped policy and lists."""
    files = sorted(LISTS.glob("*-*.csv"))
    return replace(
        numbers(),
        words=tuple(entry for file in files if file.name.startswith("words-") for entry in entries_in(file)),
        phrases=tuple(entry for file in files if file.name.startswith("phrases-") for entry in entries_in(file)),
        excuses=tuple(entry for file in files if file.name.startswith("excuses-") for entry in excuses_in(file)),
        classes=tuple(shipped_classes()),
        combinations=tuple(one for file in files if file.name.startswith("combin") for one in combinations_in(file)),
        known_hosts=_hosts(LISTS / "hosts-known.txt"),
        bad_hosts=_hosts(LISTS / "hosts-bad.txt"),
        shorteners=_hosts(LISTS / "hosts-shorteners.txt"),
        ordinary=_ordinary(LISTS / "ordinary.csv"),
        ruleset=_version_of(
            [POLICY / "screening.toml", SHIPPED, LISTS / "ordinary.csv", *files, *sorted(LISTS.glob("*.txt"))]
        ),
    )


def shipped_classes() -> Iterator[WordClass]:
    """The classes of a fresh installation."""
    for file in sorted(LISTS.glob("classes-*.csv")):
        yield from classes_in(file)


def entries_in(file: Path) -> Iterator[Entry]:
    """The entries of a list file; its language is in its name (`words-de.csv`)."""
    language = file.stem.partition("-")[2]
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield Entry(
                pattern=row["pattern"],
                ground=int(row["ground"]),
                action=Action.named(row["action"]),
                language=language,
                severity=int(row["severity"]),
                detail=row["detail"],
                quiet=row["quiet"] == "yes",
                allowed=tuple(row["allowed"].split()),
                owner=row["owner"],
                why=row["why"],
            )


def classes_in(file: Path) -> Iterator[WordClass]:
    """The classes of a list file; its language is in its name (`classes-de.csv`)."""
    language = file.stem.partition("-")[2]
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield WordClass.read(f"{row['class']}: {row['members']}", language, row["why"])


def combinations_in(file: Path) -> Iterator[Combination]:
    """The combinations of a list file; its language is in its name (`combinations-und.csv`: every language)."""
    language = file.stem.partition("-")[2]
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield Combination.read(row["combination"], language, row["why"])


def excuses_in(file: Path) -> Iterator[Entry]:
    """What takes hostile words and phrases back; the language is in the file's name (`excuses-de.csv`)."""
    language = file.stem.partition("-")[2]
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield Entry(row["pattern"], NO_GROUND, Action.NONE, language, why=row["why"])


def _threshold(name: str, row: Mapping[str, object]) -> Threshold:
    default, reach = row["default"], row["range"]
    if not isinstance(default, int | float) or not isinstance(reach, list):
        raise TypeError(name)
    return Threshold(name, default, default, reach[0], reach[1], str(row["description"]))


def _by_language(shared: Mapping[str, Any], languages: Mapping[str, Mapping[str, float]]) -> Iterator[Threshold]:
    """The thresholds that a language has of its own: its labelled comments, and so its cuts, are others."""
    for language, own in languages.items():
        for name, default in own.items():
            row = shared[name] | {"default": default}
            row["description"] = f"{row['description']} In comments judged as {language}."
            yield _threshold(f"{name}-{language}", row)


def _policy_row(kind: str, row: Mapping[str, object]) -> PolicyRow:
    ground = row.get("ground")
    return PolicyRow(
        kind=kind,
        ground=ground if isinstance(ground, int) else None,
        action=Action.named(str(row["action"])),
        description=str(row["description"]),
    )


def _ordinary(file: Path) -> frozenset[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return frozenset((row["language"], row["word"]) for row in csv.DictReader(rows))


def _hosts(file: Path) -> frozenset[str]:
    lines = (line.partition("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line)


def _version_of(files: Iterable[Path]) -> str:
    """A short name that changes when any of these files does."""
    contents = hashlib.blake2b(digest_size=6)
    for file in files:
        contents.update(file.read_bytes())
    return contents.hexdigest()
