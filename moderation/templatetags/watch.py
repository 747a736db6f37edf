"""Figures of the pages on the screening, in words."""

from collections.abc import Iterable

from django import template
from django.utils import timezone
from django.utils.formats import localize, number_format
from django.utils.translation import gettext as _

from moderation.descriptions import LISTED, of_evidence, of_which_kind
from moderation.enums.screening import Check, ScreeningAction
from moderation.models import Finding, Thread
from moderation.own_figures import Share
from moderation.reliability import Agreement, Alpha
from moderation.screening import Action, numbers
from moderation.screening import Finding as Found
from moderation.screening.listed import TAKEN_BACK
from moderation.upheld import Tally

register = template.Library()


@register.filter
def share_of_100(tally: Tally | Share | Agreement) -> str:
    """Write a share with its range: `60 (39–78)`."""
    low, high = tally.interval
    return f"{100 * tally.share:.0f} ({100 * low:.0f}–{100 * high:.0f})"


@register.filter
def in_range(alpha: Alpha) -> str:
    """Write a coefficient with its range: `0.72 (0.58–0.86)`."""
    value, low, high = (number_format(round(one, 2) + 0.0, 2) for one in (alpha.value, *alpha.interval))
    return f"{value} ({low}–{high})"


@register.filter
def in_words(action: Action | str) -> str:
    """Say what an action is, as the screening has it or as a column does."""
    return str(ScreeningAction(action if isinstance(action, str) else action.word).label)


@register.filter
def check(rule: str) -> str:
    """Name what looked at a comment; a rule of an earlier version keeps its code."""
    return str(Check(rule).label) if rule in Check.values else rule


@register.filter
def checks(rules: str | Iterable[str]) -> str:
    """Name some, as a comment's column holds them or a verdict does."""
    named = rules.split(",") if isinstance(rules, str) else rules
    return ", ".join(map(check, named))


@register.filter
def seen(finding: Found | Finding) -> str:
    """Say what a rule saw: as the screening policy describes it, or in the list's own word for it."""
    detail = finding.detail.removesuffix(f", {TAKEN_BACK}")
    kind, more = of_which_kind(finding.rule, detail)
    described = {row.kind: row.description for row in numbers().policy}
    said = (
        f"{of_evidence(kind, described[kind])} {more}".strip() if kind in described else str(LISTED.get(detail, detail))
    )
    return said if detail == finding.detail else f"{said} · {_('taken back by what stands beside it')}"


@register.simple_tag
def looks_due() -> int:
    """Count the discussions whose setting for a time somebody should have looked at by now (C64)."""
    due: int = Thread.objects.to_look_at().filter(review_at__lte=timezone.now()).count()
    return due


@register.filter
def signed(number: float) -> str:
    """Write a difference with its sign."""
    rounded = round(number)
    return f"{'+' if rounded > 0 else ''}{localize(rounded)}"
