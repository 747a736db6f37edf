"""What a moderator says of the misuse of reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from moderation.actions import misuse
from moderation.actions.misuse import Factors


class MisuseForm(forms.Form):
    """The four factors of DSA Art. 23(3); a pause has days, too."""

    unfounded = forms.IntegerField(label=_("How many reports were manifestly unfounded"), min_value=misuse.FREQUENT)
    facts = forms.CharField(
        label=_("Facts"),
        help_text=_("Which reports, and why they were manifestly unfounded. The person reads this."),
        validators=[validate_usable],
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    gravity = forms.CharField(
        label=_("How grave it is, and what it did to others"),
        help_text=_("The person reads this."),
        validators=[validate_usable],
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    intention = forms.CharField(
        label=_("With what intention, where that can be told"),
        help_text=_("The person reads this."),
        required=False,
        validators=[validate_usable],
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    days = forms.IntegerField(
        label=_("Days"), help_text=_("It ends by itself."), min_value=1, max_value=misuse.MOST_DAYS
    )

    def __init__(self, *args: Any, of_all: int, is_pause: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unfounded = self.fields["unfounded"]
        assert isinstance(unfounded, forms.IntegerField)  # noqa: S101 # declared above
        unfounded.help_text = _("Of %(of_all)d within a year.") % {"of_all": of_all}
        if not is_pause:
            del self.fields["days"]

    def factors(self) -> Factors:
        """Return what was filled in; only after is_valid()."""
        said = self.cleaned_data
        return Factors(said["unfounded"], said["facts"], said["gravity"], said["intention"])
