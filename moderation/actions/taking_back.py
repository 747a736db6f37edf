"""Taking changes of the screening back: what it would come to, and doing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from moderation.actions import tuning
from moderation.actions.tuning import ADDED, POLICY, RETIRED, THRESHOLD, Change, Changes
from moderation.models import ListEntry, PolicyRow, Ruleset, Threshold

#: As which kind of change each one is taken back.
BACK = {THRESHOLD: THRESHOLD, POLICY: POLICY, ADDED: RETIRED, RETIRED: ADDED}
LISTED = "listed"


class ChangedSince(ValueError):
    """What is to be taken back has been changed again meanwhile."""

    def __init__(self, change: Change) -> None:
        self.change = change
        super().__init__(f"{change[1]} has been changed since.")


class NotTakenBack(ValueError):
    """What was learned is not unlearned by taking a change back."""


@dataclass(frozen=True)
class Return:
    """What it comes to when changes are taken back."""

    #: By kind and key: what stands now, and what would. Of an entry: whether it counts.
    rows: Mapping[tuple[str, str | int], tuple[Any, Any]] = field(default_factory=dict)

    @property
    def changes(self) -> Changes:
        """Return the numbers and policies that would be others."""
        return Changes(thresholds=self._others(THRESHOLD), policy=self._others(POLICY))

    @property
    def off(self) -> list[ListEntry]:
        """Return the entries that would be taken off."""
        return self._entries(is_counting=False)

    @property
    def on(self) -> list[ListEntry]:
        """Return the entries that would be put back."""
        return self._entries(is_counting=True)

    def _others(self, kind: str) -> dict[str, Any]:
        return {str(key): then for (of, key), (now, then) in self.rows.items() if of == kind and now != then}

    def _entries(self, *, is_counting: bool) -> list[ListEntry]:
        keys = [
            key for (of, key), (now, then) in self.rows.items() if of == LISTED and now != then and then == is_counting
        ]
        return list(ListEntry.objects.filter(pk__in=keys).order_by("pk"))


def foreseen(*, ruleset: Ruleset, after: Return) -> Return:
    """Say what it comes to when a ruleset is taken back after others; raises as `revert` does."""
    rows = dict(after.rows)
    for kind, key, before, since in ruleset.changes:
        if kind not in BACK:
            raise NotTakenBack(kind)
        is_number = kind in (THRESHOLD, POLICY)
        place = (kind if is_number else LISTED, key)
        then, expected = (before, since) if is_number else (kind == RETIRED, kind == ADDED)
        now, standing = rows[place] if place in rows else (_standing(*place),) * 2
        if standing != expected or (kind == RETIRED and _is_listed_anew(key, rows)):
            raise ChangedSince((kind, key, before, since))
        rows[place] = (now, then)
    return Return(rows)


@transaction.atomic
def revert(*, ruleset: Ruleset, by: User, now: datetime) -> Ruleset:
    """Take back what a ruleset changed; raises ChangedSince, and changes nothing, where it has been changed again.

    Raises NotTakenBack for a training.
    """
    made: list[Change] = []
    for kind, key, before, after in ruleset.changes:
        if kind not in BACK:
            raise NotTakenBack(kind)
        if not _take_back(kind, key, before, after, by=by, now=now):
            raise ChangedSince((kind, key, before, after))
        made.append((BACK[kind], key, after, before))
    return Ruleset.objects.create(made_at=now, made_by=by, changes=made)


def _take_back(kind: str, key: str | int, before: Any, after: Any, *, by: User, now: datetime) -> bool:  # noqa: ANN401 # JSON
    """Put one row back as it was; say whether it still stood as the change had left it."""
    changed = {"changed_at": now, "changed_by": by}
    match kind:
        case "threshold":
            found = Threshold.objects.filter(pk=key, value=after).update(value=before, **changed)
        case "policy":
            found = PolicyRow.objects.filter(pk=key, action=after).update(action=before, **changed)
        case "added":
            found = ListEntry.objects.filter(pk=key, retired_at__isnull=True).update(retired_at=now)
        case _:
            found = tuning.let_count_again(ListEntry.objects.filter(pk=key))
    return bool(found)


def _standing(kind: str, key: str | int) -> Any:  # noqa: ANN401 # as above
    """Return what a row says now; None where there is none."""
    match kind:
        case "threshold":
            return next(iter(Threshold.objects.filter(pk=key).values_list("value", flat=True)), None)
        case "policy":
            return next(iter(PolicyRow.objects.filter(pk=key).values_list("action", flat=True)), None)
        case _:
            return ListEntry.objects.filter(pk=key, retired_at__isnull=True).exists()


def _is_listed_anew(key: str | int, rows: Mapping[tuple[str, str | int], tuple[Any, Any]]) -> bool:
    """Say whether the same entry stands on the list under another key, and would stay there."""
    entry = ListEntry.objects.get(pk=key)
    same = ListEntry.objects.filter(
        kind=entry.kind, language=entry.language, pattern=entry.pattern, retired_at__isnull=True
    )
    gone = [key for (of, key), (_now, then) in rows.items() if of == LISTED and then is False]
    return same.exclude(pk__in=[entry.pk, *gone]).exists()
