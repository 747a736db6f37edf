"""The form with which a person deletes the account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import TextsAtErasure


class ClosingForm(forms.Form):
    """What becomes of the texts, and that it is meant. When, is which button is pressed."""

    texts = forms.ChoiceField(
        label=_("Your comments"),
        choices=TextsAtErasure.choices,
        initial=TextsAtErasure.ERASE,
        widget=forms.RadioSelect,
    )
    is_meant = forms.BooleanField(
        label=_("Yes, delete my account"),
        error_messages={"required": _("Tick the box to say that you mean it.")},
    )

    def clean_texts(self) -> TextsAtErasure:
        return TextsAtErasure(self.cleaned_data["texts"])
