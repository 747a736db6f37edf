"""Trying other thresholds and policies before they count."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from moderation import descriptions
from moderation.actions import policies
from moderation.actions.tuning import Changes
from moderation.enums import POLICY_ACTIONS, ListKind, ScreeningAction
from moderation.models import ListEntry, PolicyRow, Threshold
from moderation.screening import numbers
from moderation.screening.entries import BadPhrase


class TryForm(forms.Form):
    """A text to be screened, or lines to be tried as entries of a list (C90)."""

    text = forms.CharField(
        label=_("A text"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )
    lines = forms.CharField(
        label=_("Words or phrases"),
        required=False,
        max_length=20_000,
        help_text=_("One on each line. A line of several words is a phrase."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def clean_lines(self) -> list[ListEntry]:
        """Read each line as an entry, and say which cannot be read."""
        written = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        entries = [
            ListEntry(
                kind=ListKind.PHRASES if " " in line else ListKind.WORDS,
                pattern=line,
                language=self.data.get("language", ""),
                action=ScreeningAction.FLAG,
            )
            for line in written
        ]
        for entry in entries:
            try:
                policies.check_entry(entry)
            except BadPhrase as bad:
                said = _("“%(line)s” cannot be read, or it would match everything.") % {"line": entry.pattern}
                raise ValidationError(said) from bad
        return entries


class WhatIfForm(forms.Form):
    """Every number and policy of the screening as it is now; what somebody changes is tried."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # as Form takes them
        screening = [one.name for one in numbers().thresholds]
        self.thresholds = {row.pk: row for row in Threshold.objects.filter(pk__in=screening)}
        self.policy = {row.pk: row for row in PolicyRow.objects.select_related("ground")}
        for name, row in self.thresholds.items():
            self.fields[f"threshold {name}"] = forms.FloatField(
                label=name,
                initial=f"{row.value:g}",
                min_value=row.lowest,
                max_value=row.highest,
                help_text=descriptions.of_threshold(name, row.description),
                widget=forms.NumberInput(attrs={"step": "any"}),
            )
        for kind, policy in self.policy.items():
            self.fields[f"policy {kind}"] = forms.ChoiceField(
                label=kind,
                initial=policy.action,
                choices=POLICY_ACTIONS,
                help_text=descriptions.of_evidence(kind, policy.description),
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
