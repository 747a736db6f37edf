"""Grounds in words: `{% load grounds %}{{ decision.ground_id|ground }}`."""

from collections.abc import Iterable

from django import template
from django.utils import timezone

from moderation import headings
from moderation.desk import Suggestion
from moderation.models import RuleExample

register = template.Library()


@register.filter
def ground(number: int) -> str:
    """Name a ground as the rules in force head it, in the language of the page."""
    return headings.headed(number, timezone.now())


@register.simple_tag
def examples_of(suggestions: Iterable[Suggestion]) -> list[RuleExample]:
    """Return the newsroom's examples of the grounds that the evidence points at."""
    grounds = [suggestion.clause.ground_id for suggestion in suggestions]
    return list(RuleExample.objects.usable().filter(ground__in=grounds).order_by("ground", "-pk")) if grounds else []
