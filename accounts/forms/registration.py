"""Joining with a site account or with an account elsewhere. Both show the comment rules first."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.socialaccount.forms import SignupForm as AllauthSocialSignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import registration
from accounts.enums import Surface
from accounts.models import User
from accounts.privacy import traces
from accounts.safety.names import LONGEST, validate_name


class NameField(forms.CharField):
    """The public name under which comments appear."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Public name"),
            help_text=_("Everybody sees it beside your comments. It need not be your real name."),
            max_length=LONGEST,
            validators=[validate_name],
            widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        )


def name_taken() -> ValidationError:
    """Say that somebody else has the name."""
    return ValidationError(_("Another member has this name, or one that looks the same. Choose another."))


def free_name(name: str, besides: User | None = None) -> str:
    """Return the name, or raise ValidationError where another member's looks the same."""
    if not registration.is_free(name, besides):
        raise name_taken()
    return name


class Joining:
    """What both ways of joining share: the public name, remembered blocks, and acceptance in the same transaction."""

    surface: Surface
    field_order: tuple[str, ...] = ("name", "email", "password1")
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]  # as Django's
    account_already_exists: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = NameField()
        self.order_fields(self.field_order)  # type: ignore[attr-defined] # Django's forms.Form

    def clean_name(self) -> str:
        return free_name(self.cleaned_data["name"].strip())

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account, or tell the mailbox alone that it has one, or that its block has not expired (V35)."""
        email = self.cleaned_data["email"]
        # Answered alike, whichever it is: what the letter says, the adapter knows.
        self.account_already_exists |= traces.find(email=email, now=timezone.now()) is not None
        if self.account_already_exists and (password := self.cleaned_data.get("password1")):
            make_password(password)  # so that the answer takes as long as for a free address (QA3)
        try:
            return super().try_save(request)  # type: ignore[misc, no-any-return] # allauth is untyped
        except IntegrityError:
            if not User.objects.filter(email=email).exists():
                raise
            # Somebody joined with this address while we looked: the same form sent twice.
            self.account_already_exists = True
            return super().try_save(request)  # type: ignore[misc, no-any-return] # as above

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Make the account and record the acceptance, both or neither."""
        return super().save(request)  # type: ignore[misc, no-any-return] # as above

    def custom_signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 # allauth's signature
        registration.complete(person=user, name=self.cleaned_data["name"], surface=self.surface, now=timezone.now())


class SignupForm(Joining, AllauthSignupForm):  # type: ignore[misc] # allauth is untyped
    """Register with an e-mail address and a password."""

    surface = Surface.SIGNUP


class SocialSignupForm(Joining, AllauthSocialSignupForm):  # type: ignore[misc] # allauth is untyped
    """Join with an account elsewhere: the page shows what was received, before anything is stored (V22)."""

    surface = Surface.SOCIAL_SIGNUP
