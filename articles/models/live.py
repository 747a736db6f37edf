"""What a live blog tells, entry by entry (A44)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, ExpressionWrapper, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly
from articles.models.article import Article
from articles.models.text import names_of


class LiveEntryQuerySet(models.QuerySet["LiveEntry"]):
    def shown(self, article: Article) -> "LiveEntryQuerySet":
        """Entries of an article that were not withdrawn, the newest first."""
        return self.filter(article=article, withdrawn_at=None).order_by("-pk")

    def pinned_first(self) -> "LiveEntryQuerySet":
        """Put those that are pinned above the others; each of both the newest first."""
        is_among_others = ExpressionWrapper(Q(pin__isnull=True), models.BooleanField())
        return self.order_by(is_among_others, "-pk")


class LiveEntry(models.Model):
    """One entry of an article's live blog, as readers see it while the article is out. What it said, revisions say.

    It is never deleted: one that is withdrawn is gone from the page, and stays here.
    """

    #: So many of an article's entries may stand above the others at a time.
    MOST_PINNED: ClassVar[int] = 3

    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name=_("article"), related_name="live_entries", db_index=False
    )
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    #: Names, one a line.
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    #: Which of the few places above the others it has.
    pin = models.PositiveSmallIntegerField(_("pinned"), null=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+")
    made_at = models.DateTimeField(_("made"))
    #: When what readers had seen of it was last changed.
    corrected_at = models.DateTimeField(_("corrected"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects: ClassVar[models.Manager["LiveEntry"]] = LiveEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("live blog entry")
        verbose_name_plural = _("live blog entries")
        constraints = [
            CheckConstraint(condition=~Q(body=""), name="a_live_entry_says_something"),
            CheckConstraint(condition=Q(pin__isnull=True) | Q(pin__gte=1, pin__lte=3), name="live_pins_are_few"),
            CheckConstraint(
                condition=Q(pin__isnull=True) | Q(withdrawn_at__isnull=True), name="no_withdrawn_entry_is_pinned"
            ),
            CheckConstraint(
                condition=Q(corrected_at__isnull=True) | Q(corrected_at__gte=F("made_at")),
                name="a_live_entry_is_corrected_after_it_is_made",
            ),
            UniqueConstraint(fields=["article", "pin"], name="one_live_entry_per_pin"),
        ]
        indexes = [
            models.Index(fields=["article", "-id"], condition=Q(withdrawn_at__isnull=True), name="live_entry_newest")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} #{self.pk}"

    @property
    def anchor(self) -> str:
        """Name its place on its article's page."""
        return f"entry-{self.pk}"

    @property
    def authors(self) -> list[str]:
        """Names of those who wrote it, in their order."""
        return names_of(self.byline)


class LiveEntryRevision(AppendOnly):
    """What an entry said, or says. Written once."""

    entry = models.ForeignKey(
        LiveEntry, models.PROTECT, verbose_name=_("live blog entry"), related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("revision of a live blog entry")
        verbose_name_plural = _("revisions of live blog entries")
        constraints = [UniqueConstraint(fields=["entry", "number"], name="one_live_entry_revision_per_number")]

    def __str__(self) -> str:
        return f"{self.entry_id} r{self.number}"
