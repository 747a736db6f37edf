"""The article that tells a story in one edition."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, Subquery, UniqueConstraint, Value
from django.db.models.functions import Concat, StrIndex
from django.utils.translation import gettext_lazy as _

from accounts.prepared import Moment
from articles.enums import Right, State, Status
from articles.models.addresses import numbered
from articles.models.revision import Revision
from articles.models.story import Story
from articles.models.text import names_of

if TYPE_CHECKING:
    from articles.models.photo import Photo
    from articles.models.tag import Tag


class ArticleQuerySet(models.QuerySet["Article"]):
    def live(self, now: Moment) -> "ArticleQuerySet":
        """Articles that readers see at `now`: published, their minute come and not over (A9)."""
        not_over = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
        return self.filter(not_over, status=Status.PUBLISHED, published_at__lte=now)

    def in_state(self, state: State, now: datetime) -> "ArticleQuerySet":
        """Articles whose `state` at `now` is this."""
        published = self.filter(status=Status.PUBLISHED)
        by_clock = {
            State.SCHEDULED: published.filter(published_at__gt=now),
            State.PUBLISHED: self.live(now),
            State.EXPIRED: published.filter(expires_at__lte=now, published_at__lte=now),
        }
        return by_clock[state] if state in by_clock else self.filter(status=state.value)

    def in_hand(self) -> "ArticleQuerySet":
        """Articles that readers do not see and that nothing but people will bring before them."""
        return self.exclude(status=Status.PUBLISHED)

    def embargoed(self, now: datetime) -> "ArticleQuerySet":
        """Articles that nobody may quote yet (A43)."""
        return self.filter(embargo_until__gt=now)

    def next_change(self, now: datetime) -> datetime | None:
        """Return the moment after `now` at which the first of these articles appears or disappears by the clock."""
        published = self.filter(status=Status.PUBLISHED)
        questions = [
            Subquery(published.filter(**{f"{moment}__gt": now}).order_by(moment).values(moment)[:1])
            for moment in ("published_at", "expires_at")
        ]
        found = Article.objects.order_by().values_list(*questions)[:1]  # beside any row: both are answered at once
        return min((moment for row in found for moment in row if moment), default=None)

    def under(self, tag: "Tag") -> "ArticleQuerySet":
        """Articles that stand under a tag, the newest first."""
        return self.filter(taggings__tag=tag).order_by("-taggings__published_at", "-taggings__article_id")

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-published_at", "-pk")

    def older_than(self, article: "Article") -> "ArticleQuerySet":
        """Articles that follow `article` when the newest come first: paging by key."""
        same = Q(published_at=article.published_at, pk__lt=article.pk)
        return self.filter(Q(published_at__lt=article.published_at) | same, published_at__lte=article.published_at)

    def by_keys(self, keys: str, language: str) -> "list[Article]":
        """Find an edition's articles by the keys of a text, in their order."""
        numbers = [int(key) for key in keys.split()]
        found = self.filter(edition=language).defer("body").in_bulk(numbers)
        return [found[key] for key in numbers if key in found]

    def with_photo(self, photo: int) -> "ArticleQuerySet":
        """Articles of which readers see the photo of this key, or will once the newest text is out."""
        newest = Revision.objects.newest().filter(photo=photo)
        return self.filter(Q(photo=photo) | Q(pk__in=newest.values("article")))

    def by(self, name: str) -> "ArticleQuerySet":
        """Articles of whose byline somebody's name is one, alone or with others."""
        if "\n" in name:
            return self.none()
        whole = Concat(Value("\n"), "byline", Value("\n"))
        return self.alias(named=StrIndex(whole, Value(f"\n{name}\n"))).filter(named__gt=0)

    def for_lists(self) -> "ArticleQuerySet":
        """Load what a list shows, in two queries whatever its length."""
        return self.defer("body").select_related("photo").prefetch_related("photo__renditions")


