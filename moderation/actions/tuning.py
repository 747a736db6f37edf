"""What a newsroom changes about its screening: thresholds, the policy table, lists. A change begins a new ruleset."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.models import User
from moderation.actions import policies
from moderation.enums import ScreeningAction, Status
from moderation.models import Comment, ListEntry, PolicyRow, Ruleset, Threshold
from moderation.screening import Draft, Facts, Settings, screen

#: What an entry would have marked is tried on the newest comments of a month.
TRIED, TRIED_MOST = timedelta(days=30), 2_000


class OutOfRange(ValueError):
    """The threshold cannot be moved that far."""

    def __init__(self, threshold: Threshold) -> None:
        self.threshold = threshold
        super().__init__(f"{threshold.name} lies between {threshold.lowest:g} and {threshold.highest:g}.")


class ChangedSince(ValueError):
    """What is to be taken back has been changed again meanwhile."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"{what} has been changed since.")


#: Kinds of change, as a ruleset's record names them: (kind, key, before, after).
THRESHOLD, POLICY, ADDED, RETIRED = "threshold", "policy", "added", "retired"
BACK = {THRESHOLD: THRESHOLD, POLICY: POLICY, ADDED: RETIRED, RETIRED: ADDED}
Change = tuple[str, str | int, object, object]


@dataclass(frozen=True)
class Changes:
    """New values of thresholds by name, and new actions by kind of evidence."""

    thresholds: Mapping[str, float] = field(default_factory=dict)
    policy: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Impact:
    """What entries would have marked among so many comments."""

    tried: int
    marked: tuple[Comment, ...]

    @property
    def removed(self) -> int:
        """How many of the marked people removed."""
        return sum(comment.status == Status.REMOVED for comment in self.marked)


def change_threshold(*, threshold: Threshold, value: float, by: User, now: datetime) -> Ruleset:
    """Move a threshold; raises OutOfRange."""
    return change(Changes(thresholds={threshold.pk: value}), by=by, now=now)


def change_policy(*, row: PolicyRow, action: ScreeningAction, by: User, now: datetime) -> Ruleset:
    """Let one kind of evidence lead to something else."""
    return change(Changes(policy={row.pk: action}), by=by, now=now)


@transaction.atomic
def change(changes: Changes, *, by: User | None, now: datetime) -> Ruleset:
    """Move thresholds and policies together, as one ruleset; `by` is None where a duty does it. Raises OutOfRange."""
    made: list[Change] = []
    for row in Threshold.objects.select_for_update().filter(pk__in=changes.thresholds):
        value = changes.thresholds[row.pk]
        if not row.lowest <= value <= row.highest:
            raise OutOfRange(row)
        made.append((THRESHOLD, row.pk, row.value, value))
        Threshold.objects.filter(pk=row.pk).update(value=value, changed_at=now, changed_by=by)
    for policy in PolicyRow.objects.select_for_update().filter(pk__in=changes.policy):
        action = changes.policy[policy.pk]
        made.append((POLICY, policy.pk, policy.action, action))
        PolicyRow.objects.filter(pk=policy.pk).update(action=action, changed_at=now, changed_by=by)
    return Ruleset.objects.create(made_at=now, made_by=by, changes=made)


@transaction.atomic
def add_entry(*, entry: ListEntry, by: User, now: datetime) -> ListEntry:
    """Put an entry on its list; raises BadPhrase where the pattern means nothing or everything."""
    policies.check_entry(entry)
    entry.added_at, entry.added_by = now, by
    entry.save(force_insert=True)
    Ruleset.objects.create(made_at=now, made_by=by, changes=[(ADDED, entry.pk, None, str(entry))])
    return entry


@transaction.atomic
def retire_entry(*, entry: ListEntry, by: User, now: datetime) -> Ruleset:
    """Take an entry off its list. It stays in the records, and can be added again."""
    ListEntry.objects.filter(pk=entry.pk, retired_at__isnull=True).update(retired_at=now)
    return Ruleset.objects.create(made_at=now, made_by=by, changes=[(RETIRED, entry.pk, str(entry), None)])


@transaction.atomic
def revert(*, ruleset: Ruleset, by: User, now: datetime) -> Ruleset:
    """Take back what a ruleset changed; raises ChangedSince, and changes nothing, where it has been changed again."""
    made: list[Change] = []
    for kind, key, before, after in ruleset.changes:
        if not _take_back(kind, key, before, after, by=by, now=now):
            raise ChangedSince(str(after or before))
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
            found = _put_back(ListEntry.objects.filter(pk=key, retired_at__isnull=False))
    return bool(found)


def _put_back(entry: QuerySet[ListEntry]) -> int:
    """Let a retired entry count again, unless the same has been added anew meanwhile."""
    try:
        with transaction.atomic():
            return entry.update(retired_at=None)
    except IntegrityError:
        return 0


def impact(*entries: ListEntry, now: datetime) -> Impact:
    """Try entries on last month's comments, without the other lists (C90). Raises BadPhrase as `add_entry` does."""
    for entry in entries:
        policies.check_entry(entry)
    alone = replace(policies.with_only(*entries), ruleset="tried")
    recent = Comment.objects.filter(submitted_at__gt=now - TRIED, erased_at__isnull=True).exclude(body="")
    newest = list(recent.select_related("article").order_by("-pk")[:TRIED_MOST])
    return Impact(len(newest), tuple(comment for comment in newest if _is_marked(comment, alone)))


def _is_marked(comment: Comment, settings: Settings) -> bool:
    verdict = screen(Draft(comment.body, (comment.language,)), Facts(), settings)
    return any(found.rule in ("words", "phrases", "links") for found in verdict.findings)
