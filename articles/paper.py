"""The frame of every page: the editions and their sections, remembered until one of them changes."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Any

from django.conf import settings
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone, translation

from accounts import demo
from articles.models import Article, Edition, SectionName
from articles.pages.stamps import SITE, Reading, stamps

#: Seconds after which the frame is read anew in any case.
LIFETIME = 60.0
#: The same while the stamps cannot be read: a page asks for the frame some thirty times.
MOMENT = 1.0


@dataclass(frozen=True)
class SectionFace:
    """A section as one edition names it."""

    pk: int
    code: str
    name: str
    slug: str
    url: str


@dataclass(frozen=True)
class Strip:
    """An edition's breaking news, as it stands on top of its pages (A64)."""

    article: int
    headline: str
    url: str
    ends_at: datetime


@dataclass(frozen=True)
class EditionFace:
    """An edition as pages show it."""

    language: str
    #: The language's own name for itself.
    language_name: str
    name: str
    tagline: str
    direction: str
    time_zone: str
    is_default: bool
    url: str
    sections: tuple[SectionFace, ...]
    #: None while there is no breaking news.
    breaking: Strip | None = None

    def section(self, pk: int) -> SectionFace | None:
        return next((section for section in self.sections if section.pk == pk), None)


@dataclass(frozen=True)
class Paper:
    """All editions, in their order; and whether what they show is made up."""

    editions: tuple[EditionFace, ...]
    is_demo: bool = False

    def edition(self, language: str | None) -> EditionFace | None:
        return next((edition for edition in self.editions if edition.language == language), None)

    @property
    def default(self) -> EditionFace | None:
        """The edition for readers whose language has none."""
        return next((edition for edition in self.editions if edition.is_default), next(iter(self.editions), None))


#: As of which reading, until when by the clock that only counts and by that which people read, and what.
_remembered: tuple[Reading | None, float, float, Paper] | None = None


class _Making(threading.local):
    """The page that this thread makes, if it makes one: as of which reading, and when the frames that it saw change."""

    reading: Reading | None = None
    changes_at: float = inf


_making = _Making()


@contextmanager
def page_of(reading: Reading | None) -> Iterator[None]:
    """Let the page made within see the frame as of this reading, which is then taken once and not for each question."""
    _making.reading, _making.changes_at = reading, inf
    try:
        yield
    finally:
        _making.reading = None


def paper() -> Paper:
    """Return the paper's frame; costs no query while nothing of it has changed."""
    global _remembered  # noqa: PLW0603 # one memory a process is the point
    if _remembered:
        earlier, until, changes_at, frame = _remembered
        if time.monotonic() < until and time.time() < changes_at and _is_as(earlier):
            return _seen(frame, changes_at)
    reading = stamps().read()
    read = _read()
    changes_at = min((one.breaking.ends_at.timestamp() for one in read.editions if one.breaking), default=inf)
    _remembered = reading, time.monotonic() + (LIFETIME if reading else MOMENT), changes_at, read
    return _seen(read, changes_at)


def seen_until() -> float:
    """Return when the clock changes what the page that this thread makes has seen of the frame."""
    return _making.changes_at


def _seen(frame: Paper, changes_at: float) -> Paper:
    _making.changes_at = min(_making.changes_at, changes_at)
    return frame


def breaking(path: str) -> Strip | None:
    """Return the breaking news of the edition below which an address lies, if it has one."""
    edition = paper().edition(translation.get_language_from_path(path))
    return edition.breaking if edition else None


def _is_as(earlier: Reading | None) -> bool:
    if earlier is None:
        return _making.reading is None  # no page that is kept shows what was read without a clock
    if _making.reading is not None:
        return _making.reading.has_frame_of(earlier)
    return stamps().is_current(earlier, (SITE,))


def forget() -> None:
    """Read the frame anew next time; for tests, whose rows vanish without a word."""
    global _remembered  # noqa: PLW0603 # as above
    _remembered = None


def _read() -> Paper:
    names: dict[str, list[SectionName]] = {}
    for name in SectionName.objects.select_related("section").order_by("section__position", "section__code"):
        names.setdefault(name.edition_id, []).append(name)
    served = {code for code, _name in settings.LANGUAGES}
    now, news = timezone.now(), FilteredRelation("breakings", condition=Q(breakings__ended_at=None))
    return Paper(
        tuple(
            _edition(edition, names.get(edition.language, []), now)
            for edition in Edition.objects.annotate(news=news).annotate(**_TOLD)
            if edition.language in served
        ),
        is_demo=demo.is_loaded(),
    )


#: What is asked of an edition's breaking news, in the statement that asks for the editions.
_TOLD = {
    "news_headline": F("news__headline"),
    "news_hours": F("news__hours"),
    "news_began_at": F("news__began_at"),
    **{f"news_{name}": F(f"news__article__{name}") for name in ("id", "slug", "status", "published_at", "expires_at")},
}


def _strip(edition: Any, now: datetime) -> Strip | None:  # noqa: ANN401 # an Edition with what `_TOLD` adds
    """Return an edition's breaking news while it lasts and readers may open its article."""
    if edition.news_id is None:
        return None
    ends_at = edition.news_began_at + timedelta(hours=edition.news_hours)
    columns = {
        name: getattr(edition, f"news_{name}") for name in ("id", "slug", "status", "published_at", "expires_at")
    }
    article = Article(edition_id=edition.language, **columns)
    ends_at = min(ends_at, article.expires_at or ends_at)
    if ends_at <= now or not article.is_live(now):
        return None
    return Strip(article.pk, edition.news_headline, article.get_absolute_url(), ends_at)


def _edition(edition: Edition, names: list[SectionName], now: datetime) -> EditionFace:
    with translation.override(edition.language):
        sections = tuple(
            SectionFace(name.section_id, name.section.code, name.name, name.slug, name.get_absolute_url())
            for name in names
        )
    return EditionFace(
        language=edition.language,
        language_name=translation.get_language_info(edition.language)["name_local"],
        name=edition.name,
        tagline=edition.tagline,
        direction=edition.direction,
        time_zone=edition.time_zone,
        is_default=edition.is_default,
        url=edition.get_absolute_url(),
        sections=sections,
        breaking=_strip(edition, now),
    )
