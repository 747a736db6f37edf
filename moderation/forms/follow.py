"""What a reader fills in who wants to follow a discussion."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.forms.age import AgeForm
from articles.subscribing.form import AddressForm
from moderation.enums import Pace


class PaceForm(AgeForm):
    """How often."""

    pace = forms.ChoiceField(
        label=_("How often?"),
        help_text=_("At once: one letter in ten minutes at most, with all that came meanwhile."),
        choices=[(one.value, capfirst(one.label)) for one in Pace],
        widget=forms.RadioSelect,
    )


class FollowForm(AddressForm, PaceForm):
    """How often, and where the letters go."""

    field_order = ("address", "pace", "post_token")
