"""A setting is changed with a reason, which the log keeps (C32)."""

from collections.abc import Mapping
from types import MappingProxyType

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonedForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """A form of the admin that asks why."""

    #: What it was before, where that is asked before the form is stored.
    before: Mapping[str, object] = MappingProxyType({})

    why = forms.CharField(
        label=_("Why?"),
        help_text=_("For the log of settings: whoever asks later reads it beside what was before."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
