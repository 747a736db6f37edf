"""Passkeys and security keys: added, named, removed, and used. allauth does it; what differs here stands here."""

from typing import Any

from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from accounts.actions import sessions
from accounts.safety.redirects import is_ours
from accounts.signed_in import signed_in


class Add(AddWebAuthnView):  # type: ignore[misc] # allauth is untyped
    """Add a key that signs in alone where the device can do that, and is a second factor where it cannot."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data()
        chosen = context["js_data"]["creation_options"]["publicKey"]["authenticatorSelection"]
        chosen["residentKey"] = "preferred"
        # allauth leaves out the form that was refused, and would ask it again.
        return context | kwargs


class Rename(EditWebAuthnView):  # type: ignore[misc] # as above
    success_url = reverse_lazy("mfa_index")


class Remove(RemoveWebAuthnView):  # type: ignore[misc] # as above
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Form) -> HttpResponse:
        """Take the key off, and end what it may have opened: every other session (QA5)."""
        response: HttpResponse = super().form_valid(form)
        person = signed_in(self.request)
        sessions.end_all(person=person)
        update_session_auth_hash(self.request, person)
        return response


class SignIn(LoginWebAuthnView):  # type: ignore[misc] # as above
    """Sign in by a passkey alone. What the browser is asked, begins a session: it is sent for, and counted."""

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return redirect("account_login")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "ask" in request.POST:
            return JsonResponse({"request_options": auth.begin_authentication()})
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def form_invalid(self, form: Form) -> HttpResponse:
        """Say it where other ways to sign in are, and do not lose where one was going."""
        _tell(self.request, form)
        going = self.request.POST.get(REDIRECT_FIELD_NAME, "")
        login = resolve_url("account_login")
        return redirect_to_login(going, login) if is_ours(self.request, going) else redirect(login)


class Again(ReauthenticateWebAuthnView):  # type: ignore[misc] # as above
    def form_invalid(self, form: Form) -> HttpResponse:
        _tell(self.request, form)
        return redirect(self.request.get_full_path())


@require_safe
def listed(_request: HttpRequest) -> HttpResponse:
    """Lead to where all that protects an account stands."""
    return redirect("mfa_index")


def _tell(request: HttpRequest, form: Form) -> None:
    for said in form.errors.get("credential", []):
        messages.error(request, str(said))
