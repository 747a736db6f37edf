"""A live blog as its readers get it: which entries, and how programs are told of them (A44).

An article's row says whether it is one: what is none costs no statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.safety.sanitize import text_of
from articles.models import Article, LiveEntry

#: Entries on a page, beside those that are pinned, and new ones that are brought into a page which is open.
PAGE, MOST_NEW = 30, 20
#: Characters of an entry that stand for its headline where it has none.
BEGINNING = 100


@dataclass(frozen=True)
class LiveBlog:
    """What a page shows of an article's live blog."""

    began_at: datetime
    ended_at: datetime | None
    #: Those that are pinned first, then the newest.
    entries: Sequence[LiveEntry]
    #: The key of the newest entry that the page shows; 0: it shows none.
    newest: int
    #: The key before which older entries follow; None: these are the oldest.
    older: int | None
    #: Whether this is a page of older entries.
    is_further: bool


def read(article: Article, before: int | None = None) -> LiveBlog | None:
    """Load what a page shows of an article's live blog, or of those of its entries that are older than `before`.

    None, without a statement, for an article that is no live blog.
    """
    if article.coverage_began_at is None:
        return None
    shown = LiveEntry.objects.shown(article)
    if before is None:
        found = list(shown.pinned_first()[: LiveEntry.MOST_PINNED + PAGE + 1])
    else:
        found = list(shown.filter(pk__lt=before, pin=None)[: PAGE + 1])
    pinned, others = [one for one in found if one.pin], [one for one in found if not one.pin]
    entries = pinned + others[:PAGE]
    return LiveBlog(
        began_at=article.coverage_began_at,
        ended_at=article.coverage_ended_at,
        entries=entries,
        newest=max((one.pk for one in entries), default=0),
        older=others[PAGE - 1].pk if len(others) > PAGE else None,
        is_further=before is not None,
    )


def new(article: Article, after: int) -> list[LiveEntry]:
    """Load the entries that are newer than `after`, the newest first; one more than a page takes says: too many."""
    return list(LiveEntry.objects.shown(article).filter(pk__gt=after)[: MOST_NEW + 1])


def posting(blog: LiveBlog, url: str) -> dict[str, Any]:
    """Describe what an article at `url` has as a schema.org/LiveBlogPosting besides what every article has."""
    described: dict[str, Any] = {
        "@type": "LiveBlogPosting",
        "coverageStartTime": blog.began_at.isoformat(),
        "liveBlogUpdate": [_update(entry, url) for entry in blog.entries],
    }
    return described | ({"coverageEndTime": blog.ended_at.isoformat()} if blog.ended_at else {})


def _update(entry: LiveEntry, url: str) -> dict[str, Any]:
    """Describe an entry as schema.org/BlogPosting."""
    text = text_of(entry.body)
    described: dict[str, Any] = {
        "@type": "BlogPosting",
        "headline": entry.headline or _beginning(text),
        "articleBody": text,
        "datePublished": entry.made_at.isoformat(),
        "url": f"{url}#{entry.anchor}",
    }
    if entry.corrected_at:
        described["dateModified"] = entry.corrected_at.isoformat()
    if entry.authors:
        described["author"] = [{"@type": "Person", "name": name} for name in entry.authors]
    return described


def _beginning(text: str) -> str:
    """Cut the beginning of a text at a word's end."""
    words = " ".join(text.split())
    return words if len(words) <= BEGINNING else f"{words[:BEGINNING].rsplit(' ', 1)[0]}…"
