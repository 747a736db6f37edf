"""What an edition has told about something, found for readers at a moment."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from articles.models import Article, Tag, Tagging
from articles.models.article import ArticleQuerySet
from articles.search import questions
from articles.search.engines import BYLINE, HEAD, WORDS, holds, patience
from articles.search.questions import Question
from articles.search.words import fold

#: Articles on a page of results.
PAGE = 20


class Part(Enum):
    """Where the words stand: articles that are about them come first, then those that only mention them."""

    HEAD = "h"
    TEXT = "t"


@dataclass(frozen=True)
class Asked:
    """What a reader wants to find. Nothing of it has to be right: what cannot be found is not."""

    typed: str
    language: str
    section: int | None = None
    byline: str = ""
    tag: str = ""
    since: datetime | None = None
    until: datetime | None = None
    #: The end of the page before (`Found.after`).
    after: str = ""


@dataclass(frozen=True)
class Found:
    """A page of results, the question as it was read, and the key after which they go on (empty: they end)."""

    question: Question
    articles: list[Article] = field(default_factory=list)
    after: str = ""


class NoSuchPlace(ValueError):
    """There are no results that `after` could be the end of."""


def find(asked: Asked, *, now: datetime) -> Found:
    """Return what readers of the edition may see at `now`; raise NoSuchPlace or TookTooLong.

    First what has all the words in title, summary or byline, then what has them in its text, each the newest first.
    """
    question = questions.read(asked.typed, asked.language)
    if not question.terms:
        return Found(question)
    begun, last = _place(asked.after)
    with patience():
        keys = _newest(_narrowed(asked, now), question, begun, last)
    by_key = Article.objects.live(now).for_lists().defer(None).in_bulk([key for _part, key in keys[:PAGE]])
    articles = [by_key[key] for _part, key in keys[:PAGE] if key in by_key]
    part, key = keys[PAGE - 1] if len(keys) > PAGE else (None, 0)
    return Found(question, articles, f"{part.value}{key}" if part else "")


def _newest(told: ArticleQuerySet, question: Question, begun: Part, last: Article | None) -> list[tuple[Part, int]]:
    """Take the keys of a page and one more from the part in which it begins, and from the next."""
    about = holds(HEAD, question)
    found: list[tuple[Part, int]] = []
    for part in list(Part)[list(Part).index(begun) :]:
        lacking = PAGE + 1 - len(found)
        if not lacking:
            break
        rows = told.filter(about) if part is Part.HEAD else told.filter(holds(WORDS, question)).exclude(about)
        if last is not None and part is begun:
            rows = rows.older_than(last)
        found += [(part, key) for key in rows.newest_first().values_list("pk", flat=True)[:lacking]]
    return found


def _narrowed(asked: Asked, now: datetime) -> ArticleQuerySet:
    told = Article.objects.filter(edition=asked.language).live(now)
    if asked.section is not None:
        told = told.filter(section=asked.section)
    if asked.since is not None:
        told = told.filter(published_at__gte=asked.since)
    if asked.until is not None:
        told = told.filter(published_at__lte=asked.until)
    if asked.tag:
        tags = Tag.objects.by_name(asked.language, [" ".join(fold(asked.tag))]).values()
        told = told.filter(pk__in=Tagging.objects.filter(tag__in=tags).values("article"))
    if name := questions.name(asked.byline):
        told = told.filter(holds(BYLINE, Question((name,))))
    return told


def _place(after: str) -> tuple[Part, Article | None]:
    """Read a key; the article may have been taken back since, its place in the order is still known."""
    if not after:
        return Part.HEAD, None
    kind, key = after[:1], after[1:]
    if kind not in {part.value for part in Part} or not (key.isascii() and key.isdigit() and len(key) < 19):
        raise NoSuchPlace
    last = Article.objects.filter(published_at__isnull=False).only("published_at").filter(pk=key).first()
    if last is None:
        raise NoSuchPlace
    return Part(kind), last
