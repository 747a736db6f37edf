"""Figures of the pages on the screening, in words."""

from django import template
from django.utils.formats import localize

from moderation.enums import ScreeningAction
from moderation.screening import Action
from moderation.upheld import Tally

register = template.Library()


@register.filter
def share_of_100(tally: Tally) -> str:
    """Write a share with its range: `60 (39–78)`."""
    low, high = tally.interval
    return f"{100 * tally.share:.0f} ({100 * low:.0f}–{100 * high:.0f})"


@register.filter
def in_words(action: Action | str) -> str:
    """Say what an action is, as the screening has it or as a column does."""
    return str(ScreeningAction(action if isinstance(action, str) else action.word).label)


@register.filter
def signed(number: float) -> str:
    """Write a difference with its sign."""
    rounded = round(number)
    return f"{'+' if rounded > 0 else ''}{localize(rounded)}"
