"""A comment's finished piece of the page, made when it changes and only copied when somebody reads."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, CharField, IntegerField, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from accounts.prepared import Given, Prepared
from moderation.enums import Discussion, Measure, Order, Status
from moderation.models import Comment, Decision, Thread

#: Stands for the comment's key, which a new comment does not have before it is stored. Cleaned text holds no comment
#: of HTML, so that nobody can write this.
KEY = "<!--pk-->"
#: Stand, in a card rendered for all of its shape, for what is a comment's own.
HTML, NAME, TIME, SHOWN_TIME = "<!--html-->", "<!--name-->", "<!--time-->", "<!--shown-time-->"
PARENT, PARENT_NAME = "<!--parent-->", "<!--parent-name-->"
MARKS = re.compile("(" + "|".join((HTML, NAME, TIME, SHOWN_TIME, PARENT, PARENT_NAME)) + ")")
#: Comments on one page of a thread.
PAGE = 50


@dataclass(frozen=True)
class Ruling:
    """What a tombstone cites: the ground by number, in the version of the rules in force that day (C9)."""

    ground: int
    rules: int


@dataclass(frozen=True)
class Shape:
    """What two cards must have in common to differ in their texts alone."""

    language: str
    state: str
    depth: int
    is_named: bool
    is_answer: bool
    answers_somebody: bool
    is_edited: bool
    is_redacted: bool
    ruling: Ruling | None
    #: The language of the text, where it is not the page's.
    text_language: str = ""


def render(comment: Comment, ruling: Ruling | None = None) -> str:
    """Write the card in the language of the comment's edition, the same for everybody who reads it."""
    edition = comment.article.edition
    parent, zone = comment.parent, _zone(edition.time_zone)
    shape = Shape(
        language=edition.language,
        state=state(comment),
        depth=comment.depth,
        is_named=bool(comment.author.name),
        is_answer=parent is not None,
        answers_somebody=bool(parent and parent.author.name and not parent.author.closing_at),
        is_edited=comment.edited_at is not None,
        is_redacted=comment.redacted_at is not None,
        ruling=ruling or _last_ruling(comment),
        text_language=comment.language if comment.language != edition.language else "",
    )
    submitted = comment.submitted_at.astimezone(zone)
    filling = {
        HTML: comment.html,  # cleaned by accounts.safety before it was stored
        NAME: escape(comment.author.name),
        PARENT_NAME: escape(parent.author.name) if parent else "",
        PARENT: str(comment.parent_id),
        TIME: submitted.isoformat(timespec="seconds"),
        SHOWN_TIME: _shown(submitted.replace(second=0, microsecond=0), edition.language),
    }
    return "".join(filling.get(piece, piece) for piece in _pieces(shape))


@lru_cache(maxsize=512)
def _pieces(shape: Shape) -> tuple[str, ...]:
    """Render a card of this shape once, and cut it where each comment's own text goes."""
    with translation.override(shape.language):
        card = render_to_string("components/_comment.html", _context(shape))
    return tuple(MARKS.split(card.strip()))


def _context(shape: Shape) -> dict[str, Any]:
    """Gather the component's inputs, as its head lists them."""
    return {
        "key": mark_safe(KEY),  # noqa: S308 # our own constants, here and below
        "address": mark_safe(reverse("moderation:comment", kwargs={"pk": 0}).replace("0", KEY)),  # noqa: S308
        "state": shape.state,
        "html": mark_safe(HTML),  # noqa: S308
        "name": mark_safe(NAME) if shape.is_named else "",  # noqa: S308
        "time": mark_safe(TIME),  # noqa: S308
        "shown_time": mark_safe(SHOWN_TIME),  # noqa: S308
        "edited": shape.is_edited,
        "redacted": shape.is_redacted,
        "depth": shape.depth,
        "parent_name": mark_safe(PARENT_NAME) if shape.answers_somebody else "",  # noqa: S308
        "parent_pk": mark_safe(PARENT) if shape.is_answer else "",  # noqa: S308
        "ruling": shape.ruling,
        "language": shape.text_language,
    }


@lru_cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=64)
def _shown(at: datetime, language: str) -> str:
    with translation.override(language):
        return escape(date_format(at, "DATETIME_FORMAT"))


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


#: What the key of a comment is made of, in each order.
KEYS = {
    Order.OLDEST: (Given("path", CharField()),),
    Order.NEWEST: (Given("number", IntegerField()),),
    Order.REPLIES: (Given("replies", IntegerField()), Given("number", IntegerField())),
}


class Row(NamedTuple):
    """A comment in a stretch of its thread."""

    pk: int
    depth: int
    html: str


@dataclass(frozen=True)
class Setting:
    """How an article's discussion is set, and how many comments it has."""

    discussion: Discussion = Discussion.OPEN
    message: str = ""
    published_count: int = 0


