"""Live blogs: an article that is told entry by entry while something happens (A44).

Somebody who may publish begins one, and thereby lets the article's author write to its readers: what is entered is
out at once where the article is, unread by anybody else, as corrections are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.safety.sanitize import clean_article, text_of
from accounts.safety.text import refuse_unusable
from articles import pages
from articles.actions.announcing import SEEN, announce
from articles.actions.events import log
from articles.actions.refusals import Crossed, NotAllowed, demand
from articles.actions.saving import locked
from articles.enums import Act, State
from articles.lifecycle import Obstacle
from articles.models import Article, LiveEntry, LiveEntryRevision
from articles.models.text import names_of


class NotRunning(ValueError):
    """The article is no live blog, or its live blog has ended."""

    def __init__(self) -> None:
        super().__init__(_("The live blog is not running. Ask somebody who may publish to begin it, then send again."))


class AlreadyRunning(ValueError):
    """Somebody has begun the live blog already."""

    def __init__(self) -> None:
        super().__init__(_("The live blog is running already."))


class SaysNothing(ValueError):
    """An entry has no words."""

    def __init__(self) -> None:
        super().__init__(_("Write what the entry says."))


class Gone(ValueError):
    """The entry was withdrawn."""

    def __init__(self) -> None:
        super().__init__(_("This entry was withdrawn. Add a new one with what it should say."))


class TooManyPins(ValueError):
    """As many entries as may be pinned are."""

    def __init__(self) -> None:
        said = _("No more than %(most)d entries can be pinned. Unpin another one first.")
        super().__init__(said % {"most": LiveEntry.MOST_PINNED})


@dataclass(frozen=True)
class Said:
    """What an entry says: its text as markup, the names of who wrote it one a line, and a headline if it has one."""

    body: str
    headline: str = ""
    byline: str = ""

    def cleaned(self) -> "Said":
        """Return it as it is stored and shown; raise SaysNothing, or UnusableText for what no text may hold."""
        body = clean_article(self.body)
        if not text_of(body).strip():
            raise SaysNothing
        headline, byline = refuse_unusable(self.headline).strip(), "\n".join(names_of(refuse_unusable(self.byline)))
        return replace(self, body=str(body), headline=headline, byline=byline)


@transaction.atomic
def begin(*, article: Article, by: User, now: datetime) -> None:
    """Make an article a live blog, or let one that had ended go on. In a section of four eyes its author does not.

    Raises NotAllowed, AlreadyRunning.
    """
    article = locked(article)
    demand(article, Act.COVER, by, now)
    if article.section.needs_four_eyes and article.created_by_id == by.pk:
        raise NotAllowed(Obstacle.FOUR_EYES)
    if article.coverage_began_at and article.coverage_ended_at is None:
        raise AlreadyRunning
    article.coverage_began_at, article.coverage_ended_at = article.coverage_began_at or now, None
    _tell(article, Act.COVER, ["coverage_began_at"], by=by, now=now)


@transaction.atomic
def end(*, article: Article, by: User, now: datetime) -> None:
    """End a live blog: its entries stay, and can still be put right. Raises NotAllowed, NotRunning."""
    article = locked(article)
    demand(article, Act.COVER, by, now)
    _demand_running(article)
    article.coverage_ended_at = now
    _tell(article, Act.COVER, ["coverage_ended_at"], by=by, now=now)


@transaction.atomic
def add(*, article: Article, said: Said, by: User, now: datetime) -> LiveEntry:
    """Add an entry; what was sent twice is added once. Raises NotAllowed, NotRunning, SaysNothing."""
    article = locked(article)
    demand(article, Act.ENTER, by, now)
    _demand_running(article)
    words = vars(said.cleaned())
    newest = LiveEntry.objects.filter(article=article).order_by("-pk").first()
    if newest and newest.made_by_id == by.pk and words == {name: getattr(newest, name) for name in words}:
        return newest
    entry = LiveEntry.objects.create(article=article, made_by=by, made_at=now, **words)
    LiveEntryRevision.objects.create(entry=entry, number=1, made_by=by, made_at=now, **words)
    _tell(article, Act.ENTER, [name for name, text in words.items() if text], by=by, now=now, entry=entry)
    return entry


@transaction.atomic
def edit(*, entry: LiveEntry, said: Said, base: int, by: User, now: datetime) -> None:
    """Let an entry say something else than its revision `base`; readers who have seen it are told when.

    Raises NotAllowed, Gone, SaysNothing, Crossed if somebody else has changed it since.
    """
    article, entry = _held(entry, by, now)
    words = vars(said.cleaned())
    fields = [name for name, text in words.items() if getattr(entry, name) != text]
    if not fields:
        return
    try:
        with transaction.atomic():  # of two who send at once, the number can be taken by one
            LiveEntryRevision.objects.create(entry=entry, number=base + 1, made_by=by, made_at=now, **words)
    except IntegrityError:
        raise Crossed(_("Somebody else has changed this entry meanwhile. Look at it below, then send again.")) from None
    corrected = {"corrected_at": now} if article.state(now) in SEEN else {}
    _change(entry, **words, **corrected)
    _tell(article, Act.ENTER, fields, by=by, now=now, entry=entry)


@transaction.atomic
def withdraw(*, entry: LiveEntry, by: User, now: datetime) -> None:
    """Take an entry away from readers, for good; the record keeps it. Raises NotAllowed, Gone."""
    article, entry = _held(entry, by, now)
    _change(entry, pin=None, withdrawn_at=now)
    _tell(article, Act.ENTER, ["withdrawn_at"], by=by, now=now, entry=entry)


@transaction.atomic
def pin(*, entry: LiveEntry, by: User, now: datetime) -> None:
    """Put an entry above the others; nothing happens where it is. Raises NotAllowed, Gone, TooManyPins."""
    article, entry = _held(entry, by, now)
    if entry.pin:
        return
    taken = set(LiveEntry.objects.filter(article=article, pin__isnull=False).values_list("pin", flat=True))
    free = [place for place in range(1, LiveEntry.MOST_PINNED + 1) if place not in taken]
    if not free:
        raise TooManyPins
    _change(entry, pin=free[0])
    _tell(article, Act.ENTER, ["pin"], by=by, now=now, entry=entry)


@transaction.atomic
def unpin(*, entry: LiveEntry, by: User, now: datetime) -> None:
    """Let an entry stand among the others again; nothing happens where it does. Raises NotAllowed, Gone."""
    article, entry = _held(entry, by, now)
    if entry.pin:
        _change(entry, pin=None)
        _tell(article, Act.ENTER, ["pin"], by=by, now=now, entry=entry)


def _held(entry: LiveEntry, by: User, now: datetime) -> tuple[Article, LiveEntry]:
    """Hold the article and read the entry anew: one's own, or any for who may publish; raise NotAllowed, Gone."""
    article = locked(entry.article)
    demand(article, Act.ENTER if entry.made_by_id == by.pk else Act.COVER, by, now)
    stored = LiveEntry.objects.get(pk=entry.pk)
    if stored.withdrawn_at:
        raise Gone
    return article, stored


def _demand_running(article: Article) -> None:
    if article.coverage_began_at is None or article.coverage_ended_at:
        raise NotRunning


def _change(entry: LiveEntry, **columns: Any) -> None:  # what each column takes
    LiveEntry.objects.filter(pk=entry.pk).update(**columns)


def _tell(
    article: Article, act: Act, fields: Iterable[str], *, by: User, now: datetime, entry: LiveEntry | None = None
) -> None:
    """Store the article, write the log, and tell whoever shows it that it changed, as a correction does."""
    is_out = article.state(now) == State.PUBLISHED
    if is_out:
        article.changed_at = now
    article.save(update_fields=["coverage_began_at", "coverage_ended_at", "changed_at"])
    if is_out:
        announce(article=article, now=now)
    shown, note = article.live_revision or article.newest_revision(), f"#{entry.pk}" if entry else ""
    log(article, act, shown, by=by, now=now, before=article.state(now), fields=fields, note=note)
    pages.touch(edition=article.edition_id, article=article.pk)
