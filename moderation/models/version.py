"""Texts of comments that others replaced."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from moderation.enums import Measure
from moderation.models.comment import Comment


class CommentVersionQuerySet(models.QuerySet["CommentVersion"]):
    def public(self) -> "CommentVersionQuerySet":
        """Versions that readers could read: published as they were, and not from before a redaction."""
        published = Q(comment__decisions__comment_version=F("number"), comment__decisions__measure=Measure.PUBLISH)
        before_redaction = Q(comment__redacted_at__isnull=False, replaced_at__lte=F("comment__redacted_at"))
        return self.filter(published).exclude(before_redaction).distinct()


class CommentVersion(models.Model):
    """A text that an edit or a redaction replaced (C6)."""

    comment = models.ForeignKey(Comment, models.PROTECT, verbose_name=_("comment"), related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    body = models.TextField(_("text"))
    html = models.TextField(_("as it is shown"), blank=True)
    replaced_at = models.DateTimeField(_("replaced"))
    replaced_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("replaced by"), related_name="+")

    objects: ClassVar[models.Manager["CommentVersion"]] = CommentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")
        ordering = ["-number"]
        constraints = [UniqueConstraint(fields=["comment", "number"], name="one_text_per_comment_version")]

    def __str__(self) -> str:
        return f"{self.comment_id} v{self.number}"
