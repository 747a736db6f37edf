"""Trying many thresholds and policies together before they count (C82)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from moderation import headings
from moderation.actions.tuning import Changes
from moderation.descriptions import check_of, of_evidence, of_threshold, plain
from moderation.enums.screening import POLICY_ACTIONS, Check
from moderation.forms.tuning import Number
from moderation.models import PolicyRow, Threshold
from moderation.replay import Replay
from moderation.screening import numbers

SALT = "moderation.what_if"


@dataclass(frozen=True)
class Group:
    """What one check goes by."""

    title: str
    fields: list[forms.BoundField]
    #: Whether somebody has changed something in it, or something is wrong.
    is_open: bool


def field_of(prefix: str, name: str) -> str:
    """Name the field of a threshold or a kind of evidence, so that its name may stand in an id."""
    return re.sub(r"[^\w-]", "-", f"{prefix}-{name}")


class WhatIfForm(forms.Form):
    """Every number and policy of the screening as it is now; what somebody changes is tried."""

    #: What has been tried of the month, signed, to go on with the older comments.
    so_far = forms.CharField(required=False, widget=forms.HiddenInput)
    #: Which changes the page shows the effect of.
    tried = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # as Form takes them
        screening = [one.name for one in numbers().thresholds]
        #: By the name of their field.
        self.thresholds = {field_of("threshold", row.pk): row for row in Threshold.objects.filter(pk__in=screening)}
        self.policy = {field_of("policy", row.pk): row for row in PolicyRow.objects.all()}
        self.fields |= {name: _number(row) for name, row in self.thresholds.items()}
        self.fields |= {name: _action(row) for name, row in self.policy.items()}

    def groups(self) -> Iterator[Group]:
        """Return the fields by the check that goes by them, in the order of the checks; first what all go by."""
        every = [(check_of(row.pk), name) for rows in (self.thresholds, self.policy) for name, row in rows.items()]
        for check in (None, *Check):
            names = [name for of, name in every if of == check]
            fields = [self[name] for name in names]
            if fields:
                is_open = not {*names}.isdisjoint((*self.errors, *self.changed))
                yield Group(capfirst(check.label) if check else _("All checks"), fields, is_open)

    @property
    def changed(self) -> list[str]:
        """Name the fields that somebody changed."""
        return self.changed_data if self.is_bound else []

    @property
    def is_tried(self) -> bool:
        """Say whether the page showed what these very changes do."""
        return bool(self.cleaned_data["tried"] == self.mark)

    @property
    def mark(self) -> str:
        """Name these changes, for the page to send back."""
        return str(_named(self.changes()))

    def taken_up(self) -> Replay | None:
        """Return what has been tried of these very changes."""
        try:
            kept = signing.loads(self.cleaned_data["so_far"], salt=SALT)
        except signing.BadSignature:
            return None
        return Replay.taken_up(kept["result"]) if kept["of"] == _named(self.changes()) else None

    def keep(self, result: Replay) -> str:
        """Write down what has been tried, for the page to send back."""
        return signing.dumps({"of": _named(self.changes()), "result": result.written()}, salt=SALT, compress=True)

    def changes(self) -> Changes:
        """Return what differs from what counts now."""
        said = self.cleaned_data
        return Changes(
            thresholds={row.pk: said[name] for name, row in self.thresholds.items() if said[name] != row.value},
            policy={row.pk: said[name] for name, row in self.policy.items() if said[name] != row.action},
        )


def _number(row: Threshold) -> forms.Field:
    """Ask for a threshold, with what it is now and how far it goes beside it."""
    span = {name: plain(getattr(row, name)) for name in ("value", "lowest", "highest", "default")}
    told = _("Now %(value)s; from %(lowest)s to %(highest)s, as it ships %(default)s.") % span
    return Number(
        label=of_threshold(row.name, row.description),
        initial=row.value,
        min_value=row.lowest,
        max_value=row.highest,
        help_text=told,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )


def _action(row: PolicyRow) -> forms.Field:
    """Ask what evidence leads to, with what it does now and the ground that it speaks for beside it."""
    now, default = row.get_action_display(), row.get_default_display()
    told = _("Now: %(action)s. As it ships: %(default)s.") % {"action": now, "default": default}
    return forms.ChoiceField(
        label=of_evidence(row.kind, row.description),
        initial=row.action,
        choices=POLICY_ACTIONS,
        help_text=f"{headings.headed(row.ground_id, timezone.now())} · {told}" if row.ground_id else told,
    )


def _named(changes: Changes) -> list[Any]:  # JSON
    """Name changes: which values were tried, for what has been tried of others says nothing about these."""
    return [sorted(map(list, values.items())) for values in (changes.thresholds, changes.policy)]
