"""Which clauses are misread, as a page for whoever sees the figures of the whole paper (V78)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from moderation import calibration, permissions
from moderation.admin.access import DeskAdmin, signed_in_moderator


def view(page: DeskAdmin, request: HttpRequest) -> HttpResponse:
    """Show how often decisions under each clause were contested and taken back."""
    if not permissions.may_see_all_figures(signed_in_moderator(request)):
        raise PermissionDenied
    now = timezone.now()
    context = {
        **page.admin_site.each_context(request),
        "title": _("Clauses that are misread"),
        "opts": page.opts,
        "since": now - calibration.WINDOW,
        "clauses": calibration.per_clause(get_language() or "", now),
    }
    return TemplateResponse(request, "admin/moderation/decision/clauses.html", context)
