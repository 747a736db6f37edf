"""Addresses that were given out for looking at a revision."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision


class PreviewQuerySet(models.QuerySet["Preview"]):
    def open(self, now: datetime) -> "PreviewQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)

    def of(self, article: Article) -> "PreviewQuerySet":
        return self.filter(revision__article=article).select_related("revision", "made_by").order_by("-pk")


class Preview(models.Model):
    """One link to a revision (A14): whose, until when, and how often it was opened; never by whom."""

    revision = models.ForeignKey(Revision, models.PROTECT, verbose_name=_("revision"), related_name="previews")
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+", db_index=False
    )
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    openings = models.PositiveIntegerField(_("opened"), default=0)
    last_opened_at = models.DateTimeField(_("last opened"), null=True)

    objects: ClassVar[models.Manager["Preview"]] = PreviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        constraints = [
            CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_preview_ends_after_it_is_made"),
        ]

    def __str__(self) -> str:
        return str(self.revision)
