"""Reports by readers and notices of illegal content."""

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moderation.actions.reports import Complaint
from moderation.models import Clause, Ground

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise  # stubs are not installed where the site runs

ILLEGAL = "illegal"
#: How an address names a comment: by its own page, or by its place on another.
NAMED = re.compile(r"(?:/comments/|#comment-)([0-9]{1,18})(?:/|$)")
#: DSA Art. 16(2)(c): who gives notice of such material need not say who they are.
ABUSE = "abuse"
LEGAL = (
    (ILLEGAL, _("It is illegal")),
    (ABUSE, _("It shows or describes sexual abuse of a child")),
)


class ReportForm(forms.Form):
    """What is wrong with a comment: a rule, or the law (DSA Art. 16(2)). A notice asks for more than a report."""

    reason = forms.ChoiceField(label=_("What is wrong with this comment?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=5000,
        help_text=_("For illegal content: what makes it illegal, and under which law if you know."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    name = forms.CharField(label=_("Your name"), required=False, max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_(
            "For the receipt and the answer. Who reports sexual abuse of a child may leave name and address empty."
        ),
    )
    is_in_good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I say here is accurate and complete."), required=False
    )

    is_danger = forms.BooleanField(
        label=_("Somebody’s life or safety is in danger: it has to be looked at now."), required=False
    )

    def __init__(
        self, *args: Any, clauses: list[Clause], is_member: bool, is_paused: bool = False, **kwargs: Any
    ) -> None:
        """Offer the rules to members and the law to everybody; ask of danger where notices have to wait."""
        super().__init__(*args, **kwargs)
        if not is_paused:
            del self.fields["is_danger"]
        grounds = [(str(clause.ground_id), f"{clause.ground_id}. {clause.heading}") for clause in clauses]
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)  # noqa: S101 # declared above
        # what was chosen before the pause began comes back with the reason why it is refused
        are_offered = is_member and (self.is_bound or not is_paused)
        reason.choices = [*(grounds if are_offered else []), *LEGAL]
        self.is_member = is_member
        if is_member:
            del self.fields["name"], self.fields["email"]

    def clean(self) -> dict[str, Any]:
        """Ask of a notice what the law asks: reasons, name and address, good faith."""
        said = super().clean() or {}
        if said.get("reason") in (ILLEGAL, ABUSE):
            self._need("text", _("Say why it is illegal."))
            self._need("is_in_good_faith", _("A notice of illegal content needs this declaration."))
        if said.get("reason") == ILLEGAL and not self.is_member:
            self._need("name", _("A notice of illegal content needs your name."))
            self._need("email", _("A notice of illegal content needs an address to answer to."))
        return said

    def complaint(self) -> Complaint:
        """Say it in the domain's words."""
        said = self.cleaned_data
        return Complaint(
            ground=Ground.objects.get(pk=said["reason"]) if said["reason"].isdigit() else None,
            text=said["text"],
            name=said.get("name", ""),
            email=said.get("email", ""),
            is_in_good_faith=said["is_in_good_faith"],
            is_about_abuse=said["reason"] == ABUSE,
            is_danger=said.get("is_danger", False),
            language=get_language() or "en",
        )

    def _need(self, field: str, message: "str | StrPromise") -> None:
        if not self.cleaned_data.get(field):
            self.add_error(field, message)


class PlaceForm(forms.Form):
    """Where the comment stands: its address, as a browser shows or copies it (DSA Art. 16(2)(b))."""

    address = forms.CharField(
        label=_("Address of the comment"),
        max_length=2000,
        help_text=_("Below the comment choose “Link and more”, and copy the address of that page."),
        widget=forms.URLInput(attrs={"dir": "ltr", "inputmode": "url"}),
    )

    def clean_address(self) -> int:
        """Return the key of the comment that the address names."""
        found = NAMED.search(self.cleaned_data["address"])
        if found is None:
            raise forms.ValidationError(
                _("This is not the address of a comment here. Copy the one behind “Link and more” below the comment.")
            )
        return int(found[1])


class StatusForm(forms.Form):
    """The reference of a report."""

    reference = forms.CharField(label=_("Reference"), max_length=16)

    def clean_reference(self) -> str:
        return str(self.cleaned_data["reference"]).strip().upper()
