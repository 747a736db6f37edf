"""Trying other thresholds and policies before they count."""

from django import forms

from moderation.actions.tuning import Changes
from moderation.enums import ScreeningAction
from moderation.models import PolicyRow, Threshold
from moderation.screening import fresh


class WhatIfForm(forms.Form):
    """Every number and policy of the screening as it is now; what somebody changes is tried."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # as Form takes them
        screening = [one.name for one in fresh().thresholds]
        self.thresholds = {row.pk: row for row in Threshold.objects.filter(pk__in=screening)}
        self.policy = {row.pk: row for row in PolicyRow.objects.select_related("ground")}
        for name, row in self.thresholds.items():
            self.fields[f"threshold {name}"] = forms.FloatField(
                label=name,
                initial=row.value,
                min_value=row.lowest,
                max_value=row.highest,
                help_text=row.description,
                widget=forms.NumberInput(attrs={"step": "any"}),
            )
        for kind, policy in self.policy.items():
            self.fields[f"policy {kind}"] = forms.ChoiceField(
                label=kind, initial=policy.action, choices=ScreeningAction, help_text=policy.description
            )

    def group(self, prefix: str) -> list[forms.BoundField]:
        """Return the fields of one kind, for the page."""
        return [self[name] for name in self.fields if name.startswith(f"{prefix} ")]

    def changes(self) -> Changes:
        """Return what differs from what counts now."""
        said = self.cleaned_data
        return Changes(
            thresholds={
                name: said[f"threshold {name}"]
                for name, row in self.thresholds.items()
                if said[f"threshold {name}"] != row.value
            },
            policy={
                kind: said[f"policy {kind}"]
                for kind, row in self.policy.items()
                if said[f"policy {kind}"] != row.action
            },
        )
