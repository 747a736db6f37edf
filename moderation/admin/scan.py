"""The scans of a letter: listed, added, and opened by who says what for (C36, V14)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.reach import OutOfReach
from moderation import permissions
from moderation.actions import scans
from moderation.admin.access import DeskAdmin, signed_in_moderator
from moderation.enums import ScanKind
from moderation.forms.appeal import AddScansForm, OpenScanForm
from moderation.models import Appeal, Scan

#: What a file of somebody else's may do in a browser: nothing, and be taken for nothing else than it is.
HARMLESS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def view(page: DeskAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show which scans a letter has; a POST opens one, or adds some."""
    moderator = signed_in_moderator(request)
    if not permissions.may_unseal(moderator):
        raise PermissionDenied
    letter = get_object_or_404(Appeal.objects.select_related("person"), pk=pk)
    if not permissions.may_open(moderator, letter):
        raise OutOfReach
    act = request.POST.get("act") or "open" if request.method == "POST" else ""
    opening = OpenScanForm(request.POST if act == "open" else None, auto_id="open_%s")
    adding = AddScansForm(request.POST, request.FILES) if act == "add" else AddScansForm()
    if act == "add" and _added(adding, letter, moderator):
        messages.success(request, _("Kept with the letter."))
        return redirect(request.path)
    if act == "open" and (file := _opened(opening, letter, moderator)):
        return file
    context = {
        **page.admin_site.each_context(request),
        "title": _("Scans of letter %(reference)s") % {"reference": letter.reference},
        "opts": page.opts,
        "letter": letter,
        "scans": letter.scans.select_related("letter", "added_by").defer("data").order_by("pk"),
        "opening": opening,
        "adding": adding,
    }
    return TemplateResponse(request, "admin/moderation/appeal/scans.html", context)


def _added(form: AddScansForm, letter: Appeal, moderator: User) -> bool:
    """Keep what was uploaded; a refusal is put beside the field."""
    if form.is_valid():
        try:
            scans.keep(letter=letter, scanned=form.cleaned_data["scans"], by=moderator, now=timezone.now())
        except scans.UnusableScan as why:
            form.add_error("scans", str(why))
    return form.is_valid()


def _opened(form: OpenScanForm, letter: Appeal, moderator: User) -> HttpResponse | None:
    """Hand a scan over to who says what for; a refusal is put into the form."""
    if not form.is_valid():
        return None
    chosen = form.data.get("scan", "")
    scan = get_object_or_404(letter.scans, pk=chosen if chosen.isascii() and chosen.isdigit() else 0)
    try:
        data = scans.opened(scan=scan, by=moderator, purpose=form.cleaned_data["purpose"], now=timezone.now())
    except scans.NobodysLetter:
        form.add_error(None, _("Nobody knows yet whose letter this is. Its scans can be opened when that is known."))
        return None
    return _attached(scan, data)


def _attached(scan: Scan, data: bytes) -> HttpResponse:
    """Hand a file over to be kept, never to be shown in the page's place."""
    headers = HARMLESS | {"Content-Disposition": f'attachment; filename="{scan.file_name}"'}
    return HttpResponse(data, content_type=ScanKind(scan.kind).media_type, headers=headers)
