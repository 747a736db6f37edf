"""What the editors chose among comments, and why."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _


class Choice(models.Model):
    """A comment was made an editor's choice, with the reason that readers see, or that was taken back (C55).

    Rows are only added. Whether a choice still stands, `Comment.chosen_at` says: it goes with the text it was made for.
    """

    comment = models.ForeignKey("moderation.Comment", models.PROTECT, verbose_name=_("comment"), related_name="choices")
    version = models.PositiveIntegerField(_("version"))
    why = models.CharField(_("reason"), max_length=200, blank=True)
    is_taken_back = models.BooleanField(_("taken back"), default=False)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+", db_index=False
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("editor’s choice")
        verbose_name_plural = _("editors’ choices")
        constraints = [
            CheckConstraint(condition=Q(is_taken_back=False) | Q(why=""), name="what_is_taken_back_needs_no_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} v{self.version}"
