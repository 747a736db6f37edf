"""Links of published texts, and what was found where they lead (A46)."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from articles.enums import Trouble
from articles.links.answers import Answer
from articles.links.found import LONGEST, LONGEST_HOST, MOST_WORDS
from articles.links.terms import terms
from articles.models.article import Article


class LinkHost(models.Model):
    """Another site that texts lead to: when it was last asked anything, and what it asks of programs."""

    name = models.CharField(_("host"), max_length=LONGEST_HOST, primary_key=True)
    asked_at = models.DateTimeField(_("last asked"), null=True)
    #: Its robots.txt, and when that was read.
    rules = models.TextField(_("rules for programs"), blank=True)
    rules_at = models.DateTimeField(_("rules read"), null=True)

    class Meta:
        verbose_name = _("site that is linked to")
        verbose_name_plural = _("sites that are linked to")

    def __str__(self) -> str:
        return self.name


class LinkTargetQuerySet(models.QuerySet["LinkTarget"]):
    def read(self, now: datetime) -> "LinkTargetQuerySet":
        """Those to which an article leads that readers see."""
        live = Article.objects.live(now).filter(pk=OuterRef("article"))
        return self.filter(Exists(Link.objects.filter(Exists(live), target=OuterRef("pk"))))

    def waiting(self, since: datetime) -> "LinkTargetQuerySet":
        """Those that were not looked at since, the longest ago first."""
        return self.filter(turn_at__lt=since).order_by("turn_at", "pk")

    def looked_at(self, since: datetime) -> "LinkTargetQuerySet":
        return self.filter(turn_at__gte=since).exclude(status=None, trouble="")


class LinkTarget(models.Model):
    """An address that texts lead to, and what was found there: a path of our own, or a whole one elsewhere."""

    address = models.CharField(_("address"), max_length=LONGEST)
    #: SHA-256 of the address: a database's index takes no words so long.
    digest = models.CharField(max_length=64, unique=True)
    #: None: it is our own.
    host = models.ForeignKey(
        LinkHost, models.PROTECT, verbose_name=_("host"), null=True, related_name="targets", db_index=False
    )
    #: When it was last looked at, or first linked to: whose turn was longest ago comes first.
    turn_at = models.DateTimeField(_("last looked at"))
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    trouble = models.CharField(_("trouble"), max_length=16, choices=Trouble, blank=True)
    failing_since = models.DateTimeField(_("dead since"), null=True)
    #: Nights in a row on which it failed, and the last of them, by the clock of the default edition.
    nights = models.PositiveSmallIntegerField(_("nights"), default=0)
    failed_on = models.DateField(_("last failed"), null=True)

    objects: ClassVar[models.Manager["LinkTarget"]] = LinkTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("address that is linked to")
        verbose_name_plural = _("addresses that are linked to")
        constraints = [
            CheckConstraint(
                condition=Q(failing_since__isnull=True, failed_on__isnull=True, nights=0)
                | Q(failing_since__isnull=False, failed_on__isnull=False, nights__gt=0),
                name="a_link_that_fails_has_failed_on_a_night",
            ),
            CheckConstraint(condition=Q(status__isnull=True) | Q(trouble=""), name="a_link_has_one_answer"),
        ]
        indexes = [
            models.Index(fields=["host", "turn_at", "id"], name="link_turns"),
            models.Index(fields=["turn_at", "id"], condition=Q(host__isnull=False), name="link_turns_elsewhere"),
            models.Index(fields=["failing_since"], condition=Q(failing_since__isnull=False), name="link_failing"),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def answer(self) -> Answer:
        return Answer(self.status, Trouble(self.trouble) if self.trouble else None)


class LinkQuerySet(models.QuerySet["Link"]):
    def dead(self, now: datetime) -> "LinkQuerySet":
        """Links that readers see and that failed on as many nights as count; of other sites only if we ask them."""
        among = self.filter(target__nights__gte=terms().dead_after)
        if not settings.CHECK_LINKS_ELSEWHERE:
            among = among.filter(target__host=None)
        return among.filter(Exists(Article.objects.live(now).filter(pk=OuterRef("article"))))

    def left(self) -> "LinkQuerySet":
        """Links that somebody left as they are, since they are dead."""
        return self.filter(left_at__gte=F("target__failing_since"))

    def to_mend(self, now: datetime) -> "LinkQuerySet":
        return self.dead(now).exclude(left_at__isnull=False, left_at__gte=F("target__failing_since"))


class Link(models.Model):
    """That the published text of an article leads to an address; who left it as it is though it is dead, and why."""

    LONGEST_REASON: ClassVar[int] = 200

    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name=_("article"), related_name="links", db_index=False
    )
    target = models.ForeignKey(LinkTarget, models.PROTECT, verbose_name=_("address"), related_name="links")
    #: The words that lead there.
    words = models.CharField(_("words"), max_length=MOST_WORDS, blank=True)
    left_at = models.DateTimeField(_("left as it is"), null=True)
    left_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("by"), null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)

    objects: ClassVar[models.Manager["Link"]] = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("dead link")
        verbose_name_plural = _("dead links")
        constraints = [
            UniqueConstraint(fields=["article", "target"], name="one_link_per_article_and_address"),
            CheckConstraint(
                condition=Q(left_at__isnull=True, left_by__isnull=True, reason="")
                | (Q(left_at__isnull=False, left_by__isnull=False) & ~Q(reason="")),
                name="a_link_is_left_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.target_id}"

    @property
    def is_left(self) -> bool:
        since = self.target.failing_since
        return bool(self.left_at and since and self.left_at >= since)
