"""Why a comment is an editor's choice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Choice


class ChoiceForm(forms.Form):
    """One line for readers, about the text that was read."""

    why = forms.CharField(
        label=_("Why?"),
        max_length=Choice._meta.get_field("why").max_length,
        help_text=_("One line that readers see beside the comment."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
