"""Leaving a dead link as it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Link


class LeaveForm(forms.Form):
    """Asks why."""

    reason = forms.CharField(
        label=_("Why is it left as it is?"),
        help_text=_("As “the report is about that page, which is gone”. It stands in the log."),
        max_length=Link.LONGEST_REASON,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
    )
