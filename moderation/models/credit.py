"""Which comment pointed out what a correction puts right."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, AppendOnlyQuerySet


class CorrectionCredit(AppendOnly):
    """A correction of an article credits a comment below it (C85).

    Rows are only added. Whether readers are led from one to the other is asked when they read: the comment may have
    been withdrawn or removed since.
    """

    correction = models.OneToOneField(
        "articles.Correction", models.PROTECT, verbose_name=_("correction"), related_name="+"
    )
    comment = models.ForeignKey("moderation.Comment", models.PROTECT, verbose_name=_("comment"), related_name="credits")
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar[models.Manager["CorrectionCredit"]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit of a correction")
        verbose_name_plural = _("credits of corrections")

    def __str__(self) -> str:
        return f"{self.correction_id} ← {self.comment_id}"
