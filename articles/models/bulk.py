"""What somebody asks for many articles at once, and what became of each (A54)."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Count, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.enums import BulkAct, Outcome
from articles.models.article import Article
from articles.models.edition import Section

#: What names a tag; what is done to texts, which readers may be shown at once.
OF_TAGS = (BulkAct.TAG, BulkAct.UNTAG)
OF_TEXTS = (*OF_TAGS, BulkAct.MOVE)


class BulkJobQuerySet(models.QuerySet["BulkJob"]):
    def running(self) -> "BulkJobQuerySet":
        return self.filter(stopped_at__isnull=True, ended_at__isnull=True)


class BulkJob(models.Model):
    """One act on many articles: who asked, with which answers, and whether it goes on.

    The worker does it an article at a time (`articles.actions.bulk`), each by the act that one article gets.
    """

    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("asked for by"), related_name="+")
    asked_at = models.DateTimeField(_("asked for"))
    #: In which refusals are worded.
    language = models.CharField(_("language"), max_length=12)
    act = models.CharField(_("act"), max_length=16, choices=BulkAct)
    #: The name: each edition has a tag of its own by it.
    tag = models.CharField(_("tag"), max_length=60, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, verbose_name=_("section"), null=True, related_name="+")
    #: Articles that are out are published with it.
    is_shown = models.BooleanField(_("shown to readers at once"), default=False)
    stopped_at = models.DateTimeField(_("stopped"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects: ClassVar[models.Manager["BulkJob"]] = BulkJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("act on many articles")
        verbose_name_plural = _("acts on many articles")
        constraints = [
            CheckConstraint(condition=Q(act__in=BulkAct.values), name="bulk_act_is_known"),
            CheckConstraint(
                condition=Q(act__in=OF_TAGS) & ~Q(tag="") | ~Q(act__in=OF_TAGS) & Q(tag=""),
                name="a_bulk_act_on_tags_names_one",
            ),
            CheckConstraint(
                condition=Q(act=BulkAct.MOVE, section__isnull=False) | ~Q(act=BulkAct.MOVE) & Q(section__isnull=True),
                name="a_bulk_move_names_its_section",
            ),
            CheckConstraint(
                condition=Q(is_shown=False) | Q(act__in=OF_TEXTS), name="a_bulk_act_shows_texts_that_it_changes"
            ),
            CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(ended_at__isnull=True), name="a_bulk_act_is_stopped_or_ended"
            ),
        ]

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.get_act_display(), self.tag or str(self.section or ""))))

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None and self.ended_at is None

    @property
    def changes_text(self) -> bool:
        return self.act in OF_TEXTS

    def progress(self) -> Mapping[Outcome, int]:
        """Count its articles by what became of them."""
        counted = dict(self.items.order_by().values_list("outcome").annotate(Count("pk")))
        return {outcome: counted.get(outcome, 0) for outcome in Outcome}


class BulkItemQuerySet(models.QuerySet["BulkItem"]):
    def waiting(self) -> "BulkItemQuerySet":
        """Those that are still to be done, in their order."""
        return self.filter(outcome=Outcome.WAITING).order_by("pk")

    def refused(self) -> "BulkItemQuerySet":
        return self.filter(outcome=Outcome.REFUSED).order_by("pk")


class BulkItem(models.Model):
    """One article of a bulk act: which text of it was meant, and what became of it."""

    job = models.ForeignKey(
        BulkJob, models.CASCADE, verbose_name=_("act on many articles"), related_name="items", db_index=False
    )
    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), related_name="+", db_index=False)
    #: The number of its newest text when it was asked for: what is approved or published is that and no other.
    revision = models.PositiveIntegerField(_("revision"))
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome, default=Outcome.WAITING)
    reason = models.TextField(_("reason"), blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True)

    objects: ClassVar[models.Manager["BulkItem"]] = BulkItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("article of a bulk act")
        verbose_name_plural = _("articles of bulk acts")
        constraints = [
            UniqueConstraint(fields=["job", "article"], name="a_bulk_act_has_an_article_once"),
            CheckConstraint(condition=Q(outcome__in=Outcome.values), name="bulk_outcome_is_known"),
            CheckConstraint(
                condition=Q(outcome=Outcome.REFUSED) & ~Q(reason="") | ~Q(outcome=Outcome.REFUSED) & Q(reason=""),
                name="a_bulk_act_is_refused_with_a_reason",
            ),
            CheckConstraint(
                condition=Q(outcome=Outcome.WAITING, settled_at__isnull=True)
                | ~Q(outcome=Outcome.WAITING) & Q(settled_at__isnull=False),
                name="what_a_bulk_act_has_done_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["job", "outcome", "id"], name="bulk_outcomes")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.article_id}"
