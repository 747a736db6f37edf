"""One switch for breaking news (A64): a strip on top of an edition's pages, shorter lives in caches, news first.

It is part of the paper's frame (`articles.paper`), which every page shows and which ends it by the clock, with no
worker. Who switched it, the row and the log of front pages say.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.safety.text import refuse_unusable
from articles import pages, permissions
from articles.actions.events import in_utc, note
from articles.actions.refusals import Crossed, NotAllowed
from articles.actions.saving import locked
from articles.enums import Deed, Thing
from articles.models import Article, Breaking, Edition


class NotOut(ValueError):
    """Only what readers can open is breaking news."""

    def __init__(self) -> None:
        super().__init__(_("Readers do not see this article. Publish it first, or choose another."))


class Over(ValueError):
    """There is none to end."""

    def __init__(self) -> None:
        super().__init__(_("This edition has no breaking news any more, or another one."))


@transaction.atomic
def begin(*, article: Article, headline: str, hours: int, seen: Collection[int], by: User, now: datetime) -> Breaking:
    """Make an article its edition's breaking news for so many hours, 1 to 24, in place of what is.

    Raises NotAllowed for who does not lead the edition's front page, NotOut, and Crossed where the keys of what the
    person has `seen` there lack what stands there by now.
    """
    article = locked(article)
    _hold(article.edition_id, by)
    if not article.is_live(now):
        raise NotOut
    for standing in Breaking.objects.open().filter(edition=article.edition_id):
        if standing.pk not in seen and standing.shown_until(now) > now:
            raise Crossed
        _end(standing, by, now)
    words = refuse_unusable(" ".join(headline.split())) or article.title
    made = Breaking.objects.create(
        edition_id=article.edition_id,
        article=article,
        headline=words[: Breaking._meta.get_field("headline").max_length],
        hours=hours,
        began_at=now,
        began_by=by,
    )
    _tell(made, Deed.ADD, by, now)
    return made


@transaction.atomic
def end(*, breaking: Breaking, by: User, now: datetime) -> None:
    """End breaking news before its time. Raises NotAllowed, and Over where it has ended."""
    _hold(breaking.edition_id, by)
    standing = Breaking.objects.open().filter(pk=breaking.pk).first()
    if standing is None or standing.ends_at() <= now:
        raise Over
    _end(standing, by, now)


def drop(*, article: Article, by: User, now: datetime) -> None:
    """End it with its article, which readers saw no more: a step of other acts."""
    standing = Breaking.objects.open().filter(article=article).first()
    if standing:
        _end(standing, by, now)


def follow(*, article: Article, now: datetime) -> None:
    """Lead to where its article is now, and end with it: a step of acts that change address or end."""
    standing = Breaking.objects.open().filter(article=article).first()
    if standing and standing.ends_at() > now:
        pages.touch(site=True)


def _hold(edition: str, by: User) -> None:
    """Let one person at a time switch; refuse who may not."""
    if found := permissions.obstacle_to_placing(by, edition, None):
        raise NotAllowed(found)
    Edition.objects.select_for_update(no_key=True).get(pk=edition)


def _end(standing: Breaking, by: User, now: datetime) -> None:
    """End it, and log it; of what the clock has ended, that alone is written down."""
    if standing.ends_at() <= now:
        standing.ended_at = standing.ends_at()
        standing.save(update_fields=["ended_at"])
        return
    standing.ended_at, standing.ended_by = now, by
    standing.save(update_fields=["ended_at", "ended_by"])
    _tell(standing, Deed.REMOVE, by, now)


def _tell(breaking: Breaking, deed: Deed, by: User, now: datetime) -> None:
    """Log it below the edition's front page, and put every page out of date: all show the frame."""
    said = f"breaking: #{breaking.article_id} {in_utc(breaking.began_at)} – {in_utc(breaking.ends_at())}"
    note(Thing.FRONT, f"{breaking.edition_id}:breaking", deed, by=by, now=now, note=said)
    pages.touch(site=True)
