"""Grounds in words: `{% load grounds %}{{ decision.ground_id|ground }}`."""

from django import template
from django.utils import timezone

from moderation import headings

register = template.Library()


@register.filter
def ground(number: int) -> str:
    """Name a ground as the rules in force head it, in the language of the page."""
    return headings.headed(number, timezone.now())
