"""The one box of the gate."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class GateForm(forms.Form):
    """Never ticked beforehand (P04); recorded as acknowledged or accepted, never as a consent (G03)."""

    is_read = forms.BooleanField(
        error_messages={"required": _("Tick the box to go on, delete the account, or decide later.")}
    )

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_read"].label = label
