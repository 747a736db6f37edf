"""What the publisher says on every page: their name, the cookie notice, and a change of a policy that is coming."""

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from accounts import wording
from accounts.models import PolicyVersion

register = template.Library()


@register.simple_tag
def publisher_name() -> str:
    """Name the publisher on pages that have no context."""
    return str(settings.PUBLISHER_NAME)


@register.simple_tag
def cookie_notice() -> str:
    """Return the cookie notice (product 1) in the page's language."""
    return wording.cookies(get_language() or "en")


@register.simple_tag
def announced_policies() -> list[PolicyVersion]:
    """Return the versions that are published and not in force yet (G02): one query."""
    return list(PolicyVersion.objects.announced(timezone.now()))
