"""What is held about a person, the copy of it, and the record of processing."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import exports
from accounts.models import DossierAccess, Export, User
from accounts.privacy import consent_receipts, countdown
from accounts.privacy import export as exporting
from accounts.privacy import record as record_of_processing
from accounts.safety.spreadsheet import attachment
from accounts.signed_in import shows_who_they_are, signed_in
from accounts.views import copies

#: How many rows of each table the page shows; the copy has all.
ROWS = 25


@never_cache
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """Show everything held about the person (GDPR Art. 15), and when what goes by itself (V71)."""
    person, now = signed_in(request), timezone.now()
    parts = exporting.dossier(person, at_most=ROWS)
    counted = countdown.running(person, {part.code for part in parts}, now=now)
    ending = [(part.name, counted[part.code]) for part in parts if part.code in counted]
    context = {
        "parts": parts,
        "ending": sorted(ending, key=lambda one: one[1].first),
        "rows": ROWS,
        "accesses": DossierAccess.objects.filter(person=person).count(),
    }
    return render(request, "accounts/privacy/held.html", context)


@never_cache
@require_safe
def receipts(request: HttpRequest) -> HttpResponse:
    """Hand out the signed receipts of the person's choices (V69)."""
    person = signed_in(request)
    document = consent_receipts.document(person, get_language() or "en", now=timezone.now())
    return copies.attached(document, f"choices-{person.public_id}.json")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export_list(request: HttpRequest) -> HttpResponse:
    """Ask for a copy of one's data, and find the one that is ready."""
    person = signed_in(request)
    if request.method == "POST":
        exports.request(person=person, now=timezone.now())
        return redirect("accounts:exports")
    newest = Export.objects.filter(person=person).order_by("-pk").first()
    return render(request, "accounts/privacy/exports.html", {"export": newest, "downloads": Export.DOWNLOADS})


@never_cache
@require_POST
@reauthentication_required  # type: ignore[untyped-decorator] # allauth has no types
def download(request: HttpRequest, pk: int) -> HttpResponse | StreamingHttpResponse:
    """Hand the copy over, after the person has shown again who they are; it is decrypted on its way out."""
    person = signed_in(request)
    export = get_object_or_404(Export, pk=pk, person=person)
    if not shows_who_they_are(person):
        messages.error(request, _("Sign out and in again first, then fetch the copy within a quarter of an hour."))
        return redirect("accounts:exports")
    try:
        copy = exports.fetch(export=export, now=timezone.now())
    except exports.ExportGone:
        return render(request, "accounts/privacy/exports.html", {"is_gone": True}, status=410)
    return StreamingHttpResponse(copy, content_type="application/zip", headers=named(person, copy.size))


def named(person: User, size: int) -> dict[str, str]:
    """Say in headers what the copy is called, how large it is, and that it comes whole."""
    return {
        "Content-Disposition": content_disposition_header(True, f"data-{person.public_id}.zip") or "attachment",
        "Content-Length": str(size),
        "Accept-Ranges": "none",
    }


@login_not_required
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Publish the record of processing activities (V49)."""
    context = {
        "entries": record_of_processing.entries(),
        "retention": record_of_processing.retention_table(),
        "stored": record_of_processing.stored(),
        "recipients": record_of_processing.recipients(),
        "security": record_of_processing.SECURITY,
        "transfers": record_of_processing.TRANSFERS,
    }
    return render(request, "accounts/privacy/record.html", context)


@login_not_required
@require_safe
def record_csv(_request: HttpRequest) -> HttpResponse:
    """Give the same record for a spreadsheet."""
    return attachment("record-of-processing.csv", record_of_processing.lines())
