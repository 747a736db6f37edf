"""What a newsroom changes about its screening: thresholds, the policy table, lists. A change begins a new ruleset."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from accounts.models import User
from moderation.actions import policies
from moderation.enums import ScreeningAction, Status
from moderation.models import Comment, ListEntry, PolicyRow, Ruleset, Threshold
from moderation.screening import Draft, Facts, screen

#: What an entry would have marked is tried on the newest comments of a month.
TRIED, TRIED_MOST = timedelta(days=30), 2_000


class OutOfRange(ValueError):
    """The threshold cannot be moved that far."""

    def __init__(self, threshold: Threshold) -> None:
        self.threshold = threshold
        super().__init__(f"{threshold.name} lies between {threshold.lowest:g} and {threshold.highest:g}.")


@dataclass(frozen=True)
class Impact:
    """What an entry would have marked among so many comments, and what has become of those."""

    tried: int
    marked: int
    removed: int


@transaction.atomic
def change_threshold(*, threshold: Threshold, value: float, by: User, now: datetime) -> Ruleset:
    """Move a threshold; raises OutOfRange."""
    if not threshold.lowest <= value <= threshold.highest:
        raise OutOfRange(threshold)
    Threshold.objects.filter(pk=threshold.pk).update(value=value, changed_at=now, changed_by=by)
    return Ruleset.objects.create(made_at=now, made_by=by)


@transaction.atomic
def change_policy(*, row: PolicyRow, action: ScreeningAction, by: User, now: datetime) -> Ruleset:
    """Let one kind of evidence lead to something else."""
    PolicyRow.objects.filter(pk=row.pk).update(action=action, changed_at=now, changed_by=by)
    return Ruleset.objects.create(made_at=now, made_by=by)


@transaction.atomic
def add_entry(*, entry: ListEntry, by: User, now: datetime) -> ListEntry:
    """Put an entry on its list; raises BadPhrase where the pattern means nothing or everything."""
    policies.check_entry(entry)
    entry.added_at, entry.added_by = now, by
    entry.save(force_insert=True)
    Ruleset.objects.create(made_at=now, made_by=by)
    return entry


@transaction.atomic
def retire_entry(*, entry: ListEntry, by: User, now: datetime) -> Ruleset:
    """Take an entry off its list. It stays in the records, and can be added again."""
    ListEntry.objects.filter(pk=entry.pk, retired_at__isnull=True).update(retired_at=now)
    return Ruleset.objects.create(made_at=now, made_by=by)


@transaction.atomic
def restore_defaults(*, by: User, now: datetime) -> Ruleset:
    """Put every threshold and every policy back to what ships."""
    Threshold.objects.exclude(value=F("default")).update(value=F("default"), changed_at=now, changed_by=by)
    PolicyRow.objects.exclude(action=F("default")).update(action=F("default"), changed_at=now, changed_by=by)
    return Ruleset.objects.create(made_at=now, made_by=by)


def impact(entry: ListEntry, *, now: datetime) -> Impact:
    """Try an entry on last month's comments, alone. Raises BadPhrase as `add_entry` does."""
    policies.check_entry(entry)
    alone = policies.with_only(entry)
    recent = Comment.objects.filter(submitted_at__gt=now - TRIED, erased_at__isnull=True).exclude(body="")
    outcomes: Counter[str] = Counter()
    tried = 0
    for language, body, status in recent.order_by("-pk").values_list("language", "body", "status")[:TRIED_MOST]:
        tried += 1
        verdict = screen(Draft(body, (language,)), Facts(), replace(alone, ruleset="tried"))
        listed = any(found.rule in ("words", "phrases", "links") for found in verdict.findings)
        outcomes[status] += listed
    return Impact(tried, outcomes.total(), outcomes[Status.REMOVED])
