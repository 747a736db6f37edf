"""A comment's finished piece of the page, made when it changes and only copied when somebody reads."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from moderation.enums import Measure, Order, Status
from moderation.models import Comment, Decision

#: Stands for the comment's key, which a new comment does not have before it is stored. Cleaned text holds no comment
#: of HTML, so that nobody can write this.
KEY = "<!--pk-->"


@dataclass(frozen=True)
class Ruling:
    """What a tombstone cites: the ground by number, in the version of the rules in force that day (C9)."""

    ground: int
    rules: int


def render(comment: Comment, ruling: Ruling | None = None) -> str:
    """Write the card in the language of the comment's edition, the same for everybody who reads it."""
    edition = comment.article.edition
    with translation.override(edition.language), timezone.override(ZoneInfo(edition.time_zone)):
        return render_to_string("components/_comment.html", _context(comment, ruling or _last_ruling(comment))).strip()


def _context(comment: Comment, ruling: Ruling | None) -> dict[str, Any]:
    """Gather the component's inputs, as its head lists them."""
    return {
        "key": mark_safe(KEY),  # noqa: S308 # our own constant
        "address": mark_safe(reverse("moderation:comment", kwargs={"pk": 0}).replace("0", KEY)),  # noqa: S308 # as above
        "state": state(comment),
        "html": mark_safe(comment.html),  # noqa: S308 # cleaned by accounts.safety before it was stored
        "name": comment.author.name,
        "public_id": comment.author.public_id,
        "submitted_at": comment.submitted_at,
        "edited_at": comment.edited_at,
        "redacted_at": comment.redacted_at,
        "depth": comment.depth,
        "parent_name": comment.parent.author.name if comment.parent else "",
        "parent_pk": comment.parent_id,
        "ruling": ruling,
    }


def state(comment: Comment) -> str:
    """Name what readers are shown in the comment's place: its text, or which tombstone."""
    if comment.erased_at or comment.author.closing_at:
        return "erased"
    if comment.withdrawn_at:
        return "withdrawn"
    return comment.status


def finished(pk: int, card: str) -> str:
    """Put the comment's key into its card."""
    return card.replace(KEY, str(pk))


@dataclass(frozen=True)
class Page:
    """A stretch of a thread, ready to be shown, and the key behind which the next one begins; empty at the end."""

    html: SafeString
    after: str


def page(article_id: int, *, order: Order = Order.OLDEST, after: str = "", size: int = 50) -> Page:
    """Read a stretch of a thread in one statement, whatever its length."""
    thread = Comment.objects.placed().filter(article=article_id).page(order, after)
    rows = list(thread.values_list("pk", "number", "path", "depth", "card")[: size + 1])
    items = [item(pk, 0 if order == Order.NEWEST else depth, card) for pk, _, _, depth, card in rows[:size]]
    last = rows[size - 1] if len(rows) > size else None
    following = "" if last is None else str(last[1]) if order == Order.NEWEST else last[2]
    return Page(mark_safe("".join(items)), following)  # noqa: S308 # cards were rendered by the template engine


def item(pk: int, depth: int, card: str, modifier: str = "") -> str:
    """Set a card into its list at its depth; `modifier` marks it among the others."""
    mark = f" thread__item--{modifier}" if modifier else ""
    return f'<li class="thread__item thread__item--depth-{depth}{mark}">{finished(pk, card)}</li>'


def in_context(comment: Comment) -> SafeString:
    """Show a comment below those it answers, marked as the one that was asked for (C5)."""
    above = Comment.objects.placed().filter(article=comment.article_id, path__in=comment.ancestor_paths)
    rows = above.order_by("path").values_list("pk", "depth", "card")
    items = [item(*row) for row in rows] + [item(comment.pk, comment.depth, comment.card, modifier="chosen")]
    return mark_safe("".join(items))  # noqa: S308 # cards were rendered by the template engine


def _last_ruling(comment: Comment) -> Ruling | None:
    """Find what a removed comment was removed for; a comment that stands has no ruling."""
    if comment.status != Status.REMOVED:
        return None
    removals = Decision.objects.filter(comment=comment, measure=Measure.REMOVE).order_by("-pk")
    found = removals.values_list("ground_id", "rules_version__number").first()
    return Ruling(*found) if found else None
