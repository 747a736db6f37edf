"""What a member changes about the account."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.registration import NameField, free_name
from accounts.models import User


class ProfileForm(forms.Form):
    """Public name, and the language of letters."""

    name = NameField()
    language = forms.ChoiceField(
        label=_("Language"), help_text=_("Letters reach you in this language."), choices=settings.LANGUAGES
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": person.name, "language": person.language}
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if self.person.badges and name != self.person.name:
            said = _("A badge of the newsroom vouches for this name. Ask the newsroom to take it back first.")
            raise ValidationError(said)
        return name if name == self.person.name else free_name(name, self.person)