class Article(models.Model):
    """A story in one edition: own status, slug, schedule and revisions (A3).

    The columns of a revision hold what readers see. Work in progress is in `Revision` rows and reaches these columns
    only by publishing (A8). Before that, section and photo are those of the newest text: they say whose desk it is on.
    """

    story = models.ForeignKey(Story, models.PROTECT, related_name="articles", verbose_name=_("story"))
    edition = models.ForeignKey("articles.Edition", models.PROTECT, related_name="+", verbose_name=_("edition"))
    section = models.ForeignKey("articles.Section", models.PROTECT, related_name="+", verbose_name=_("section"))
    slug = models.SlugField(_("slug"), max_length=120, allow_unicode=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True, max_length=600)
    body = models.TextField(_("text"), blank=True)
    photo = models.ForeignKey(
        "articles.Photo", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    photo_alt = models.CharField(_("what the photo shows (alternative text)"), max_length=300, blank=True)
    photo_caption = models.CharField(_("caption"), max_length=300, blank=True)
    #: Names, one a line.
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    credit = models.CharField(_("credit of a text from elsewhere"), max_length=300, blank=True)
    licence = models.CharField(_("licence of a text from elsewhere"), max_length=100, blank=True)
    licence_url = models.URLField(_("licence address"), blank=True)
    source_url = models.URLField(_("source address"), blank=True)
    for_people_only = models.BooleanField(_("not for machines that read"), default=False)
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT, editable=False)
    #: Before the first publication: when it is meant to appear (`expires_at`: to end), which holds by publishing.
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True, editable=False)
    #: Before this nobody may quote it: readers see it no earlier, whoever publishes it (A43).
    embargo_until = models.DateTimeField(_("under embargo until"), null=True, editable=False)
    #: When what readers see last changed.
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    live_revision = models.ForeignKey(
        "articles.Revision",
        models.PROTECT,
        verbose_name=_("published revision"),
        null=True,
        editable=False,
        related_name="+",
    )
    #: Since when what its newest text was translated from says something else (A41).
    behind_since = models.DateTimeField(_("its source says something else since"), null=True, editable=False)
    #: Since when it is a live blog, and until when (A44): its entries are rows of their own (`LiveEntry`).
    coverage_began_at = models.DateTimeField(_("live blog since"), null=True, editable=False)
    coverage_ended_at = models.DateTimeField(_("live blog until"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("created by"), null=True, editable=False, related_name="+"
    )

    objects: ClassVar[models.Manager["Article"]] = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [(right.value, f"May {right.name.lower()} articles") for right in Right if right != Right.WRITE]
        constraints = [
            UniqueConstraint(fields=["story", "edition"], name="one_article_per_story_and_edition"),
            CheckConstraint(condition=Q(status__in=Status.values), name="article_status_is_known"),
            CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False, live_revision__isnull=False),
                name="a_published_article_has_a_time_and_a_revision",
            ),
            CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=models.F("published_at")),
                name="an_article_expires_after_it_appears",
            ),
            CheckConstraint(
                condition=~Q(status=Status.PUBLISHED)
                | Q(embargo_until__isnull=True)
                | Q(published_at__gte=models.F("embargo_until")),
                name="no_article_appears_before_its_embargo_ends",
            ),
            CheckConstraint(
                condition=Q(coverage_ended_at__isnull=True)
                | Q(coverage_began_at__isnull=False, coverage_ended_at__gte=models.F("coverage_began_at")),
                name="a_live_blog_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(
                fields=["edition", "-published_at", "-id"],
                condition=Q(status=Status.PUBLISHED),
                name="article_newest",
            ),
            models.Index(fields=["expires_at"], condition=Q(status=Status.PUBLISHED), name="article_expiring"),
            models.Index(
                fields=["edition", "expires_at"],
                condition=Q(status=Status.PUBLISHED, expires_at__isnull=False),
                name="article_ending",
            ),
            models.Index(
                fields=["behind_since"], condition=Q(behind_since__isnull=False), name="article_behind_its_source"
            ),
            models.Index(fields=["status", "-id"], condition=~Q(status=Status.PUBLISHED), name="article_in_hand"),
            models.Index(fields=["embargo_until"], condition=Q(embargo_until__isnull=False), name="article_embargoed"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address in the article's own edition, whatever the page's language."""
        return self.address_in(self.edition_id)

    def address_in(self, language: str) -> str:
        """Return the address below an edition; where the story is not told there, this article stands in (A5)."""
        return numbered("articles:article", language, self.slug, self.pk)

    @property
    def authors(self) -> list[str]:
        """Names of those who wrote it, in their order."""
        return names_of(self.byline)

    def unpublished_revisions(self) -> models.QuerySet[Revision]:
        """Revisions that readers have not seen: those after the live one."""
        number = self.live_revision.number if self.live_revision else 0
        return self.revisions.filter(number__gt=number)

    def photo_at(self, now: datetime) -> "Photo | None":
        """Return the article's photo as long as the paper may show it (A48)."""
        photo = self.photo
        return None if photo is None or photo.is_over(now) else photo

    def newest_revision(self) -> Revision:
        return self.revisions.latest("number")

    def to_follow(self) -> Revision:
        """Return what a translation of it is to say: what readers see of it, and before that its newest text."""
        return self.live_revision or self.newest_revision()

    def embargo_at(self, now: datetime) -> datetime | None:
        """Return until when nobody may quote it; None where it is under no embargo, or that is over (A43)."""
        return self.embargo_until if self.embargo_until and self.embargo_until > now else None

    def is_live(self, now: datetime) -> bool:
        """Say whether readers see it at `now`."""
        return self.state(now) == State.PUBLISHED

    def state(self, now: datetime) -> State:
        """Read the status with the clock."""
        if self.status != Status.PUBLISHED or self.published_at is None:
            return State(self.status)
        if self.published_at > now:
            return State.SCHEDULED
        return State.EXPIRED if self.expires_at and self.expires_at <= now else State.PUBLISHED
