"""What the policies say on other pages: the cookie notice, and a change that is coming."""

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from accounts import wording
from accounts.models import PolicyVersion

register = template.Library()


@register.simple_tag
def cookie_notice() -> str:
    """Return the cookie notice (product 1) in the page's language."""
    return wording.cookies(get_language() or "en")


@register.simple_tag
def announced_policies() -> list[PolicyVersion]:
    """Return the versions that are published and not in force yet (G02): one query."""
    return list(PolicyVersion.objects.announced(timezone.now()))
