"""An entry of a live blog, as it is written."""

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles.fields import RichText, let_paste
from articles.models import LiveEntry


class EntryForm(forms.Form):
    """What an entry says, and the revision that it was made from."""

    headline = forms.CharField(
        label=_("Headline"),
        help_text=_("May be left empty."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        validators=[validate_usable],
    )
    body = forms.CharField(label=_("Text"), max_length=20_000, widget=RichText, validators=[validate_usable])
    byline = forms.CharField(
        label=_("Byline"),
        help_text=_("Who wrote it, one name a line."),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        validators=[validate_usable],
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=99_999, required=False)

    def __init__(self, data: dict[str, str] | None = None, *, key: int | None = None, **initial: object) -> None:
        super().__init__(data, initial=initial, auto_id=f"id_%s_{key}" if key else "id_%s")
        for field in self.fields.values():
            let_paste(field)
        self.fields["body"].widget.attrs["rows"] = 8
        #: The entry's key, as its place on the page is named.
        self.anchor = str(key or "")

    @classmethod
    def of(cls, entry: LiveEntry, data: dict[str, str] | None = None) -> Self:
        """Fill the form in with what an entry says, or with what was typed about it, from its newest revision on."""
        base = entry.revisions.count()
        said = {name: getattr(entry, name) for name in ("headline", "body", "byline")}
        return cls(data, key=entry.pk, base=base, **said)

    def goes_on_from(self, entry: LiveEntry) -> None:
        """Let what was typed be sent again as a change of what the entry says by now."""
        self.data = {**self.data, "base": str(entry.revisions.count())}
