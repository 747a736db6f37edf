"""Stretches of a thread, put together from finished cards: nothing is counted, skipped or rendered for a reader."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Case, CharField, F, IntegerField, Q, QuerySet, Value, When
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from accounts.prepared import Given, Prepared
from moderation.cards import KEY
from moderation.enums import Order
from moderation.models import Comment, Thread

#: Stands where a thread's setting would, if the clock changes it or experts are asked there.
PLANNED = "planned"
#: Comments on one page of a thread.
PAGE = 50
#: What a card that can be appreciated has, and no other: cleaned text has no such element.
MENU = '<footer class="comment__menu">'
#: How a card leads to the comment that it answers, which may not be on the page: text has no such element either.
PLACE = "#comment-"
ANSWERS = f'<a class="comment__parent" href="{PLACE}'
BADGE = '<a class="comment__badge"'
#: A button's markup before and behind the key of its comment.
Button = tuple[str, str]
#: What the key of a comment is made of, in each order.
KEYS = {
    Order.OLDEST: (Given("path", CharField()),),
    Order.NEWEST: (Given("number", IntegerField()),),
    Order.REPLIES: (Given("count", IntegerField()), Given("number", IntegerField())),
    Order.APPRECIATED: (Given("count", IntegerField()), Given("number", IntegerField())),
    Order.CHOSEN: (Given("number", IntegerField()),),
}
#: Orders whose key is a count and, of comments with as many, the number.
COUNTED = (Order.REPLIES, Order.APPRECIATED)


def finished(pk: int, card: str, button: Button | None) -> str:
    """Put the comment's key into its card, and the button that appreciates it into its menu where it has one."""
    key = str(pk)
    head, menu, tail = card.replace(KEY, key).rpartition(MENU)
    if not (menu and button):
        return f"{head}{menu}{tail}"
    before, after = button
    return f"{head}{menu}{before}{key}{after}{tail}"


def led(card: str, here: Collection[int]) -> str:
    """Let a reply lead to what it answers, also where that stands on another stretch: to its own page (C3)."""
    before, link, after = card.partition(ANSWERS)
    parent = after.partition('"')[0]
    if not link or int(parent) in here:
        return card
    address = _page_of(translation.get_language()).replace(KEY, parent)
    return f"{before}{link.removesuffix(PLACE)}{address}{after.removeprefix(parent)}"


@lru_cache
def _page_of(_language: str | None) -> str:
    return reverse("moderation:comment", kwargs={"pk": 0}).replace("0", KEY)


@lru_cache(maxsize=4096)
def appreciate(language: str | None, count: int, *, is_given: bool = False) -> Button:
    """Write the button that sends the page's form `appreciating`, in the language of the page, not of the card."""
    name = "moderation:take_back_appreciation" if is_given else "moderation:appreciate"
    with translation.override(language):
        address = reverse(name, kwargs={"pk": 0}).replace("0", KEY)
        context = {"address": mark_safe(address), "count": count, "is_given": is_given, "language": language}  # noqa: S308 # ours
        before, after = render_to_string("components/_appreciate.html", context).strip().split(KEY)
    return before, after


class Row(NamedTuple):
    """A comment in a stretch of its thread."""

    pk: int
    depth: int
    html: str


@dataclass(frozen=True)
class Page:
    """A stretch of a thread, ready to be shown, and the key behind which the next one begins; empty at the end."""

    html: SafeString
    after: str

    @property
    def has_badges(self) -> bool:
        """Say whether a badge stands in it, which has a style of its own; text has no such element."""
        return BADGE in self.html


def rows(article: int, *, order: Order, after: str = "", size: int = PAGE) -> tuple[list[Row], str]:
    """Read a stretch of a thread, and the key of the next, in one statement whatever the thread's length."""
    found = _stretch(order, size, is_further=bool(after)).rows(article=article, **_key(order, after))
    return _ended(found, order, size)


def is_key(after: str, order: Order) -> bool:
    """Say whether this can be the key of a stretch, or is none at all."""
    steps = Comment.MAX_DEPTH + 1 if order == Order.OLDEST else len(KEYS[order])
    return not after or (after.isascii() and after.isdigit() and len(after) <= steps * Comment.PATH_STEP)


def comments(article: int, *, order: Order, after: str = "", size: int = PAGE) -> tuple[list[Comment], str]:
    """Read the same stretch as comments with their authors, and the key of the next."""
    found = _whole(order, size, is_further=bool(after)).objects(article=article, **_key(order, after))
    if len(found) <= size:
        return found, ""
    last = found[size - 1]
    place = last.reply_count if order == Order.REPLIES else last.path
    return found[:size], _key_of(order, (last.pk, last.number, place, last.depth, "", last.appreciation_count))


def opening(article: int) -> tuple[Thread | None, Page]:
    """Read an article's discussion and its first stretch, in one statement; in two where more is to be known of it."""
    # The thread's own row has a word where a comment has its path, which is of digits: it comes last.
    found = sorted(_opening().rows(article=article), key=itemgetter(2))
    thread = None
    if found and not found[-1][2].isdigit():
        _article, count, discussion, is_set, message, last = found.pop()
        thread = Thread(
            article_id=article, published_count=count, discussion=discussion, message=message, last_number=last
        )
        # when is not asked for here: that somebody set it is what counts
        thread.set_at = datetime.min.replace(tzinfo=UTC) if is_set else None
        if discussion == PLANNED:
            thread = Thread.objects.get(pk=article)
    shown, following = _ended(found, Order.OLDEST, PAGE)
    return thread, Page(joined([item(row) for row in shown]), following)


