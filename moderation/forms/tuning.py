"""Trying words, texts and single changes of the screening before they count."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from moderation.actions import policies
from moderation.enums.screening import ListKind, ScreeningAction
from moderation.models import ListEntry
from moderation.screening.entries import EVERY_LANGUAGE, BadPhrase


class TriedForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """What is tried on last month's comments first, and counts when it is sent again unchanged (C90)."""

    tried = forms.CharField(required=False, widget=forms.HiddenInput)
    #: Whether the page shows what it would do: nothing is wrong then, though the form is not saved.
    is_shown_first = False

    def is_tried(self, mark: str) -> bool:
        """Say whether this very thing was tried; the form takes note that it has been now."""
        if self.cleaned_data.get("tried") == mark:
            return True
        self.is_shown_first = True
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("tried")] = mark
        self.data = data
        return False


class Number(forms.FloatField):
    """A number, written without decimals that say nothing."""

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 # Django's signature
        return f"{value:g}" if isinstance(value, float) else value


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
