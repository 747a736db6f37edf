"""What the rules in force call each ground, and why a case waits, in the language of the page."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.utils.translation import get_language, gettext

from moderation.models import Clause


def of_grounds(now: datetime) -> dict[int, str]:
    """Return the grounds' headings by number, in the language of the page; read once a minute."""
    return _headings(get_language() or "en", now.replace(second=0, microsecond=0))


@lru_cache(maxsize=16)
def _headings(language: str, now: datetime) -> dict[int, str]:
    clauses = Clause.objects.in_force(now).filter(language__in=("en", language)).order_by("ground")
    in_order = sorted(clauses, key=lambda clause: clause.language == language)
    return dict(sorted({clause.ground_id: clause.heading for clause in in_order}.items()))


def headed(number: int, now: datetime) -> str:
    """Name a ground as the rules in force head it, in the language of the page."""
    return f"{number}. {of_grounds(now).get(number, '')}".strip()


def in_words(reasons: Iterable[str], now: datetime) -> list[str]:
    """Say why a case waits, from the codes that are stored with it (`moderation.actions`)."""
    said = {
        "language": gettext("another language"),
        "check-failed": gettext("a check failed"),
        "waits": gettext("waits as the newsroom wants it"),
        "report:illegal": gettext("a notice of illegal content"),
        "report:abuse": gettext("a notice of sexual abuse of a child"),
        "record": gettext("much of this writer's was removed lately"),
    }
    kinds = {"ground": "%(ground)s", "report": gettext("reported: %(ground)s")}
    words = []
    for reason in reasons:
        kind, _colon, number = reason.partition(":")
        if kind in kinds and number.isdecimal():
            words.append(kinds[kind] % {"ground": headed(int(number), now)})
        else:
            words.append(said.get(reason, reason))
    return words
