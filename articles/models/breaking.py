"""Breaking news: what stands on top of an edition's pages for some hours, and who put it there (A64)."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.edition import Edition

#: Hours that it lasts at most: it always ends by itself.
LONGEST = 24


class BreakingQuerySet(models.QuerySet["Breaking"]):
    def open(self) -> "BreakingQuerySet":
        """Those that nobody has ended; their hours may be over."""
        return self.filter(ended_at__isnull=True)


class Breaking(models.Model):
    """That an article is an edition's breaking news, from a moment on for some hours, or until somebody ends it.

    An edition has one at a time: the database refuses a second, and one that would last longer than a day.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="breakings")
    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), related_name="+")
    headline = models.CharField(_("headline"), max_length=120)
    hours = models.PositiveSmallIntegerField(_("hours"))
    began_at = models.DateTimeField(_("began"))
    began_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("begun by"), related_name="+")
    #: By somebody, by another one that took its place, or with its article; None: by the clock.
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("ended by"), null=True, related_name="+"
    )

    objects: ClassVar[models.Manager["Breaking"]] = BreakingQuerySet.as_manager()

    class Meta:
        verbose_name = _("breaking news")
        verbose_name_plural = _("breaking news")
        default_permissions = ()
        ordering = ["-began_at"]
        constraints = [
            UniqueConstraint(fields=["edition"], condition=Q(ended_at=None), name="one_breaking_news_per_edition"),
            CheckConstraint(condition=~Q(headline=""), name="breaking_news_has_a_headline"),
            CheckConstraint(condition=Q(hours__gte=1, hours__lte=LONGEST), name="breaking_news_lasts_a_day_at_most"),
            CheckConstraint(
                condition=Q(ended_by__isnull=True) | Q(ended_at__isnull=False), name="who_ended_it_did_so_some_time"
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def ends_at(self) -> datetime:
        """Return when it ends: earlier than the clock says if somebody has ended it."""
        return self.ended_at or self.began_at + timedelta(hours=self.hours)

    def shown_until(self, now: datetime) -> datetime:
        """Return until when readers see it, who may see its article no longer."""
        until = min(self.ends_at(), self.article.expires_at or self.ends_at())
        return until if self.article.is_live(now) else min(until, now)