def latest(article: int) -> list[tuple[int, int]]:
    """Return number and key of the newest comments that readers can read, as many as a page has, the newest first."""
    return [(number, pk) for number, pk in _latest().rows(article=article)]


@lru_cache
def _latest() -> Prepared[Comment]:
    def newest() -> QuerySet[Comment, Any]:
        found = Comment.objects.readable().filter(article=Given("article", BigIntegerField()))
        return found.newest_first().values_list("number", "pk")[:PAGE]

    return Prepared(newest)


def _ended(found: list[Sequence[Any]], order: Order, size: int) -> tuple[list[Row], str]:
    """Leave off the comment that only tells whether there is another stretch."""
    is_flat, language = order != Order.OLDEST, translation.get_language()
    following = _key_of(order, found[size - 1]) if len(found) > size else ""
    here = {row[0] for row in found[:size]}
    shown = [
        Row(pk, 0 if is_flat else depth, led(finished(pk, card, appreciate(language, appreciated)), here))
        for pk, _, _, depth, card, appreciated in found[:size]
    ]
    return shown, following


def _key_of(order: Order, row: Sequence[Any]) -> str:
    """Write the key of a comment, of digits alone."""
    _pk, number, place, _depth, _card, appreciated = row
    match order:
        case Order.REPLIES:
            return counted_key(place, number)
        case Order.APPRECIATED:
            return counted_key(appreciated, number)
        case Order.NEWEST | Order.CHOSEN:
            return str(number)
    return str(place)


@lru_cache
def _opening() -> Prepared[Any]:
    """Prepare the questions for a thread's row and its first stretch, which have as many columns."""

    def set_so() -> QuerySet[Thread, Any]:
        threads = Thread.objects.filter(article=Given("article", BigIntegerField())).annotate(
            shown=Case(
                When(Q(planned_from__isnull=False) | Q(asked_from__isnull=False), then=Value(PLANNED)),
                default=F("discussion"),
            ),
            is_set=Case(When(set_at__isnull=True, then=0), default=1),
        )
        return threads.values_list("article", "published_count", "shown", "is_set", "message", "last_number")

    return Prepared(set_so, partial(_placed, Order.OLDEST, PAGE))


@lru_cache
def _stretch(order: Order, size: int, *, is_further: bool) -> Prepared[Comment]:
    """Prepare the question for a stretch and for one comment more, which tells whether there is another."""
    return Prepared(partial(_placed, order, size, *(KEYS[order] if is_further else ())))


def _placed(order: Order, size: int, *after: Given) -> QuerySet[Comment, Any]:
    thread = Comment.objects.placed().filter(article=Given("article", BigIntegerField())).page(order, *after)
    place = "reply_count" if order == Order.REPLIES else "path"
    return thread.values_list("pk", "number", place, "depth", "card", "appreciation_count")[: size + 1]


@lru_cache
def _whole(order: Order, size: int, *, is_further: bool) -> Prepared[Comment]:
    """Prepare the question for a stretch of whole comments, and for one more."""

    def placed() -> QuerySet[Comment]:
        thread = Comment.objects.placed().filter(article=Given("article", BigIntegerField()))
        return thread.page(order, *(KEYS[order] if is_further else ())).select_related("author")[: size + 1]

    return Prepared(placed)


def _key(order: Order, after: str) -> dict[str, int | str]:
    """Read what a key is made of."""
    if order == Order.OLDEST:
        return {"path": after}
    count, number = parts_of(after)
    key: dict[str, int | str] = {"number": number}
    return key | {"count": count} if order in COUNTED else key


def counted_key(count: int, number: int) -> str:
    """Write a key of a count and a number, of digits alone."""
    return f"{count}{number:0{Comment.PATH_STEP}}"


def parts_of(key: str) -> tuple[int, int]:
    """Read count and number again."""
    return int(key[: -Comment.PATH_STEP] or 0), int(key[-Comment.PATH_STEP :] or 0)


def page(article: int, *, order: Order = Order.OLDEST, after: str = "", size: int = PAGE) -> Page:
    """Read a stretch of a thread as a piece of the page."""
    shown, following = rows(article, order=order, after=after, size=size)
    return Page(joined(item(row) for row in shown), following)


def in_context(comment: Comment, *, is_own: bool, is_given: bool) -> SafeString:
    """Show a comment below those it answers, marked as the one that was asked for (C5).

    Its author is not asked to appreciate it; who does so already can take it back.
    """
    language = translation.get_language()
    above = Comment.objects.placed().filter(article=comment.article_id, path__in=comment.ancestor_paths)
    found = above.order_by("path").values_list("pk", "depth", "card", "appreciation_count")
    rows = list(found)
    here = {comment.pk, *(row[0] for row in rows)}
    items = [
        item(Row(pk, depth, led(finished(pk, card, appreciate(language, count)), here)))
        for pk, depth, card, count in rows
    ]
    button = None if is_own else appreciate(language, comment.appreciation_count, is_given=is_given)
    chosen = Row(comment.pk, comment.depth, led(finished(comment.pk, comment.card, button), here))
    return joined([*items, item(chosen, modifier="chosen")])


def item(row: Row, modifier: str = "") -> str:
    """Set a card into its list at its depth; `modifier` marks it among the others."""
    mark = f" thread__item--{modifier}" if modifier else ""
    return f'<li class="thread__item thread__item--depth-{row.depth}{mark}">{row.html}</li>'


def joined(items: Iterable[str]) -> SafeString:
    return mark_safe("".join(items))  # noqa: S308 # cards were rendered by the template engine
