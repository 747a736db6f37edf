"""What a person says of a token for a program."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.enums import Scope
from accounts.safety.text import validate_usable

#: Days after which a token ends.
LASTING = (30, 90, 365)


class TokenForm(forms.Form):
    """Its name, what it may do, and how long."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("What the program is called, for yourself: the telephone, the archive."),
        max_length=60,
        validators=[validate_usable],
    )
    scopes = forms.MultipleChoiceField(
        label=_("What the program may do"), widget=forms.CheckboxSelectMultiple, initial=[Scope.READ]
    )
    days = forms.TypedChoiceField(
        label=_("It ends after"),
        coerce=int,
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in LASTING],
        initial=90,
    )

    def __init__(self, *args: Any, scopes: Collection[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 # declared above
        field.choices = [(scope.value, capfirst(scope.label)) for scope in scopes]

    def told(self, now: datetime) -> dict[str, Any]:
        """Return the arguments of `tokens.make`; only after is_valid()."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "scopes": [Scope(scope) for scope in said["scopes"]],
            "ends_at": now + timedelta(days=said["days"]),
        }
