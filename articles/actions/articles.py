"""Writing articles and bringing them before readers."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.safety.sanitize import clean_article
from articles import checklist, lifecycle, pages, permissions
from articles.checklist import Lack
from articles.enums import Act, Right, State
from articles.lifecycle import Obstacle
from articles.models import Article, ArticleEvent, Correction, Edition, Photo, Revision, Section, Story, Text


class NotAllowed(PermissionError):
    """Somebody may not do this to the article now; the message says why and what to do."""

    def __init__(self, obstacle: Obstacle) -> None:
        self.obstacle = obstacle
        super().__init__(permissions.words(obstacle))


class Overtaken(ValueError):
    """Somebody else has saved the article meanwhile. Nothing was written; `theirs` is what they saved (A13)."""

    def __init__(self, theirs: Revision) -> None:
        self.theirs = theirs
        super().__init__(
            _("Somebody else has saved this article meanwhile. Compare both texts below, then save again.")
        )


class NotReady(ValueError):
    """The article lacks something that readers need; `missing` says what."""

    def __init__(self, missing: list[Lack]) -> None:
        self.missing = missing
        super().__init__(" ".join(map(str, missing)))


class AlreadyTold(ValueError):
    """The story has an article in that edition."""

    def __init__(self, article: Article) -> None:
        self.article = article
        super().__init__(_("This story has an article in that edition already."))


@dataclass(frozen=True)
class Origin:
    """Where a text from elsewhere comes from, and on which terms; a translation keeps it."""

    credit: str = ""
    licence: str = ""
    licence_url: str = ""
    source_url: str = ""

    @classmethod
    def of(cls, article: Article) -> "Origin":
        return cls(article.credit, article.licence, article.licence_url, article.source_url)


OUR_OWN = Origin()
#: Times are typed by the minute: the running one has not passed yet.
MINUTE = timedelta(minutes=1)


@transaction.atomic
def begin(
    *,
    edition: Edition,
    section: Section,
    text: Text,
    author: User,
    now: datetime,
    photo: Photo | None = None,
    origin: Origin = OUR_OWN,
) -> Article:
    """Begin a story with its first article, a draft."""
    if Right.WRITE not in permissions.rights_of(author):
        raise NotAllowed(Obstacle.RIGHT)
    story = Story.objects.create(section=section, photo=photo, created_by=author)
    return _first_revision(story, edition, text, origin, author=author, now=now)


@transaction.atomic
def add_edition(*, article: Article, edition: Edition, author: User, now: datetime) -> Article:
    """Begin the same story in another edition: a draft that starts from the newest text; raise AlreadyTold."""
    if Right.WRITE not in permissions.rights_of(author):
        raise NotAllowed(Obstacle.RIGHT)
    if told := article.story.articles.filter(edition=edition).first():
        raise AlreadyTold(told)
    text, origin = Text.of(article.newest_revision()), Origin.of(article)
    text = replace(text, slug=Text.slug_from(text.title))
    return _first_revision(article.story, edition, text, origin, author=author, now=now)


def _first_revision(
    story: Story, edition: Edition, text: Text, origin: Origin, *, author: User, now: datetime
) -> Article:
    article = Article.objects.create(
        story=story, edition=edition, slug=text.slug, title=text.title, created_by=author, **asdict(origin)
    )
    revision = _store(article, 1, text, author, now)
    _log(article, Act.REVISE, revision, by=author, now=now, before="")
    return article


@transaction.atomic
def revise(*, article: Article, text: Text, base: int, author: User, now: datetime) -> Revision:
    """Save a new text that was made from revision `base`; raise Overtaken if that is no longer the newest.

    The check is the insert itself: of two who save at once, the number can be taken by one.
    """
    article = _locked(article)
    before = _demand(article, Act.REVISE, author, now)
    try:
        with transaction.atomic():
            revision = _store(article, base + 1, text, author, now)
    except IntegrityError:
        raise Overtaken(article.newest_revision()) from None
    article.status = lifecycle.after(before, Act.REVISE)
    article.save(update_fields=["status"])
    _log(article, Act.REVISE, revision, by=author, now=now, before=before)
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
    article = _locked(article)
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
    Correction.objects.waiting(now).filter(article=article).update(public_at=None)
    _touch(article)
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
) -> Article:
    """Show the text of a revision to readers, now or from `at` on, until `expires_at`.

    A live article keeps its time. Raises NotReady, Overtaken if there is a newer revision, NotAllowed.
    """
    article = _locked(article)
    before = _demand(article, Act.PUBLISH, by, now)
    newest = _demand_newest(article, revision)
    was_live = before == State.PUBLISHED
    lacks = [*checklist.missing(article, newest), *_too_early(None if was_live else at, expires_at, now)]
    if lacks:
        raise NotReady(lacks)
    _show(article, newest)
    article.status = lifecycle.after(before, Act.PUBLISH)
    article.published_at = article.published_at if was_live else max(at or now, now)
    article.expires_at = expires_at
    article.changed_at = now if was_live else article.published_at
    article.save()
    Correction.objects.waiting(now).filter(article=article).update(public_at=article.published_at)
    _log(article, Act.PUBLISH, newest, by=by, now=now, before=before)
    _touch(article)
    return article


@transaction.atomic
def plan(*, article: Article, at: datetime | None, expires_at: datetime | None, by: User, now: datetime) -> None:
    """Keep the times meant for a text that is not out yet; they hold once somebody publishes it."""
    article = _locked(article)
    if (article.published_at, article.expires_at) == (at, expires_at):
        return
    if _demand(article, Act.REVISE, by, now) not in lifecycle.PLANNABLE:
        raise NotAllowed(Obstacle.STATE)
    if at and (lacks := _ends_too_early(at, expires_at)):
        raise NotReady(lacks)
    article.published_at, article.expires_at = at, expires_at
    article.save(update_fields=["published_at", "expires_at"])


def _too_early(at: datetime | None, expires_at: datetime | None, now: datetime) -> list[Lack]:
    """Refuse a beginning that has passed, for a slip of the pen would publish at once; and an end before it."""
    has_passed = at is not None and at + MINUTE <= now
    passed = [Lack("at", _("This time has passed. Leave it empty to publish at once."))] if has_passed else []
    return passed + _ends_too_early(max(at or now, now), expires_at)


def _ends_too_early(at: datetime, expires_at: datetime | None) -> list[Lack]:
    is_too_early = expires_at is not None and expires_at <= at
    return [Lack("expires_at", _("Let it expire after it appears."))] if is_too_early else []


def _show(article: Article, revision: Revision) -> None:
    """Copy a revision into the columns that readers see, cleaned."""
    text = Text.of(revision)
    for name, value in asdict(replace(text, body=clean_article(text.body))).items():
        setattr(article, name, value)
    article.live_revision = revision


def _locked(article: Article) -> Article:
    """Read the row anew and hold it: SQLite's transactions are exclusive writers anyway."""
    rows = Article.objects.select_for_update(of=("self",)).select_related("story__section", "story__photo")
    return rows.get(pk=article.pk)


