"""How long things wait at the desk, as a page of the queue."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import waits
from moderation.admin.access import DeskAdmin, signed_in_moderator


def view(page: DeskAdmin, request: HttpRequest) -> HttpResponse:
    """Show the desk's figures of the last days."""
    moderator = signed_in_moderator(request)
    context = {
        **page.admin_site.each_context(request),
        "title": _("Waiting times"),
        "opts": page.opts,
        "waits": waits.lately(timezone.now(), moderator),
        "days": waits.DAYS,
    }
    return TemplateResponse(request, "admin/moderation/case/waits.html", context)
