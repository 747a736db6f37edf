"""What a reader who searches fills in. Whatever is sent is an answer or a word beside its field, never an error."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.paper import EditionFace
from articles.search.finding import Asked
from articles.search.questions import LONGEST

#: Days that a reader may name: those that every time zone and database can tell.
_SENSIBLE = [MinValueValidator(date(1600, 1, 1)), MaxValueValidator(date(2999, 12, 31))]


class Day(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SearchForm(forms.Form):
    """What to look for in an edition, and where."""

    q = forms.CharField(
        label=_("Words"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search", "autocapitalize": "off"}),
        help_text=_(
            "Quotation marks keep words together, a minus sign before a word leaves it out, an asterisk at its end "
            "finds all that begins so."
        ),
    )
    section = forms.ChoiceField(label=_("Section"), required=False)
    byline = forms.CharField(label=_("Author"), required=False, max_length=100)
    tag = forms.CharField(label=_("Tag"), required=False, max_length=100)
    since = forms.DateField(label=_("From the day"), required=False, widget=Day(), validators=_SENSIBLE)
    until = forms.DateField(label=_("To the day"), required=False, widget=Day(), validators=_SENSIBLE)
    after = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput())

    def __init__(self, *args: Any, edition: EditionFace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        field = self.fields["section"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 # declared above
        field.choices = [("", _("All sections")), *((part.slug, part.name) for part in edition.sections)]

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Name the parameters that a page of results depends on."""
        return tuple(cls.base_fields)

    def asked(self) -> Asked:
        """Say what a valid form asks, its days told by the edition's clock."""
        told = self.cleaned_data
        section = next((part.pk for part in self.edition.sections if part.slug == told["section"]), None)
        return Asked(
            typed=told["q"],
            language=self.edition.language,
            section=section,
            byline=told["byline"],
            tag=told["tag"],
            since=_at(told["since"], time.min),
            until=_at(told["until"], time.max),
            after=told["after"],
        )

    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in ("section", "byline", "tag", "since", "until"))


def _at(day: date | None, moment: time) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, moment)) if day else None
