"""How the public log is narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.forms.decision import GroundField
from moderation.models import Ground

LARGEST = 2**63 - 1


class LogForm(forms.Form):
    """A ground, or the reference of a statement of reasons; and behind which row the page goes on."""

    ground = GroundField(Ground.objects.all(), label=_("Ground"), empty_label=_("all grounds"), required=False)
    reference = forms.CharField(
        label=_("Reference of your statement of reasons"),
        help_text=_("It begins with S and stands in the letter. Only whoever has the letter knows it."),
        max_length=16,
        required=False,
    )
    before = forms.IntegerField(min_value=1, max_value=LARGEST, required=False, widget=forms.HiddenInput)

    def clean_reference(self) -> str:
        """Read it as it was copied."""
        return str(self.cleaned_data["reference"]).strip().upper()
