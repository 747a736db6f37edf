"""Harassment of a moderator: what is marked, and what was found (C67)."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.safety.text import validate_usable
from articles.reach import OutOfReach
from moderation import permissions
from moderation.actions.harassments import Piece
from moderation.enums import HarassmentOutcome
from moderation.models import Appeal, Comment, Harassment

#: The number of a comment, alone or at the end of its address.
COMMENT = re.compile(r"(?:.*/)?(\d{1,18})/?(?:#.*)?")


class MarkForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """What somebody did to which moderator."""

    #: Who marks it.
    by: User

    what = forms.CharField(
        label=gettext_lazy("What is it"),
        max_length=300,
        help_text=gettext_lazy(
            "Address or number of a comment, reference of a letter, or, for a message or how somebody behaves, the "
            "user ID (M-…)."
        ),
    )
    words = forms.CharField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("For colleagues: what was done, where else, and how often. Quote messages."),
        max_length=10_000,
        validators=[validate_usable],
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )

    class Meta:
        model = Harassment
        fields = ("target",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"] = forms.ModelChoiceField(
            permissions.who_may(permissions.DECIDE).order_by("name", "pk"), label=gettext_lazy("Moderator concerned")
        )

    def clean_what(self) -> Piece:
        """Find the person behind it, as far as there is one and it lies within reach."""
        found = _found(self.cleaned_data["what"].strip())
        if found is None or found.person.is_nobodys or found.person.erased_at or found.person.restricted_at:
            said = _("There is no such comment, letter or user ID. Copy it from the card or the letter.")
            raise ValidationError(said)
        if found.comment:
            try:
                permissions.demand(self.by, permissions.DECIDE, found.comment.article)
            except OutOfReach as elsewhere:
                raise ValidationError(str(elsewhere)) from elsewhere
        return found

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "what" in said and said["what"].person == said.get("target"):
            self.add_error("what", _("That is the moderator’s own account."))
        return said

    def piece(self) -> Piece:
        """Return what is marked; only after is_valid()."""
        found: Piece = self.cleaned_data["what"]
        return replace(found, words=self.cleaned_data["words"])


def _found(typed: str) -> Piece | None:
    """Find a comment by its number or address, a letter by its reference, or a person by the user ID."""
    if number := COMMENT.fullmatch(typed):
        comment = Comment.objects.with_context().filter(pk=number[1]).first()  # one key
        return Piece(comment.author, "", comment) if comment else None
    letter = Appeal.objects.select_related("person").filter(reference=typed.upper()).first()  # one key
    if letter:
        return Piece(letter.person, "", letter=letter) if letter.person else None
    person = User.objects.filter(public_id=typed.upper()).first()  # one key
    return Piece(person, "") if person else None


class VerdictForm(forms.Form):
    """What a colleague found."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Is it harassment"),
        choices=[(one.value, one.label) for one in (HarassmentOutcome.FOUND, HarassmentOutcome.NONE)],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("What you found"),
        help_text=gettext_lazy("The moderator concerned reads it, too. Name nobody else’s data."),
        max_length=10_000,
        validators=[validate_usable],
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
