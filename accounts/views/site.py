"""Contacts and the well-known files (P35)."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.addresses import absolute_url

#: security.txt is never older than this promise (RFC 9116, 2.5.5: less than a year).
SECURITY_TXT_LASTS = timedelta(days=180)


@login_not_required
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Show whom to write to: the moderators, privacy, and the contact point for authorities (DSA Art. 11, 12)."""
    return render(request, "accounts/contacts.html")


@login_not_required
@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """RFC 9116, with an expiry that renews itself."""
    expires = (timezone.now() + SECURITY_TXT_LASTS).replace(microsecond=0, minute=0, second=0)
    lines = [
        f"Contact: mailto:{settings.PRIVACY_CONTACT}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {absolute_url('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def gpc(_request: HttpRequest) -> HttpResponse:
    """Global Privacy Control: the signal is honoured."""
    return JsonResponse({"gpc": True, "lastUpdate": "2026-11-23"})


@login_not_required
@require_safe
def change_password(_request: HttpRequest) -> HttpResponse:
    """W3C: a well-known address for changing passwords."""
    return redirect("account_change_password")
