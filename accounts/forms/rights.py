"""What a member asks about their data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Right


class AskForm(forms.Form):
    kind = forms.ChoiceField(label=_("What do you ask?"), choices=Right.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your words"),
        help_text=_("Say which data you mean, and what is to be done. No reasons are needed."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say in a few words what you ask.")},
    )

    def clean_kind(self) -> Right:
        return Right(self.cleaned_data["kind"])
