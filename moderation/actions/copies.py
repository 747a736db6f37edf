"""Near-copies of a comment among what others wrote lately: by their sketches first, then word by word."""

from typing import Any

from django.db.models import BigIntegerField, QuerySet

from accounts.prepared import Given, Prepared
from articles.models import Article
from moderation.actions import facts
from moderation.models import Comment
from moderation.screening.fingerprints import distance, farthest, likeness, pairs

#: So many of those elsewhere are read, the likeliest.
KEYS = tuple(f"comment_{n}" for n in range(facts.ALIKE))


def comparable(recent: facts.Recent, prints: facts.Prints, *, alike: float) -> tuple[facts.Written, ...]:
    """Pick the recent comments of others that may say nearly the same, by their sketches; read those elsewhere."""
    most, own = farthest(alike), prints.sketch
    near = [one for one in recent.near if one.sketch is None or distance(one.sketch, own) <= most]
    hints = sorted((0 if one.sketch is None else distance(one.sketch, own), one.pk) for one in recent.hints)
    asked = [pk for bits, pk in hints[: facts.ALIKE] if bits <= most]
    if asked:
        keys = dict.fromkeys(KEYS, 0) | dict(zip(KEYS, asked, strict=False))
        near += [facts.Written(*row) for row in _ALIKE.rows(**keys)]
    return tuple(near)


def of(near: tuple[facts.Written, ...], body: str, article: Article, *, alike: float) -> tuple[Comment, ...]:
    """Pick those that do say nearly the same, the oldest first."""
    text = facts.article_text(article)
    own = pairs(body, text)
    found = [one.pk for one in near if likeness(own, pairs(one.body, text)) >= alike]
    return tuple(Comment.objects.filter(pk__in=found).order_by("pk"))


def _alike() -> QuerySet[Comment, Any]:
    return facts.read(Comment.objects.filter(pk__in=[Given(key, BigIntegerField()) for key in KEYS]))


_ALIKE = Prepared(_alike)
