"""Publishing in spite of the checklist, as the newsroom fills it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles.checklist import Lack, Override
from articles.enums import Point


class OverrideForm(forms.Form):
    """Which points of the checklist an article is published without, and why."""

    overridden = forms.MultipleChoiceField(
        label=_("Publish without"), required=False, widget=forms.CheckboxSelectMultiple, choices=Point
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is kept in the article’s log, with your name."),
        validators=[validate_usable],
    )

    @classmethod
    def all_passed_over(cls) -> "OverrideForm":
        """Return the form as whoever would publish without anything that it can name fills it in."""
        return cls({"overridden": Point.values, "reason": "–"})

    def offer(self, lacks: list[Lack]) -> bool:
        """Offer what may be overridden, and say whether there is any."""
        points = list(dict.fromkeys(lack.point for lack in lacks if lack.may_be_overridden))
        self.fields["overridden"].widget.choices = [(point.value, point.label) for point in points]
        return bool(points)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where something is ticked."""
        if self.cleaned_data.get("overridden") and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", _("Say why it is published all the same."))
        return self.cleaned_data

    @property
    def override(self) -> Override:
        points = frozenset(Point(point) for point in self.cleaned_data.get("overridden", ()))
        return Override(points, self.cleaned_data.get("reason", ""))
