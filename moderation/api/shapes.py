"""How comments look to programs. Readers' fields are those that every page shows; authors see more of their own."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from accounts.addresses import absolute
from articles.models import Article
from moderation import badges, cards, notices
from moderation.cards import Ruling
from moderation.enums import Measure, Status
from moderation.models import Comment, Decision

Json = dict[str, Any]  # what JSON holds


def moment(at: datetime | None) -> str | None:
    """Write a time as RFC 3339 has it."""
    return at.isoformat(timespec="seconds") if at else None


def address(comment: Comment, article: Article) -> str:
    """Return where the comment stands on the site, below its article's own edition."""
    with override(article.edition_id):
        return absolute(comment.get_absolute_url())


def public(comment: Comment, article: Article, ruling: Ruling | None = None) -> Json:
    """Say what readers see of a comment: its text, or which tombstone stands there and under which ground."""
    is_shown = comment.is_readable
    return {
        "id": comment.pk,
        "article": article.pk,
        "address": address(comment, article),
        "number": comment.number,
        "depth": comment.depth,
        "answers": comment.parent_id,
        "part": comment.part or None,
        "state": cards.state(comment),
        "ground": ruling.ground if ruling else None,
        "rules_version": ruling.rules if ruling else None,
        "author": _author(comment, article) if is_shown else None,
        "text": comment.body if is_shown else None,
        "html": comment.html if is_shown else None,
        "language": comment.language,
        "version": comment.version,
        "submitted_at": moment(comment.submitted_at),
        "edited_at": moment(comment.edited_at),
        "is_redacted": comment.redacted_at is not None,
        "is_editors_choice": comment.chosen_at is not None,
        "replies": comment.reply_count,
        "appreciations": comment.appreciation_count,
    }


def own(comment: Comment, restrictions: Iterable[Decision] = ()) -> Json:
    """Say what its author sees: a waiting text too, and where the reasons of what was taken away stand."""
    is_there = comment.status != Status.REMOVED
    reasons = [
        {
            "measure": one.measure,
            "ground": one.ground_id,
            "reasons": notices.statement_url(one.statement) if one.statement else None,
        }
        for one in restrictions
    ]
    return public(comment, comment.article) | {
        "author": _author(comment, comment.article),
        "text": comment.body if is_there else None,
        "html": comment.html if is_there else None,
        "is_withdrawn": comment.withdrawn_at is not None,
        "restrictions": reasons,
    }


def rulings(comments: Sequence[Comment]) -> dict[int | None, Ruling]:
    """Find under what the removed ones were removed, the newest removal last, in one statement at most."""
    removed = [comment.pk for comment in comments if comment.status == Status.REMOVED]
    if not removed:
        return {}
    removals = Decision.objects.filter(comment__in=removed, measure=Measure.REMOVE).order_by("pk")
    found = removals.values_list("comment", "ground", "rules_version__number")
    return {comment: Ruling(ground, rules) for comment, ground, rules in found}


def standing(comment: Comment) -> list[Decision]:
    """List the decisions that took a comment or a part of it away and hold."""
    taken = comment.decisions.filter(measure__in=(Measure.REMOVE, Measure.REDACT), reversals__isnull=True)
    return list(taken.select_related("statement").order_by("-pk"))


def _author(comment: Comment, article: Article) -> Json:
    badge = badges.shown(comment.author, article)
    return {"name": comment.author.name, "badge": badge.kind.value if badge else None}
