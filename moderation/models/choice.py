"""What the editors chose among comments, and why."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _


class ChoiceQuerySet(models.QuerySet["Choice"]):
    def standing(self) -> "ChoiceQuerySet":
        """The newest choice of each comment that is an editor's choice."""
        later = Choice.objects.filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), comment__chosen_at__isnull=False)


class Choice(models.Model):
    """A comment was made an editor's choice, with the reason that readers see, or that was taken back (C55).

    Rows are only added. Whether a choice still stands, `Comment.chosen_at` says: it goes with the text it was made for.
    """

    comment = models.ForeignKey("moderation.Comment", models.PROTECT, verbose_name=_("comment"), related_name="choices")
    version = models.PositiveIntegerField(_("version"))
    why = models.CharField(_("reason"), max_length=200, blank=True)
    is_taken_back = models.BooleanField(_("taken back"), default=False)
    is_in_article = models.BooleanField(_("shown in the article"), default=False)
    #: How the paragraph begins behind which it stands there; at the end where none begins so (any more).
    after = models.CharField(_("behind the paragraph"), max_length=80, blank=True)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+", db_index=False
    )
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar[models.Manager["Choice"]] = ChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("editor’s choice")
        verbose_name_plural = _("editors’ choices")
        constraints = [
            CheckConstraint(condition=Q(is_taken_back=False) | Q(why=""), name="what_is_taken_back_needs_no_reason"),
            CheckConstraint(
                condition=Q(is_in_article=True, is_taken_back=False) | Q(is_in_article=False, after=""),
                name="what_is_taken_back_stands_in_no_article",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} v{self.version}"
