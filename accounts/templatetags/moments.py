"""How programs read a moment."""

from datetime import datetime

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def iso(moment: datetime) -> str:
    """Write a moment for the `datetime` of a `time` element, which takes no microseconds."""
    return timezone.localtime(moment).isoformat(timespec="seconds")
