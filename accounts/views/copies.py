"""Signed copies: handed out, and checked (V63)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import signing
from accounts.forms import copy as copy_form
from accounts.models import SignatureKey
from accounts.privacy.signatures import ALGORITHM, Document


def attached(document: Document, name: str) -> HttpResponse:
    """Hand the signed copy of a document out, as a file of this name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(signing.sign(document, now=timezone.now()), content_type="application/json", headers=headers)


@login_not_required
@csrf_exempt  # it changes nothing, and so works without a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check a copy: in the browser, which sends nothing and needs no network, or here where it cannot."""
    form = copy_form.CopyForm(request.POST, request.FILES) if request.method == "POST" else copy_form.CopyForm()
    copy = form.cleaned_data["copy"] if form.is_valid() else None
    keys = SignatureKey.objects.all()
    context = {
        "form": form,
        "document": copy and copy.document,
        "lost": copy and _lost(copy.key),
        "keys": [{"name": key.name, "public": key.public, "lost": _lost(key)} for key in keys],
        "said": {"none": copy_form.NONE, "unknown": copy_form.UNKNOWN, "altered": copy_form.ALTERED},
    }
    return render(request, "accounts/check_copy.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    """Publish the keys as other tools read them (RFC 7517)."""
    named = SignatureKey.objects.filter(lost_at__isnull=True)
    common = {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": ALGORITHM}
    return JsonResponse({"keys": [common | {"kid": key.name, "x": key.public} for key in named]})


def _lost(key: SignatureKey) -> str:
    if key.lost_at is None:
        return ""
    said = _("We no longer vouch for it: on %(day)s we declared its key lost. Ask us whether we wrote it.")
    return said % {"day": date_format(timezone.localtime(key.lost_at), "DATE_FORMAT")}
