"""What a browser sends of a passkey or security key (WebAuthn). allauth compares it with what was asked.

A refusal says the same of a key that nobody has, one of somebody else's, and an answer that no browser made.
"""

import json
import struct
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode
from fido2.webauthn import AuthenticationResponse

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise  # comes with the type checker, not with the site

Answer = TypeVar("Answer")

#: Each is read and compared at every use.
AT_MOST = 10
NAME_LENGTH = 60
#: A browser's answer has two to four thousand characters.
LONGEST = 20_000
#: What reading an answer that no browser made may end in, besides a refusal.
UNREADABLE = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, RecursionError, TypeError,
    ValueError, struct.error,
)  # fmt: skip

NOT_TAKEN = _("The key could not be taken. Press the button again.")
UNKNOWN = _("This key is not one of yours here. Try another, or use a code.")
NO_ACCOUNT = _("This passkey opens no account here. Try another, or sign in with your password.")


class CredentialField(forms.JSONField):
    """A browser's answer, as JSON that is short enough to be one."""

    widget = forms.HiddenInput

    def to_python(self, value: object) -> Any:  # noqa: ANN401 # whatever JSON holds
        if isinstance(value, str) and len(value) > LONGEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""})
        try:
            return super().to_python(value)
        except RecursionError:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""}) from None


def is_from_here(credential: Mapping[str, Any]) -> bool:
    """Say whether the browser stood on our own pages: WebAuthn itself lets every host below our name ask."""
    told = json.loads(websafe_decode(credential["response"]["clientDataJSON"]))
    site = urlsplit(settings.SITE_URL)
    return bool(told["origin"] == f"{site.scheme}://{site.netloc}" and not told.get("crossOrigin"))


def compared(credential: Mapping[str, Any], compare: Callable[[], Answer], refusal: "StrPromise") -> Answer:
    """Return what allauth makes of the answer; refuse in our words what it refuses or cannot read."""
    try:
        if is_from_here(credential):
            return compare()
    except ValidationError as refused:
        if refused.code != "incorrect_code":
            raise
    except UNREADABLE:
        pass
    raise ValidationError(refusal, code="unknown_key")


class AddForm(AddWebAuthnForm):  # type: ignore[misc] # allauth is untyped
    """Another key: the device says what it can do, nobody has to choose."""

    passwordless = None
    name = forms.CharField(
        label=_("Name"),
        help_text=_("By which you know it again: the telephone, the key on the ring."),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": NAME_LENGTH}),
    )
    credential = CredentialField(error_messages={"required": NOT_TAKEN, "invalid": NOT_TAKEN})

    def clean_name(self) -> str:
        # The device has kept the key already: a long name is no reason to refuse it.
        return str(super().clean_name())[:NAME_LENGTH]

    def clean(self) -> dict[str, Any]:
        """Take the key, unless there are ten."""
        if Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN).count() >= AT_MOST:
            said = _("You have %(number)s keys, which is as many as we keep. Remove one that you do not use first.")
            raise ValidationError(said, code="too_many", params={"number": AT_MOST})
        credential = self.cleaned_data.get("credential")
        return compared(credential, super().clean, NOT_TAKEN) if credential else self.cleaned_data


class CodelessForm(AuthenticateWebAuthnForm):  # type: ignore[misc] # as above
    """A key in place of a code, after the password."""

    credential = CredentialField(error_messages={"required": UNKNOWN, "invalid": UNKNOWN})

    def clean_credential(self) -> Authenticator:
        return compared(self.cleaned_data["credential"], super().clean_credential, UNKNOWN)


class AgainForm(ReauthenticateWebAuthnForm):  # type: ignore[misc] # as above
    """A key before what is important."""

    credential = CredentialField(error_messages={"required": UNKNOWN, "invalid": UNKNOWN})

    def clean_credential(self) -> Authenticator:
        return compared(self.cleaned_data["credential"], super().clean_credential, UNKNOWN)


class SignInForm(LoginWebAuthnForm):  # type: ignore[misc] # as above
    """A passkey alone: it counts for both factors only because the device has asked who holds it."""

    credential = CredentialField(error_messages={"required": NO_ACCOUNT, "invalid": NO_ACCOUNT})

    def clean_credential(self) -> Authenticator:
        credential = self.cleaned_data["credential"]
        compare = super().clean_credential

        def verified() -> Authenticator:
            # allauth looks where it has asked for that, and a question asked elsewhere in this session may stand
            # in for its own: after a password, a key need not ask.
            told = AuthenticationResponse.from_dict(credential).response.authenticator_data
            if not told.is_user_verified():
                raise ValidationError(NO_ACCOUNT, code="unknown_key")
            return compare()

        return compared(credential, verified, NO_ACCOUNT)


class RenameForm(EditWebAuthnForm):  # type: ignore[misc] # as above
    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
