"""Keeping a filter of the queue under a name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import SavedFilter


class SavedFilterForm(forms.Form):
    """A name, and whether the newsroom sees it, where that may be chosen."""

    name = forms.CharField(label=_("Name"), max_length=SavedFilter._meta.get_field("name").max_length)
    is_shared = forms.BooleanField(label=_("Shared with everybody who sees the queue"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["dir"] = "auto"
        if not may_share:
            del self.fields["is_shared"]

    def wanted(self) -> dict[str, Any]:
        """Return what the actions take."""
        return self.cleaned_data | {"name": " ".join(self.cleaned_data["name"].split())}

    def refuse_name(self) -> None:
        self.add_error("name", _("There is a filter by this name already. Choose another name."))
