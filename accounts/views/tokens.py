"""A person's tokens for programs: listed, made, revoked (C72)."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import second_factor
from accounts.actions import tokens
from accounts.enums import Scope
from accounts.forms.token import TokenForm
from accounts.models import ApiToken, User
from accounts.permissions import scopes_of
from accounts.signed_in import shows_who_they_are, signed_in


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List the tokens, each with what it may do and when it was last used."""
    person, now = signed_in(request), timezone.now()
    found = ApiToken.objects.filter(person=person, revoked_at__isnull=True).order_by("-pk")
    return render(request, "accounts/tokens.html", {"tokens": [(one, one.is_in_force(person, now)) for one in found]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator] # allauth has no types
def make(request: HttpRequest) -> HttpResponse:
    """Make a token, after the person has shown again who they are; its text is shown here and never again."""
    person = signed_in(request)
    is_owed = second_factor.is_needed(person) and not second_factor.is_shown(request, person)
    scopes = [scope for scope in scopes_of(person) if not (is_owed and scope == Scope.DECIDE)]
    form = TokenForm(request.POST if request.method == "POST" else None, scopes=scopes)
    way_to_show = _way_to_show(person) if is_owed and person.is_staff else ""
    if request.method == "POST" and not shows_who_they_are(person):
        form.add_error(None, _("Sign out and in again first, then make the token within a quarter of an hour."))
    elif form.is_valid() and (text := _made(form, person, request)):
        return render(request, "accounts/token_made.html", {"text": text, "name": form.cleaned_data["name"]})
    context = {"form": form, "way_to_show": way_to_show}
    return render(request, "accounts/token_form.html", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own tokens."""
    token = get_object_or_404(ApiToken, pk=pk, person=signed_in(request))
    tokens.revoke(token=token, now=timezone.now())
    messages.success(request, _("The token is revoked. No program gets in with it any more."))
    return redirect("accounts:tokens")


def _made(form: TokenForm, person: User, request: HttpRequest) -> str:
    """Make the token and return its text; empty where the form then says why not."""
    now, is_shown = timezone.now(), second_factor.is_shown(request, person)
    try:
        _token, text = tokens.make(person=person, now=now, has_second_factor=is_shown, **form.told(now))
    except tokens.NameInUse:
        form.add_error("name", _("You have a token of this name. Choose another, or revoke that one first."))
    except tokens.TooMany:
        form.add_error(None, _("You have as many tokens as one may have. Revoke one first."))
    else:
        return text
    return ""


def _way_to_show(person: User) -> str:
    return second_factor.way_to_show(person) if second_factor.is_set_up(person) else "mfa_activate_totp"
