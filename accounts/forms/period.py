"""How long one kind of data is kept, set in the admin."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.reasoned import ReasonedForm
from accounts.models import RetentionPeriod
from accounts.privacy import periods


class PeriodForm(ReasonedForm):
    """Says between which numbers of days the publisher may choose, and puts the default back by a tick (C70)."""

    is_restored = forms.BooleanField(label=_("Put the default back"), required=False)

    class Meta:
        model = RetentionPeriod
        fields: ClassVar = ["keep_days"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # as Django's
        super().__init__(*args, **kwargs)
        self.rule = periods.rule_of(self.instance.code)
        if self.rule and "keep_days" in self.fields:
            least, most = periods.limits(self.rule)
            self.fields["keep_days"].widget.attrs |= {"min": least, "max": most}
            self.fields["keep_days"].help_text = within(least, most)

    def clean(self) -> dict[str, Any]:
        """Take the default where it is ticked; refuse what is out of range, held until the admin has stored it."""
        said = super().clean() or {}
        if self.rule and said.get("is_restored"):
            said["keep_days"] = self.instance.keep_days = self.rule.keep.days
        if "keep_days" in said:
            try:
                periods.check(self.instance.code, said["keep_days"])
            except periods.OutOfRange as refused:
                self.add_error("keep_days", within(refused.least, refused.most))
        return said


def within(least: int, most: int) -> str:
    """Say between which numbers of days a period lies."""
    if least == most:
        return gettext("%(days)s days, which is fixed.") % {"days": least}
    return gettext("Between %(least)s and %(most)s days.") % {"least": least, "most": most}
