"""What a newsroom changes about its screening: thresholds, the policy table, lists. A change begins a new ruleset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.models import User
from moderation.actions import policies, trials
from moderation.enums import Status
from moderation.enums.screening import ScreeningAction
from moderation.models import Comment, ListEntry, PolicyRow, Ruleset, Threshold
from moderation.screening import Action, Draft, Facts, Finding, Settings, Verdict, numbers, screen
from moderation.screening.entries import EVERY_LANGUAGE, BadPhrase
from moderation.screening.listed import TAKEN_BACK

#: What an entry would have marked is tried on the newest comments of a month.
TRIED, TRIED_MOST = timedelta(days=30), 2_000


class OutOfRange(ValueError):
    """The threshold cannot be moved that far."""

    def __init__(self, threshold: Threshold) -> None:
        self.threshold = threshold
        super().__init__(f"{threshold.name} lies between {threshold.lowest:g} and {threshold.highest:g}.")


class AlreadyListed(ValueError):
    """The same entry is on the list."""


class NotListed(ValueError):
    """The entry has been taken off already."""


class MatchesNearlyAll(BadPhrase):
    """The entry would mark most comments of its language."""

    def __init__(self, entry: ListEntry, *, marked: int, tried: int) -> None:
        self.marked, self.tried = marked, tried
        super().__init__(entry.pattern)


#: An entry that marks more than this share of at least so many comments marks nearly all.
NEARLY_ALL, FEWEST = 0.5, 30
#: Rules that read the lists.
LISTED = frozenset({"words", "phrases", "links", "together"})
#: Kinds of change, as a ruleset's record names them: (kind, key, before, after).
THRESHOLD, POLICY, ADDED, RETIRED = "threshold", "policy", "added", "retired"
Change = tuple[str, str | int, object, object]


@dataclass(frozen=True)
class Changes:
    """New values of thresholds by name, and new actions by kind of evidence."""

    thresholds: Mapping[str, float] = field(default_factory=dict)
    policy: Mapping[str, str] = field(default_factory=dict)

    @property
    def screened(self) -> "Changes":
        """Leave out the numbers that no screening asks about: nothing can be tried of those."""
        asked = {one.name for one in numbers().thresholds}
        return replace(self, thresholds={name: value for name, value in self.thresholds.items() if name in asked})

    def __bool__(self) -> bool:
        return bool(self.thresholds or self.policy)


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


@dataclass(frozen=True)
class Shift:
    """What changes when entries come and go: comments that lose a mark, and comments that get one."""

    gone: Impact
    new: Impact


def change_threshold(*, threshold: Threshold, value: float, by: User, now: datetime) -> Ruleset | None:
    """Move a threshold; raises OutOfRange."""
    return change(Changes(thresholds={threshold.pk: value}), by=by, now=now)


def change_policy(*, row: PolicyRow, action: ScreeningAction, by: User, now: datetime) -> Ruleset | None:
    """Let one kind of evidence lead to something else."""
    return change(Changes(policy={row.pk: action}), by=by, now=now)


def differing(changes: Changes) -> Changes:
    """Leave out what stands so already."""
    values = dict(Threshold.objects.filter(pk__in=changes.thresholds).values_list("pk", "value"))
    actions = dict(PolicyRow.objects.filter(pk__in=changes.policy).values_list("pk", "action"))
    return Changes(
        thresholds={name: value for name, value in changes.thresholds.items() if values.get(name) != value},
        policy={kind: action for kind, action in changes.policy.items() if actions.get(kind) != action},
    )


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
def put_back_entry(*, entry: ListEntry, by: User, now: datetime) -> Ruleset:
    """Let an entry that was taken off count again. Raises AlreadyListed where it counts, or the same one does."""
    if not let_count_again(ListEntry.objects.filter(pk=entry.pk)):
        raise AlreadyListed(entry.pattern)
    return Ruleset.objects.create(made_at=now, made_by=by, changes=[(ADDED, entry.pk, None, str(entry))])


def let_count_again(entry: QuerySet[ListEntry]) -> int:
    """Put a retired entry back, unless the same has been added anew meanwhile; say how many that were."""
    try:
        with transaction.atomic():
            return entry.filter(retired_at__isnull=False).update(retired_at=None)
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


def shift(*, off: Sequence[ListEntry] = (), on: Sequence[ListEntry] = (), now: datetime) -> Shift:
    """Try last month's comments without the entries `off` and with those `on`: what loses a mark, what gets one."""
    newest, gone, new = _newest(now), [], []
    present, then = policies.current(), trials.with_others(off=off, on=on)
    for one in newest:
        before, after = _places(one, present), _places(one, then)
        gone += [one] if before - after else []
        new += [one] if after - before else []
    return Shift(Impact(len(newest), tuple(gone)), Impact(len(newest), tuple(new)))


def _newest(now: datetime) -> list[Comment]:
    recent = Comment.objects.usable().filter(submitted_at__gt=now - TRIED, erased_at__isnull=True).exclude(body="")
    return list(recent.select_related("article").order_by("-pk")[:TRIED_MOST])


def check_reach(entry: ListEntry, found: Impact, *, now: datetime) -> None:
    """Raise MatchesNearlyAll where an entry would mark most comments of its language."""
    recent = Comment.objects.usable().filter(submitted_at__gt=now - TRIED, erased_at__isnull=True).exclude(body="")
    of_language = {} if entry.language == EVERY_LANGUAGE else {"language": entry.language}
    tried = min(recent.filter(**of_language).count(), found.tried)
    if not found.is_freeing and tried >= FEWEST and len(found.marked) > NEARLY_ALL * tried:
        raise MatchesNearlyAll(entry, marked=len(found.marked), tried=tried)


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
