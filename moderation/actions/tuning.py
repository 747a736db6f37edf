"""What a newsroom changes about its screening: thresholds, the policy table, lists. A change begins a new ruleset."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.models import User
from moderation.actions import policies, trials
from moderation.enums import ScreeningAction, Status
from moderation.models import Comment, ListEntry, PolicyRow, Ruleset, Threshold
from moderation.screening import Action, Draft, Facts, Finding, Settings, Verdict, screen
from moderation.screening.entries import EVERY_LANGUAGE, BadPhrase
from moderation.screening.listed import TAKEN_BACK

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


class NotTakenBack(ValueError):
    """What was learned is not unlearned by taking a change back."""


class AlreadyListed(ValueError):
    """The same entry is on the list."""


class NotListed(ValueError):
    """The entry has been taken off already."""


class MatchesNearlyAll(BadPhrase):
    """The entry would mark most comments of its language."""


#: An entry that marks more than this share of at least so many comments marks nearly all.
NEARLY_ALL, FEWEST = 0.5, 30
#: Rules that read the lists.
LISTED = frozenset({"words", "phrases", "links", "together"})
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
    #: Whether the entries take marks off rather than set them.
    is_freeing: bool = False

    @property
    def removed(self) -> int:
        """How many of the marked people removed."""
        return sum(comment.status == Status.REMOVED for comment in self.marked)


def change_threshold(*, threshold: Threshold, value: float, by: User, now: datetime) -> Ruleset | None:
    """Move a threshold; raises OutOfRange."""
    return change(Changes(thresholds={threshold.pk: value}), by=by, now=now)


def change_policy(*, row: PolicyRow, action: ScreeningAction, by: User, now: datetime) -> Ruleset | None:
    """Let one kind of evidence lead to something else."""
    return change(Changes(policy={row.pk: action}), by=by, now=now)


@transaction.atomic
def change(changes: Changes, *, by: User | None, now: datetime) -> Ruleset | None:
    """Move thresholds and policies together, as one ruleset; none where all of them stand so already.

    `by` is None where a duty does it. Raises OutOfRange.
    """
    made: list[Change] = []
    for row in Threshold.objects.select_for_update().filter(pk__in=changes.thresholds):
        value = changes.thresholds[row.pk]
        if not row.lowest <= value <= row.highest:
            raise OutOfRange(row)
        if value == row.value:
            continue
        made.append((THRESHOLD, row.pk, row.value, value))
        Threshold.objects.filter(pk=row.pk).update(value=value, changed_at=now, changed_by=by)
    for policy in PolicyRow.objects.select_for_update().filter(pk__in=changes.policy):
        action = changes.policy[policy.pk]
        if action == policy.action:
            continue
        made.append((POLICY, policy.pk, policy.action, action))
        PolicyRow.objects.filter(pk=policy.pk).update(action=action, changed_at=now, changed_by=by)
    return Ruleset.objects.create(made_at=now, made_by=by, changes=made) if made else None


@transaction.atomic
def add_entry(*, entry: ListEntry, by: User, now: datetime) -> ListEntry:
    """Put an entry on its list; raises BadPhrase where the pattern means nothing or everything, and AlreadyListed."""
    policies.check_entry(entry)
    entry.added_at, entry.added_by = now, by
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        raise AlreadyListed(entry.pattern) from None
    Ruleset.objects.create(made_at=now, made_by=by, changes=[(ADDED, entry.pk, None, str(entry))])
    return entry


@transaction.atomic
def retire_entry(*, entry: ListEntry, by: User, now: datetime) -> Ruleset:
    """Take an entry off its list. It stays in the records, and can be added again. Raises NotListed."""
    if not ListEntry.objects.filter(pk=entry.pk, retired_at__isnull=True).update(retired_at=now):
        raise NotListed(entry.pattern)
    return Ruleset.objects.create(made_at=now, made_by=by, changes=[(RETIRED, entry.pk, str(entry), None)])


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
            raise ChangedSince(str(key if kind in (THRESHOLD, POLICY) else after or before))
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
    """Try entries on last month's comments, without the other lists (C90). Raises BadPhrase as `add_entry` does.

    What takes marks off is tried beside all lists.
    """
    for entry in entries:
        policies.check_entry(entry)
    newest = _newest(now)
    if entries and all(map(trials.is_freeing, entries)):
        present, freed = policies.current(), trials.with_freed(*entries)
        less = (one for one in newest if _places(one, present) - _places(one, freed))
        return Impact(len(newest), tuple(less), is_freeing=True)
    alone, nothing = replace(trials.with_only(*entries), ruleset="tried"), trials.with_only()
    # what the rules mark without any list is not the entries' doing
    marked = (one for one in newest if _is_marked(one, alone) and _places(one, alone) - _places(one, nothing))
    return Impact(len(newest), tuple(marked))


def loss(*entries: ListEntry, now: datetime) -> Impact:
    """Try last month's comments without these entries: what would be marked no more, or, of what frees, again."""
    newest = _newest(now)
    present, less = policies.current(), trials.without(*entries)
    if all(map(trials.is_freeing, entries)):
        again = (one for one in newest if _places(one, less) - _places(one, present))
        return Impact(len(newest), tuple(again), is_freeing=True)
    return Impact(len(newest), tuple(one for one in newest if _places(one, present) - _places(one, less)))


def _newest(now: datetime) -> list[Comment]:
    recent = Comment.objects.filter(submitted_at__gt=now - TRIED, erased_at__isnull=True).exclude(body="")
    return list(recent.select_related("article").order_by("-pk")[:TRIED_MOST])


def check_reach(entry: ListEntry, found: Impact, *, now: datetime) -> None:
    """Raise MatchesNearlyAll where an entry would mark most comments of its language."""
    recent = Comment.objects.filter(submitted_at__gt=now - TRIED, erased_at__isnull=True).exclude(body="")
    of_language = {} if entry.language == EVERY_LANGUAGE else {"language": entry.language}
    tried = min(recent.filter(**of_language).count(), found.tried)
    if not found.is_freeing and tried >= FEWEST and len(found.marked) > NEARLY_ALL * tried:
        raise MatchesNearlyAll(entry.pattern)


def _places(comment: Comment, settings: Settings) -> set[tuple[object, ...]]:
    """Name what lists and links mark in a comment, and where."""
    verdict = screen(Draft(comment.body, (comment.language,)), Facts(), settings)
    return {(one.rule, one.ground, one.start, one.end, one.action, one.detail) for one in _listed(verdict)}


def _is_marked(comment: Comment, settings: Settings) -> bool:
    verdict = screen(Draft(comment.body, (comment.language,)), Facts(), settings)
    found = _listed(verdict)
    return any(one.detail.endswith(TAKEN_BACK) for one in found) if settings.excuses else bool(found)


def _listed(verdict: Verdict) -> list[Finding]:
    """Return what the lists mark; words that weigh little together only order the queue."""
    found = [one for one in verdict.findings if one.rule in LISTED]
    return [one for one in found if one.rule != "together" or one.action > Action.NONE]
