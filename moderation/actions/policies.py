"""The newsroom's thresholds, policy table and lists: loaded once, read as one plain value."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.prepared import Prepared
from articles.paper import paper
from moderation import limits, screening
from moderation.actions import teaching
from moderation.enums.screening import ListKind, ScreeningAction
from moderation.models import ListEntry, PolicyRow, Ruleset, Threshold
from moderation.screening import Action, Draft, Entry, Facts, Settings
from moderation.screening.classes import Classes
from moderation.screening.entries import (
    EVERY_LANGUAGE,
    NAMED,
    NO_GROUND,
    BadPhrase,
    Combination,
    UnknownClass,
    UnknownEvidence,
    WordClass,
)
from moderation.screening.excuses import bare
from moderation.screening.phrases import pattern_of
from moderation.screening.settings import shipped_classes

#: The newsroom's own from the first entry.
SHIPS_EMPTY = ListKind.BAD_HOSTS
HOSTS = {
    ListKind.KNOWN_HOSTS: "known_hosts",
    ListKind.BAD_HOSTS: "bad_hosts",
    ListKind.SHORTENERS: "shorteners",
}
ENTRIES = {ListKind.WORDS: "words", ListKind.PHRASES: "phrases", ListKind.EXCUSES: "excuses"}
WRITTEN = {ListKind.CLASSES: "classes", ListKind.COMBINATIONS: "combinations"}


def current() -> Settings:
    """Read the settings in force."""
    return settings(Ruleset.objects.order_by("-pk").values_list("pk", flat=True).first())


TWO_LETTERS = re.compile(r"[^\W_]{2}")
#: Fewer letters stand inside most texts.
SHORTEST_PART = 3
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@lru_cache(maxsize=2)
def settings(ruleset: int | None) -> Settings:
    """Read all rows of a ruleset once for each process; without any, the shipped settings."""
    if ruleset is None:
        return warmed(shipped(), _editions())
    thresholds = {one.name: one for one in (*numbers().thresholds, *map(_threshold, Threshold.objects.all()))}
    policy = {one.kind: one for one in (*numbers().policy, *map(_policy_row, PolicyRow.objects.all()))}
    read = replace(
        with_lists(in_force()),
        thresholds=tuple(thresholds.values()),
        policy=tuple(policy.values()),
        ruleset=str(ruleset),
        heads=teaching.in_use(),
    )
    return warmed(read, _editions())


def _editions() -> list[str]:
    return [edition.language for edition in paper().editions]


def in_force() -> list[ListEntry]:
    """Return all entries that count; a row that an update brings counts as it ships until `set_up` has made it."""
    rows = _ENTRIES.objects()
    return [row for row in rows if row.retired_at is None] + _new_entries(rows)


def _every_entry() -> QuerySet[ListEntry]:
    return ListEntry.objects.defer("added_at", "added_by", "owner", "why")


#: Some nine thousand, which a model's own constructor makes in twice the time.
_ENTRIES = Prepared(_every_entry)


@lru_cache(maxsize=1)
def numbers() -> Settings:
    """Read what a fresh installation ships but its lists: the screening's settings with the comment form's numbers."""
    fresh = screening.numbers()
    own = tuple(_read(name, row) for name, row in limits.shipped().items())
    return replace(fresh, thresholds=(*fresh.thresholds, *own))


@lru_cache(maxsize=1)
def shipped() -> Settings:
    """Read what a fresh installation ships; its lists are megabytes that no site needs once they are rows."""
    return replace(screening.fresh(), thresholds=numbers().thresholds)


def check_entry(row: ListEntry) -> None:
    """Raise BadPhrase where an entry cannot be read, names a class that is not there, or would match everything."""
    if row.kind in (ListKind.PHRASES, ListKind.EXCUSES):
        pattern_of(bare(row.pattern) if row.kind == ListKind.EXCUSES else row.pattern)
        _check_classes(row)
    elif row.kind == ListKind.COMBINATIONS:
        kind = Combination.read(row.pattern).kind
        if f"together.{kind}" not in current().table:
            raise UnknownEvidence(kind)
        _check_classes(row)
    elif row.kind == ListKind.CLASSES:
        Classes([WordClass.read(row.pattern, row.language)])
    elif row.kind in (ListKind.WORDS, ListKind.ORDINARY):
        # ordinary words may stand side by side and be no oath torn apart: `who re`
        is_split = row.kind == ListKind.WORDS and " " in row.pattern.strip()
        is_everywhere = row.pattern.startswith("*") and len(row.pattern.strip("*")) < SHORTEST_PART
        if not TWO_LETTERS.search(row.pattern) or is_split or is_everywhere:
            raise BadPhrase(row.pattern)
    elif not HOST.fullmatch(row.pattern):
        raise BadPhrase(row.pattern)


def with_lists(rows: Collection[ListEntry]) -> Settings:
    """Return what ships with these entries on the lists, and no others."""
    return replace(
        numbers(),
        words=_listed(rows, ListKind.WORDS),
        phrases=_listed(rows, ListKind.PHRASES),
        excuses=_listed(rows, ListKind.EXCUSES),
        classes=tuple(WordClass.read(*_written(row)) for row in rows if row.kind == ListKind.CLASSES),
        combinations=tuple(
            Combination.read(*_written(row), key=row.pk) for row in rows if row.kind == ListKind.COMBINATIONS
        ),
        known_hosts=_hosts(rows, ListKind.KNOWN_HOSTS),
        bad_hosts=_hosts(rows, ListKind.BAD_HOSTS),
        shorteners=_hosts(rows, ListKind.SHORTENERS),
        ordinary=frozenset((row.language, row.pattern) for row in rows if row.kind == ListKind.ORDINARY),
    )


@transaction.atomic
def load(*, now: datetime) -> Ruleset | None:
    """Make rows of what ships, where there are none yet; what the newsroom has changed is left alone."""
    fresh = shipped()
    made = len(Threshold.objects.bulk_create(_new_thresholds(fresh))) + len(
        PolicyRow.objects.bulk_create(_new_policy(fresh))
    )
    new = _new_entries(ListEntry.objects.only("kind", "language", "pattern"))
    for entry in new:
        entry.added_at = now
    made += len(ListEntry.objects.bulk_create(new, batch_size=500))
    return Ruleset.objects.create(made_at=now) if made else None


def _check_classes(row: ListEntry) -> None:
    """Raise UnknownClass where an entry names a class that its language has not; one for all languages may have any."""
    is_any = row.kind == ListKind.COMBINATIONS and row.language == EVERY_LANGUAGE
    spoken = {one.name for one in current().classes if is_any or one.language in (row.language, EVERY_LANGUAGE)}
    if unknown := set(NAMED.findall(row.pattern)) - spoken:
        raise UnknownClass(", ".join(sorted(unknown)))


def _read(name: str, row: dict[str, Any]) -> screening.Threshold:  # a table of TOML
    lowest, highest = row["range"]
    return screening.Threshold(name, row["default"], row["default"], lowest, highest, row["description"])


def warmed(settings: Settings, languages: Iterable[str]) -> Settings:
    """Screen a sentence in each language: what is compiled or loaded when first needed counts against no comment."""
    for language in languages:
        draft = Draft("Lorem ipsum dolor sit amet, consectetur adipiscing elit.", (language,))
        screening.screen(draft, Facts(), settings)
    return settings


def _new_thresholds(fresh: Settings) -> list[Threshold]:
    known = set(Threshold.objects.values_list("name", flat=True))
    return [
        Threshold(
            name=row.name,
            value=row.value,
            default=row.default,
            lowest=row.lowest,
            highest=row.highest,
            description=row.description,
        )
        for row in fresh.thresholds
        if row.name not in known
    ]


def _new_policy(fresh: Settings) -> list[PolicyRow]:
    known = set(PolicyRow.objects.values_list("kind", flat=True))
    return [
        PolicyRow(
            kind=row.kind,
            ground_id=row.ground,
            action=row.action.word,
            default=row.action.word,
            description=row.description,
        )
        for row in fresh.policy
        if row.kind not in known
    ]


def _new_entries(rows: Iterable[ListEntry]) -> list[ListEntry]:
    """Entries of what ships on lists that have no row yet."""
    there = {_list_of(row) for row in rows}
    if there >= _shipping():
        return []  # most often, and to make them takes a fifth of a second and ten megabytes
    return [entry for entry in _shipped_entries(shipped()) if _list_of(entry) not in there]


@lru_cache(maxsize=1)
def _shipping() -> frozenset[tuple[str, ...]]:
    """Name the lists that ship: to read their classes takes longer than all rows."""
    classes = {(ListKind.CLASSES, one.language, one.name) for one in shipped_classes()}
    return frozenset({(kind,) for kind in ListKind if kind not in (ListKind.CLASSES, SHIPS_EMPTY)} | classes)


def _list_of(row: ListEntry) -> tuple[str, ...]:
    """Name the list that an entry is on; each class of a language is one of its own."""
    is_class = row.kind == ListKind.CLASSES
    return (row.kind, row.language, row.pattern.partition(":")[0].strip()) if is_class else (row.kind,)


def _shipped_entries(fresh: Settings) -> Iterator[ListEntry]:
    for kind, name in ENTRIES.items():
        for entry in getattr(fresh, name):
            yield ListEntry(
                kind=kind,
                pattern=entry.pattern,
                language=entry.language,
                ground_id=entry.ground or None,
                action=entry.action.word,
                severity=entry.severity,
                detail=entry.detail,
                is_quiet=entry.quiet,
                allowed=list(entry.allowed),
                owner=entry.owner,
                why=entry.why,
            )
    for kind, name in HOSTS.items():
        yield from (ListEntry(kind=kind, pattern=host) for host in sorted(getattr(fresh, name)))
    for language, word in sorted(fresh.ordinary):
        yield ListEntry(kind=ListKind.ORDINARY, pattern=word, language=language)
    for kind, name in WRITTEN.items():
        for one in getattr(fresh, name):
            yield ListEntry(kind=kind, pattern=one.written, language=one.language, why=one.why)


def _threshold(row: Threshold) -> screening.Threshold:
    return screening.Threshold(row.name, row.value, row.default, row.lowest, row.highest, row.description)


def _policy_row(row: PolicyRow) -> screening.PolicyRow:
    return screening.PolicyRow(row.kind, row.ground_id, Action.named(row.action), row.description)


def _listed(entries: Iterable[ListEntry], kind: ListKind) -> tuple[Entry, ...]:
    return tuple(_entry(entry) for entry in entries if entry.kind == kind)


def _written(row: ListEntry) -> tuple[str, str]:
    return row.pattern, row.language


def _hosts(entries: Iterable[ListEntry], kind: ListKind) -> frozenset[str]:
    return frozenset(entry.pattern for entry in entries if entry.kind == kind)


def _entry(row: ListEntry) -> Entry:
    return Entry(
        pattern=row.pattern,
        ground=row.ground_id or NO_GROUND,
        action=Action.named(row.action or ScreeningAction.NONE),
        language=row.language,
        severity=row.severity,
        detail=row.detail,
        quiet=row.is_quiet,
        allowed=tuple(row.allowed),
        key=row.pk,
    )