def _demand(article: Article, act: Act, user: User, now: datetime) -> State:
    """Return the article's state; raise NotAllowed if the user may not do this to it."""
    if found := permissions.obstacle(user, article, act, now):
        raise NotAllowed(found)
    return article.state(now)


def _demand_newest(article: Article, number: int) -> Revision:
    newest = article.newest_revision()
    if newest.number != number:
        raise Overtaken(newest)
    return newest


def _move(article: Article, act: Act, user: User, now: datetime) -> Article:
    """Do an act that changes the status alone."""
    article = _locked(article)
    before = _demand(article, act, user, now)
    article.status = lifecycle.after(before, act)
    article.save(update_fields=["status"])
    _log(article, act, article.newest_revision(), by=user, now=now, before=before)
    return article


def _store(article: Article, number: int, text: Text, author: User, now: datetime) -> Revision:
    body = clean_article(text.body)
    stored = asdict(replace(text, body=body))
    return Revision.objects.create(article=article, number=number, made_by=author, made_at=now, **stored)


def _log(article: Article, act: Act, revision: Revision, *, by: User, now: datetime, before: str) -> None:
    ArticleEvent.objects.create(
        article=article,
        revision=revision,
        act=act,
        from_state=before,
        to_state=article.state(now),
        made_by=by,
        made_at=now,
    )


def _touch(article: Article) -> None:
    """Put the kept pages of the edition out of date, and those of the story's other articles, which link here."""
    pages.touch(edition=article.edition_id)
    for pk in article.story.articles.values_list("pk", flat=True):
        pages.touch(article=pk)
