"""What a reader fills in who wants the digest."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.forms.age import AgeForm
from accounts.safety import form_tokens
from accounts.safety.text import validate_usable
from articles.actions.subscriptions import Wish
from articles.enums import Cadence
from articles.paper import EditionFace

#: A form that comes back sooner was filled in by a program; one that was handed out before is handed out anew. Seconds.
SOONEST, LATEST = 2, 24 * 3600


class WishForm(AgeForm):
    """How often, and of which sections."""

    cadence = forms.ChoiceField(
        label=_("How often?"), choices=[(one.value, capfirst(one.label)) for one in Cadence], widget=forms.RadioSelect
    )
    sections = forms.MultipleChoiceField(
        label=_("Of which sections?"),
        help_text=_("None chosen: of all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, edition: EditionFace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        field = self.fields["sections"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 # declared above
        field.choices = [(str(face.pk), face.name) for face in edition.sections]

    @property
    def chosen(self) -> list[str]:
        """Name the sections that stand in it at first."""
        at_first = set(self.initial.get("sections", ()))
        return [face.name for face in self.edition.sections if str(face.pk) in at_first]

    def wish(self) -> Wish:
        """Say it in the domain's words."""
        said = self.cleaned_data
        return Wish(self.edition.language, Cadence(said["cadence"]), frozenset(map(int, said["sections"])))


class AddressForm(AgeForm):
    """Where the letters go. Programs are told by how they fill it in (C75)."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        validators=[validate_usable],
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    post_token = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        age = form_tokens.age(said.get("post_token", ""), timezone.now())
        if age is None or not SOONEST <= age <= LATEST:
            raise forms.ValidationError(
                _("This form came back very fast, or had been open for long. Please send it again.")
            )
        return said

    @property
    def is_trapped(self) -> bool:
        """Say whether a program has filled in what nobody sees."""
        return bool(self.data.get("homepage"))


class SubscribeForm(AddressForm, WishForm):
    """The wish of anybody else, and where the letters go."""

    field_order = ("address", "cadence", "sections", "post_token")
