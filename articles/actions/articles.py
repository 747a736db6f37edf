"""Writing articles and bringing them before readers."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from articles import checklist, lifecycle, permissions, schedule
from articles.actions import announcing, breaking, rounds
from articles.actions.collecting import collect
from articles.actions.comparisons import end_all
from articles.actions.embargoes import settle
from articles.actions.events import changed, in_words, log, passed_over, retimed
from articles.actions.likeness import liken
from articles.actions.refusals import AlreadyTold, Crossed, NotAllowed, NotReady, Overtaken, demand
from articles.actions.saving import locked, placed, show, store
from articles.actions.tagging import bring, take_back
from articles.actions.translations import compare
from articles.checklist import NOTHING_OVERRIDDEN, Override
from articles.enums import Act, State
from articles.lifecycle import Obstacle
from articles.models import Article, Correction, Edition, Revision, Section, Story, Text
from articles.schedule import Elsewhere, Embargo, Times

__all__ = [
    "AlreadyTold", "Crossed", "NotAllowed", "NotReady", "Origin", "Overtaken", "add_edition", "approve", "begin",
    "first_revision", "plan", "publish", "restore", "return_", "revise", "submit", "unpublish",
]  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """Where a text from elsewhere comes from, and on which terms; a translation keeps it."""

    credit: str = ""
    licence: str = ""
    licence_url: str = ""
    source_url: str = ""
    #: Before this minute nobody may quote it (A43).
    embargo_until: datetime | None = None

    @classmethod
    def of(cls, article: Article) -> "Origin":
        return cls(**{name: getattr(article, name) for name in cls.__dataclass_fields__})


OUR_OWN = Origin()


@transaction.atomic
def begin(
    *, edition: Edition, section: Section, text: Text, author: User, now: datetime, origin: Origin = OUR_OWN
) -> Article:
    """Begin a story with its first article, a draft."""
    if found := permissions.obstacle_to_writing(author, section.pk, edition.pk):
        raise NotAllowed(found)
    story = Story.objects.create(created_by=author)
    text = replace(text, section_id=section.pk)
    return first_revision(story, edition, text, origin, author=author, by=author, now=now)


@transaction.atomic
def add_edition(*, article: Article, edition: Edition, author: User, now: datetime) -> Article:
    """Begin the same story in another edition: a draft of what is to be followed; raise AlreadyTold."""
    source = article.to_follow()
    if found := permissions.obstacle_to_writing(author, source.section_id, edition.pk):
        raise NotAllowed(found)
    if told := article.story.articles.filter(edition=edition).first():
        raise AlreadyTold(told)
    text = replace(placed(article, Text.of(source)), source_id=source.pk)
    text = replace(text, slug=Text.slug_from(text.title), tags="", related="")  # an edition's own
    return first_revision(article.story, edition, text, Origin.of(article), author=author, by=author, now=now)


def first_revision(
    story: Story,
    edition: Edition,
    text: Text,
    origin: Origin,
    *,
    author: User | None,
    by: User,
    now: datetime,
    note: str = "",
) -> Article:
    """Store an edition's first draft, without an author where nobody here wrote it: a step of acts that ask who may."""
    known = {"section_id": text.section_id, "slug": text.slug, "title": text.title}
    article = Article.objects.create(story=story, edition=edition, created_by=author, **known, **asdict(origin))
    revision = store(article, 1, text, author, now)
    begun = changed(None, revision) + (["embargo_until"] if origin.embargo_until else [])
    log(article, Act.REVISE, revision, by=by, now=now, before="", fields=begun, note=note)
    return article


@transaction.atomic
def revise(*, article: Article, text: Text, base: int, author: User, now: datetime) -> Revision:
    """Save a new text that was made from revision `base`; raise Overtaken if that is no longer the newest.

    The check is the insert itself: of two who save at once, the number can be taken by one.
    """
    article = locked(article)
    before = demand(article, Act.REVISE, author, now)
    text = placed(article, text)
    _demand_place(article, Act.REVISE, author, text.section_id)
    try:
        with transaction.atomic():
            revision = store(article, base + 1, text, author, now)
    except IntegrityError:
        raise Overtaken(article.newest_revision()) from None
    article.status = lifecycle.after(before, Act.REVISE)
    article.save(update_fields=["status"])
    fields = changed(article.revisions.filter(number=base).first(), revision)
    log(article, Act.REVISE, revision, by=author, now=now, before=before, fields=fields)
    compare(article=article, now=now)
    return revision


def restore(*, revision: Revision, base: int, author: User, now: datetime) -> Revision:
    """Save an earlier text again, as the newest (A11); raise Overtaken if `base` is that no longer."""
    return revise(article=revision.article, text=Text.of(revision), base=base, author=author, now=now)


@transaction.atomic
def submit(*, article: Article, by: User, now: datetime) -> Article:
    """Hand a draft over for review."""
    return _move(article, Act.SUBMIT, by, now)


@transaction.atomic
def approve(*, article: Article, by: User, now: datetime, revision: int) -> Article:
    """Approve the text of a revision; raise Overtaken if there is a newer one."""
    article = locked(article)
    _demand_newest(article, revision)
    return _move(article, Act.APPROVE, by, now)


@transaction.atomic
def return_(*, article: Article, by: User, now: datetime) -> Article:
    """Give an article back to its author."""
    return _move(article, Act.RETURN, by, now)


@transaction.atomic
def unpublish(*, article: Article, by: User, now: datetime) -> Article:
    """Take an article away from readers, or a scheduled one off the schedule."""
    article = _move(article, Act.UNPUBLISH, by, now)
    announcing.tell(article=article, now=now)
    Correction.objects.waiting(now).filter(article=article).update(public_at=None)
    _begin_anew(article, by, now)
    take_back(article)
    rounds.follow(article=article, now=now)
    return article