@dataclass(frozen=True)
class Page:
    """A stretch of a thread, ready to be shown, and the key behind which the next one begins; empty at the end."""

    html: SafeString
    after: str


def rows(article: int, *, order: Order, after: str = "", size: int = PAGE) -> tuple[list[Row], str]:
    """Read a stretch of a thread, and the key of the next, in one statement whatever the thread's length."""
    found = _stretch(order, size, is_further=bool(after)).rows(article=article, **_key(order, after))
    return _ended(found, order, size)


def opening(article: int) -> tuple[Setting, Page]:
    """Read how an article's discussion is set, and its first stretch, in one statement."""
    # The thread's own row has a word where a comment has its path, which is of digits: it comes last.
    found = sorted(_opening().rows(article=article), key=itemgetter(2))
    setting = Setting()
    if found and not found[-1][2].isdigit():
        _article, count, discussion, _number, message = found.pop()
        setting = Setting(Discussion(discussion), message, count)
    shown, following = _ended(found, Order.OLDEST, PAGE)
    return setting, Page(_joined([item(row) for row in shown]), following)


def _ended(found: list[Sequence[Any]], order: Order, size: int) -> tuple[list[Row], str]:
    """Leave off the comment that only tells whether there is another stretch."""
    is_flat = order != Order.OLDEST
    following = _key_of(order, found[size - 1]) if len(found) > size else ""
    shown = [Row(pk, 0 if is_flat else depth, finished(pk, card)) for pk, _, _, depth, card in found[:size]]
    return shown, following


def _key_of(order: Order, row: Sequence[Any]) -> str:
    """Write the key of a comment, of digits alone."""
    _pk, number, place, _depth, _card = row
    match order:
        case Order.REPLIES:
            return f"{place}{number:0{Comment.PATH_STEP}}"
        case Order.NEWEST:
            return str(number)
    return str(place)


@lru_cache
def _opening() -> Prepared[Any]:
    """Prepare the questions for a thread's row and its first stretch, which have as many columns."""

    def set_so() -> QuerySet[Thread, Any]:
        threads = Thread.objects.filter(article=Given("article", BigIntegerField()))
        return threads.values_list("article", "published_count", "discussion", "last_number", "message")

    return Prepared(set_so, partial(_placed, Order.OLDEST, PAGE))


@lru_cache
def _stretch(order: Order, size: int, *, is_further: bool) -> Prepared[Comment]:
    """Prepare the question for a stretch and for one comment more, which tells whether there is another."""
    return Prepared(partial(_placed, order, size, *(KEYS[order] if is_further else ())))


def _placed(order: Order, size: int, *after: Given) -> QuerySet[Comment, Any]:
    thread = Comment.objects.placed().filter(article=Given("article", BigIntegerField())).page(order, *after)
    place = "reply_count" if order == Order.REPLIES else "path"
    return thread.values_list("pk", "number", place, "depth", "card")[: size + 1]


def _key(order: Order, after: str) -> dict[str, int | str]:
    """Read what a key is made of."""
    if order == Order.OLDEST:
        return {"path": after}
    replies, number = after[: -Comment.PATH_STEP], after[-Comment.PATH_STEP :]
    key: dict[str, int | str] = {"number": int(number or 0)}
    return key | {"replies": int(replies or 0)} if order == Order.REPLIES else key


def page(article: int, *, order: Order = Order.OLDEST, after: str = "", size: int = PAGE) -> Page:
    """Read a stretch of a thread as a piece of the page."""
    shown, following = rows(article, order=order, after=after, size=size)
    return Page(_joined(item(row) for row in shown), following)


def in_context(comment: Comment) -> SafeString:
    """Show a comment below those it answers, marked as the one that was asked for (C5)."""
    above = Comment.objects.placed().filter(article=comment.article_id, path__in=comment.ancestor_paths)
    found = above.order_by("path").values_list("pk", "depth", "card")
    items = [item(Row(pk, depth, finished(pk, card))) for pk, depth, card in found]
    chosen = Row(comment.pk, comment.depth, finished(comment.pk, comment.card))
    return _joined([*items, item(chosen, modifier="chosen")])


def item(row: Row, modifier: str = "") -> str:
    """Set a card into its list at its depth; `modifier` marks it among the others."""
    mark = f" thread__item--{modifier}" if modifier else ""
    return f'<li class="thread__item thread__item--depth-{row.depth}{mark}">{row.html}</li>'


def _joined(items: Iterable[str]) -> SafeString:
    return mark_safe("".join(items))  # noqa: S308 # cards were rendered by the template engine


def _last_ruling(comment: Comment) -> Ruling | None:
    """Find what a removed comment was removed for; a comment that stands has no ruling."""
    if comment.status != Status.REMOVED:
        return None
    removals = Decision.objects.filter(comment=comment, measure=Measure.REMOVE).order_by("-pk")
    found = removals.values_list("ground_id", "rules_version__number").first()
    return Ruling(*found) if found else None
