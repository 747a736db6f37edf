"""Putting right what an article said: records that readers see beside it (A28)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.safety.text import refuse_unusable
from articles import pages, permissions
from articles.actions.announcing import announce
from articles.actions.events import log
from articles.actions.refusals import NotAllowed
from articles.enums import Act, CorrectionKind, State
from articles.models import Article, Correction


class AlreadyPublic(ValueError):
    """Readers have seen this correction: it stays, and a later one supersedes it."""

    def __init__(self) -> None:
        super().__init__(_("Readers have seen this correction. Record a new one that supersedes it."))


class CannotSupersede(ValueError):
    """The correction is another article's, or no reader has seen it, or another one stands in its place already."""

    def __init__(self) -> None:
        super().__init__(_("Supersede a correction of this article that is public and not superseded yet."))


class Answers(ValueError):
    """The correction is the answer to somebody who reported a mistake: it can be changed, not deleted."""

    def __init__(self) -> None:
        super().__init__(_("Somebody who reported a mistake was told of this correction. Change it instead."))


@dataclass(frozen=True)
class Note:
    """What a correction says."""

    kind: CorrectionKind
    text: str
    supersedes: Correction | None = None

    @property
    def columns(self) -> dict[str, Any]:  # what each column takes
        return vars(self) | {"text": refuse_unusable(self.text.strip())}


@transaction.atomic
def record(*, article: Article, note: Note, by: User, now: datetime) -> Correction:
    """Record a correction; readers see it at once where the article is live, else as soon as the article is out."""
    article = _locked(article, by, now)
    _demand_supersedable(article, note, now)
    public_at = article.published_at if article.state(now) == State.SCHEDULED else None
    if article.state(now) == State.PUBLISHED:
        public_at = article.changed_at = now
        article.save(update_fields=["changed_at"])
        announce(article=article, now=now)
    made = Correction.objects.create(article=article, made_by=by, made_at=now, public_at=public_at, **note.columns)
    _note(article, by, now)
    return made


@transaction.atomic
def amend(*, correction: Correction, note: Note, by: User, now: datetime) -> None:
    """Change what no reader has seen yet; raise AlreadyPublic."""
    article, unseen = _locked(correction.article, by, now), _unseen(correction, now)
    if note.supersedes != unseen.supersedes:
        _demand_supersedable(article, note, now)
    Correction.objects.filter(pk=unseen.pk).update(**note.columns)
    _note(article, by, now)


@transaction.atomic
def drop(*, correction: Correction, by: User, now: datetime) -> None:
    """Delete what no reader has seen yet; raise AlreadyPublic, or Answers where something refers to it."""
    article = _locked(correction.article, by, now)
    try:
        _unseen(correction, now).delete()
    except ProtectedError:
        raise Answers from None
    _note(article, by, now)


def _locked(article: Article, by: User, now: datetime) -> Article:
    """Hold the article; raise NotAllowed if this person may not correct it."""
    held = Article.objects.select_for_update(of=("self",)).select_related("section").get(pk=article.pk)
    if found := permissions.obstacle(by, held, Act.CORRECT, now):
        raise NotAllowed(found)
    return held


def _unseen(correction: Correction, now: datetime) -> Correction:
    """Read the row anew; raise AlreadyPublic if readers have seen it."""
    stored = Correction.objects.get(pk=correction.pk)
    if stored.is_public(now):
        raise AlreadyPublic
    return stored


def _demand_supersedable(article: Article, note: Note, now: datetime) -> None:
    earlier = note.supersedes
    if earlier and not Correction.objects.to_supersede(article, now).filter(pk=earlier.pk).exists():
        raise CannotSupersede


def _note(article: Article, by: User, now: datetime) -> None:
    """Write the newsroom's log, and put kept pages that show the article's corrections out of date."""
    shown = article.live_revision or article.newest_revision()
    log(article, Act.CORRECT, shown, by=by, now=now, before=article.state(now))
    pages.touch(edition=article.edition_id)
    pages.touch(article=article.pk)