@transaction.atomic
def publish(
    *,
    article: Article,
    by: User,
    now: datetime,
    revision: int,
    at: datetime | None = None,
    expires_at: datetime | None = None,
    was: Times | None = None,
    override: Override = NOTHING_OVERRIDDEN,
    elsewhere: Elsewhere | None = None,
    embargo: Embargo | None = None,
) -> Article:
    """Show the text of a revision to readers, now or from `at` on, until `expires_at`.

    A live article keeps its time, and so does one that was out `elsewhere`. Nothing appears before its embargo, which
    is changed first where `embargo` says so. What the checklist lacks passes only as far as `override` names it, which
    is logged.
    Raises NotReady, NotAllowed, Overtaken if there is a newer revision, Crossed if the times are not what they `was`.
    """
    article = locked(article)
    before = demand(article, Act.PUBLISH, by, now)
    newest = _demand_newest(article, revision)
    _demand_place(article, Act.PUBLISH, by, newest.section_id)
    _demand_times(article, was, now)
    if embargo:
        settle(article, embargo, by=by, now=now)
    was_live = before == State.PUBLISHED
    appears_at = article.published_at if was_live else elsewhere.published_at if elsewhere else max(at or now, now)
    overridden, lacks = override.split(checklist.missing(article, newest))
    lacks += schedule.untimely(article, Times(None if was_live else at, expires_at), appears_at, now)
    if lacks:
        raise NotReady(lacks)
    fields, were = changed(article.live_revision, newest), Times(article.published_at, article.expires_at)
    stood = announcing.shown(article) if was_live else announcing.NOWHERE
    show(article, newest)
    article.status = lifecycle.after(before, Act.PUBLISH)
    article.published_at, article.expires_at = appears_at, expires_at
    article.changed_at = now if was_live else elsewhere.changed_at if elsewhere else article.published_at
    article.save()
    _take_along(article, newest, fields, was_live=was_live, now=now)
    times = Times(article.published_at, article.expires_at)
    told = fields + retimed(were, times)
    event = log(article, Act.PUBLISH, newest, by=by, now=now, before=before, fields=told, note=in_words(times))
    passed_over(event, overridden, override.reason)
    _let_follow(article, by, now, was=before, has_moved="slug" in fields or times != were)
    announcing.tell(article=article, now=now, before=stood)
    return article


def _let_follow(article: Article, by: User, now: datetime, *, was: State, has_moved: bool) -> None:
    """Take what leads to a published article along: how far translations are behind, push news, breaking news."""
    compare(article=article, now=now)
    rounds.follow(article=article, now=now)
    if was == State.EXPIRED:
        _begin_anew(article, by, now)
    elif has_moved:
        breaking.follow(article=article, now=now)


def _begin_anew(article: Article, by: User, now: datetime) -> None:
    """End what told readers of an article that they see no more, or saw no more until now."""
    end_all(article=article, by=by, now=now)
    breaking.drop(article=article, by=by, now=now)


def _take_along(article: Article, text: Revision, fields: list[str], *, was_live: bool, now: datetime) -> None:
    """Bring out with a text what hangs on it: names, tags, what is like it, where it leads, corrections that wait."""
    if "byline" in fields:
        import_string(settings.AFTER_BYLINE)(article=article)
    bring(article, text)
    if not was_live or {"title", "summary"} & set(fields):
        liken(article)
    collect(article=article, now=now)
    Correction.objects.waiting(now).filter(article=article).update(public_at=article.published_at)


@transaction.atomic
def plan(*, article: Article, to: Times, by: User, now: datetime, was: Times | None = None) -> None:
    """Keep the times meant for a text that is not out yet; they hold once somebody publishes it.

    Nothing happens where they are as they `was` read. Raises Crossed if somebody else has changed them since.
    """
    article = locked(article)
    if to in (was, Times(article.published_at, article.expires_at)):
        return
    _demand_times(article, was, now)
    before = demand(article, Act.PLAN, by, now)
    lacks = schedule.ends_too_early(to.at, to.expires_at) + schedule.before_embargo(article, to.at) if to.at else []
    if lacks:
        raise NotReady(lacks)
    fields = retimed(Times(article.published_at, article.expires_at), to)
    article.published_at, article.expires_at = to.at, to.expires_at
    article.save(update_fields=["published_at", "expires_at"])
    log(article, Act.PLAN, article.newest_revision(), by=by, now=now, before=before, fields=fields, note=in_words(to))


def _demand_place(article: Article, act: Act, user: User, section: int | None) -> None:
    """Refuse to move an article into a section in which the user's role does not hold."""
    if section is not None and not permissions.may_move(user, article, act, section):
        raise NotAllowed(Obstacle.PLACE)


def _demand_newest(article: Article, number: int) -> Revision:
    newest = article.newest_revision()
    if newest.number != number:
        raise Overtaken(newest)
    return newest


def _demand_times(article: Article, was: Times | None, now: datetime) -> None:
    """Refuse to overwrite times that somebody else has set since they were read."""
    if was is not None and was != Times.of(article, now):
        raise Crossed(_("Somebody else has changed the times meanwhile. Look at them below, then save again."))


def _move(article: Article, act: Act, user: User, now: datetime) -> Article:
    """Do an act that changes the status alone."""
    article = locked(article)
    before = demand(article, act, user, now)
    article.status = lifecycle.after(before, act)
    article.save(update_fields=["status"])
    log(article, act, article.newest_revision(), by=user, now=now, before=before)
    return article
