"""Showing readers what changed with a correction, where an editor chooses so (A58)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import pages
from articles.actions.events import log
from articles.actions.refusals import demand
from articles.actions.saving import locked
from articles.enums import Act
from articles.models import Article, Comparison, Correction
from articles.models.comparison import steps


class NotSeen(ValueError):
    """Readers have not got these texts one after the other, the article was taken back since, or nobody knows yet."""

    def __init__(self) -> None:
        super().__init__(_("Readers can be shown only what changed in what they see. Choose one of the changes below."))


class NotShown(ValueError):
    """Readers are not shown what changed with this correction."""

    def __init__(self) -> None:
        super().__init__(_("Readers are not shown what changed with this correction. Load the page anew."))


@transaction.atomic
def disclose(*, correction: Correction, after: int, by: User, now: datetime) -> Comparison:
    """Show readers what changed when they got the text of revision `after`, beside a correction that they see.

    What was shown with it before is so no more. Raises NotAllowed, or NotSeen where that text was not live in the
    place of another one since the article is out, or readers do not see the correction.
    """
    article = locked(correction.article)
    demand(article, Act.DISCLOSE, by, now)
    step = next((one for one in steps(article) if one.after.number == after), None)
    if step is None or not correction.is_public(now):
        raise NotSeen
    for shown in Comparison.objects.filter(correction=correction):
        _end(article, shown, by, now)
    made = Comparison.objects.create(
        correction=correction, before=step.before, after=step.after, made_by=by, made_at=now
    )
    _note(article, Act.DISCLOSE, made, by, now)
    return made


@transaction.atomic
def conceal(*, correction: Correction, by: User, now: datetime) -> None:
    """Show readers no more what changed with a correction, from now on; raise NotAllowed, or NotShown."""
    article = locked(correction.article)
    demand(article, Act.CONCEAL, by, now)
    shown = Comparison.objects.filter(correction=correction).first()
    if shown is None:
        raise NotShown
    _end(article, shown, by, now)


def end_all(*, article: Article, by: User, now: datetime) -> None:
    """End all that readers were shown of an article that was taken back: a step of an act that asks who may."""
    for shown in Comparison.objects.filter(correction__article=article).order_by("pk"):
        _end(article, shown, by, now)


def _end(article: Article, shown: Comparison, by: User, now: datetime) -> None:
    _note(article, Act.CONCEAL, shown, by, now)
    shown.delete()


def _note(article: Article, act: Act, shown: Comparison, by: User, now: datetime) -> None:
    """Write the newsroom's log, and put kept pages that show or lead to it out of date."""
    what = f"{shown.correction_id}: {shown}"
    log(article, act, shown.after, by=by, now=now, before=article.state(now), note=what)
    pages.touch(edition=article.edition_id, article=article.pk)
