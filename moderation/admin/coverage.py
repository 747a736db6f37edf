"""Checks of who is left to decide, as a page for those who give the roles."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.signed_in import signed_in
from moderation import coverage
from moderation.admin.access import DeskAdmin


def view(page: DeskAdmin, request: HttpRequest) -> HttpResponse:
    """Show which letters and which parts of the paper lack somebody."""
    if not signed_in(request).is_superuser:
        raise PermissionDenied
    context = {
        **page.admin_site.each_context(request),
        "title": _("Checks: is somebody left everywhere?"),
        "opts": page.opts,
        "alone": coverage.nobody_left(),
        "elsewhere": coverage.answered_elsewhere(),
        "gaps": coverage.gaps(),
    }
    return TemplateResponse(request, "admin/moderation/appeal/coverage.html", context)
