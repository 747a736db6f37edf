"""Trying other thresholds and policies before they count."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from moderation import descriptions
from moderation.actions import policies
from moderation.actions.tuning import Changes
from moderation.enums import POLICY_ACTIONS, ListKind, ScreeningAction
from moderation.models import ListEntry, PolicyRow, Threshold
from moderation.replay import Replay
from moderation.screening import numbers
from moderation.screening.entries import EVERY_LANGUAGE, BadPhrase


class TriedForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """What is tried on last month's comments first, and counts when it is sent again unchanged (C90)."""

    tried = forms.CharField(required=False, widget=forms.HiddenInput)

    def is_tried(self, mark: str) -> bool:
        """Say whether this very thing was tried; the form takes note that it has been now."""
        if self.cleaned_data.get("tried") == mark:
            return True
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("tried")] = mark
        self.data = data
        return False


class TryForm(forms.Form):
    """A text to be screened, or lines to be tried as entries of a list (C90)."""

    text = forms.CharField(
        label=_("A text"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"})
    )
    lines = forms.CharField(
        label=_("Words or phrases"),
        required=False,
        max_length=20_000,
        help_text=_("One on each line. A line of several words is a phrase."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"), initial=get_language)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # as Form takes them
        self.fields["language"].choices = _languages()  # type: ignore[attr-defined] # the field's own

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


def _languages() -> list[tuple[str, str]]:
    """Name the languages that there are lists or learned scores of, for this reader."""
    now = policies.current()
    listed = {one.language for one in (*now.words, *now.phrases, *now.excuses)} - {EVERY_LANGUAGE}
    codes = {*listed, *now.heads, *(code for code, _name in settings.LANGUAGES)}
    named = [(code, LANG_INFO[code]["name"] if code in LANG_INFO else code) for code in codes]
    told = [(code, gettext(name)) for code, name in named]
    return [(EVERY_LANGUAGE, gettext("all languages")), *sorted(told, key=lambda pair: pair[1].casefold())]


SALT = "moderation.what_if"


class WhatIfForm(forms.Form):
    """Every number and policy of the screening as it is now; what somebody changes is tried."""

    #: What has been tried of the month, signed, to go on with the older comments.
    so_far = forms.CharField(required=False, widget=forms.HiddenInput)

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


def _named(changes: Changes) -> list[Any]:  # JSON
    """Name changes: which values were tried, for what has been tried of others says nothing about these."""
    return [sorted(map(list, values.items())) for values in (changes.thresholds, changes.policy)]
