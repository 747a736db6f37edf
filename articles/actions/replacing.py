"""Showing another photo wherever one is: for rights that end, and pictures that turn out to be wrong."""

from dataclasses import replace as but
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import pages, permissions
from articles.actions import articles
from articles.actions.announcing import announce
from articles.actions.events import log, note
from articles.actions.saving import locked, show, store
from articles.enums import Act, Deed, State, Thing
from articles.models import Article, Photo, Text


class SamePhoto(ValueError):
    """A photo was to be replaced by itself, or by one that readers cannot see; the message says which."""


@transaction.atomic
def replace(*, photo: Photo, other: Photo, by: User, now: datetime) -> int:
    """Show another photo wherever this one is or is about to be; return in how many articles.

    All of them, or none: raises NotAllowed, and SamePhoto where nothing would be gained. Readers see it at once, as
    a revision; what else of an article is not out yet stays so.
    """
    if other.pk == photo.pk or other.is_over(now):
        raise SamePhoto(_("Choose another photo whose rights have not ended."))
    told = [locked(article) for article in Article.objects.with_photo(photo.pk).defer("body").order_by("pk")]
    for article in told:
        act = Act.PUBLISH if article.live_revision_id else Act.REVISE
        if found := permissions.obstacle(by, article, act, now):
            raise articles.NotAllowed(found)
    for article in told:
        _replace_in(article, photo, other, by, now)
        pages.touch(edition=article.edition_id, article=article.pk)
        if article.is_live(now):
            announce(article=article, now=now)
    note(Thing.PHOTO, photo.pk, Deed.REPLACE, by=by, now=now, note=str(other.pk))
    return len(told)


def _replace_in(article: Article, photo: Photo, other: Photo, by: User, now: datetime) -> None:
    live = article.live_revision
    if live is None or article.photo_id != photo.pk:
        newest = article.newest_revision()
        text = but(Text.of(newest), photo_id=other.pk)
        articles.revise(article=article, text=text, base=newest.number, author=by, now=now)
        return
    waiting = list(article.unpublished_revisions().order_by("number"))
    number = article.newest_revision().number + 1
    _show_other(article, number, but(Text.of(live), photo_id=other.pk), by, now)
    # What is not out yet follows, still by who wrote it: nobody reads their own text for the paper (A7).
    for later, revision in enumerate(waiting, number + 1):
        text = Text.of(revision)
        text = but(text, photo_id=other.pk) if text.photo_id == photo.pk else text
        store(article, later, text, revision.made_by, now)


def _show_other(article: Article, number: int, text: Text, by: User, now: datetime) -> None:
    """Bring before readers what they see already, or saw last, with another photo."""
    before = article.state(now)
    shown = store(article, number, text, by, now)
    show(article, shown)
    article.changed_at = now if before == State.PUBLISHED else article.changed_at
    article.save()
    act = Act.PUBLISH if before in (State.PUBLISHED, State.SCHEDULED) else Act.REVISE
    log(article, act, shown, by=by, now=now, before=before, fields=["photo"])
