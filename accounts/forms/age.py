"""How old somebody is, asked before they consent: compared, and forgotten (GDPR Art. 8(1), V52)."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import ages
from accounts.enums import Country

#: Nobody is older, in years.
OLDEST = 130


class UnderAge(Exception):
    """Whoever filled in a form is too young to consent alone in their country."""


class BirthDateField(forms.DateField):
    """Asked without a default, and without a word on which answer passes."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Date of birth"),
            help_text=_(
                "The law on the protection of children’s data has us ask (GDPR Art. 8). Date and country are compared "
                "and not stored."
            ),
            error_messages={"required": _("Enter your date of birth.")},
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
        )

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not 0 <= ages.years(value, timezone.localdate()) <= OLDEST:
            raise ValidationError(_("Nobody was born on this day. Check the year."))


class CountryField(forms.ChoiceField):
    """The countries of the table, by their names in the reader's language; the last is for all others."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Country where you live"),
            choices=_countries,
            error_messages={"required": _("Choose the country where you live.")},
            widget=forms.Select(attrs={"autocomplete": "country"}),
        )


class AgeForm(forms.Form):
    """Asks how old somebody is, below all else, where it is to be asked (`asks_age`).

    `age_met` is the age of consent that the answer reaches, None where nothing was asked; the answer itself is in no
    cleaned data. Validation raises UnderAge, whatever else is wrong with the form: whoever was refused does not get
    to try another date.
    """

    age_met: int | None = None

    def __init__(self, *args: Any, asks_age: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_age = asks_age
        if asks_age:
            self.fields |= {"birth_date": BirthDateField(), "country": CountryField()}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        born, country = said.pop("birth_date", None), said.pop("country", None)
        if born and country:
            self.age_met = ages.threshold(Country(country))
            if ages.years(born, timezone.localdate()) < self.age_met:
                raise UnderAge
        return said


def _countries() -> list[tuple[str, str]]:
    named = sorted(((one.value, str(one.label)) for one in Country if one != Country.OTHER), key=_by_letter)
    return [("", gettext("Choose a country")), *named, (Country.OTHER.value, str(Country.OTHER.label))]


def _by_letter(choice: tuple[str, str]) -> str:
    """Let Österreich stand among the O."""
    return unicodedata.normalize("NFKD", choice[1]).casefold()
