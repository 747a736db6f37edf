"""For which days the Commission's report is written, and what for."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable


class ReportForm(forms.Form):
    """The first and the last day, the report before, and what somebody needs it for: the log keeps that."""

    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    previous = forms.DateField(
        label=_("When the report before this one was published"),
        help_text=_("Leave empty for the first report."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    why = forms.CharField(label=_("What for? The log keeps it."), max_length=1000, validators=[validate_usable])

    @staticmethod
    def usual(today: date) -> dict[str, date]:
        """Return the days that are asked for first: the calendar year before this one."""
        last = today.replace(month=1, day=1) - timedelta(days=1)
        return {"first": last.replace(month=1, day=1), "last": last}

    def clean(self) -> dict[str, Any] | None:
        """Refuse days in the wrong order."""
        said = super().clean() or {}
        if "first" in said and "last" in said and said["last"] < said["first"]:
            self.add_error("last", ValidationError(gettext("The last day comes before the first. Change one of them.")))
        return said
