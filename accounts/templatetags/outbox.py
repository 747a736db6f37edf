"""How sending stands, on the admin's pages of those who can mend it."""

from typing import Any

from django import template
from django.utils import timezone

from accounts.models import User
from accounts.outbox.standing import standing

register = template.Library()


@register.inclusion_tag("admin/accounts/outboxitem/_standing.html", takes_context=True)
def outbox_standing(context: template.Context) -> dict[str, Any]:
    """Say what is overdue and what to do, to whoever may look at the outbox; nothing to others."""
    person = context["user"]
    is_theirs = isinstance(person, User) and person.has_perm("accounts.view_outboxitem")
    return {"standing": standing(timezone.now()) if is_theirs else None}
