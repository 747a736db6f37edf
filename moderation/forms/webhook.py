"""What an administrator says of a webhook."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.safety.outgoing import is_askable
from moderation.models import WebhookTarget
from moderation.webhooks import Event


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """Where a program is told, and of what."""

    address = forms.URLField(
        label=_("Address"),
        help_text=_("It begins with https:// and stands in the public network. Messages are sent there by POST."),
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField", "dir": "ltr"}),
    )
    events = forms.MultipleChoiceField(
        label=_("It is told that"),
        choices=Event.choices,
        # the admin's own class for a list of choices whose labels take the room they need
        widget=forms.CheckboxSelectMultiple(attrs={"class": "radiolist"}),
    )

    class Meta:
        model = WebhookTarget
        fields = ("name", "address", "events")

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if not is_askable(address):
            raise ValidationError(_("This address is not asked: it is not encrypted, private, or carries a password."))
        return address

    def clean_events(self) -> list[Any]:
        """Keep their order, so that no change is logged where none was made."""
        chosen = self.cleaned_data["events"]
        return [event for event in Event.values if event in chosen]
