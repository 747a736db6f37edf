"""A moderator's own figures, as a page for that moderator and for who leads the desk (C69)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.safety.keys import key_from
from moderation import own_figures, permissions
from moderation.admin.access import DeskAdmin, signed_in_moderator


def view(page: DeskAdmin, request: HttpRequest) -> HttpResponse:
    """Show one's own; who leads the desk may ask for one colleague's at a time."""
    moderator = signed_in_moderator(request)
    leads = permissions.may_oversee(moderator)
    colleagues = permissions.who_may(permissions.DECIDE).exclude(pk=moderator.pk).order_by("name", "pk")
    person = moderator
    if asked := request.GET.get("person"):
        if not leads:
            raise PermissionDenied
        person = get_object_or_404(colleagues, pk=key_from(asked))
    own = person == moderator
    title = _("Your figures") if own else _("Figures of %(name)s") % {"name": person.name}
    context = {
        **page.admin_site.each_context(request),
        "title": title,
        "opts": page.opts,
        "figures": own_figures.of(person, timezone.now()),
        "person": person,
        "is_own": own,
        "colleagues": colleagues if leads else (),
    }
    return TemplateResponse(request, "admin/moderation/decision/figures.html", context)
