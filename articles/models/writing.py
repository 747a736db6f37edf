"""What stands beside an article while it is being written: texts not saved yet, and who has it open."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models.article import Article

#: Browsers let a page in the background speak once a minute.
PRESENT = timedelta(seconds=75)


class UnsavedTextQuerySet(models.QuerySet["UnsavedText"]):
    def of(self, writer: User, article: Article | None) -> "UnsavedTextQuerySet":
        """One person's texts for an article, or for articles that are not begun yet; the newest first."""
        return self.filter(writer=writer, article=article).order_by("-kept_at", "-pk")


class UnsavedText(models.Model):
    """What somebody has typed into an article's form and not saved (A12): theirs alone, replaced as they type.

    Each opening of the form has a row of its own, so that of two windows none overwrites the other. It is no revision,
    and nobody else reads it.
    """

    writer = models.ForeignKey(User, models.CASCADE, verbose_name=_("writer"), related_name="+", db_index=False)
    #: None: an article that is not begun yet.
    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"), related_name="+", null=True)
    opening = models.UUIDField(_("opening of the form"))
    #: What was typed later has a greater one, whichever arrives first.
    serial = models.PositiveBigIntegerField(_("place in the order of typing"))
    #: The form's fields as they were typed, the revision it was opened from among them.
    fields = models.JSONField(_("fields"))
    kept_at = models.DateTimeField(_("kept"))

    objects: ClassVar[models.Manager["UnsavedText"]] = UnsavedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [UniqueConstraint(fields=["writer", "opening"], name="one_unsaved_text_per_opening")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.kept_at:%F %T}"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def at(self, now: datetime) -> "PresenceQuerySet":
        """Those who were seen lately enough to be there still."""
        return self.filter(seen_at__gt=now - PRESENT)


class Presence(models.Model):
    """Who has an article's form open, as of when (A13)."""

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"), related_name="+", db_index=False)
    person = models.ForeignKey(User, models.CASCADE, verbose_name=_("person"), related_name="+")
    seen_at = models.DateTimeField(_("seen"))

    objects: ClassVar[models.Manager["Presence"]] = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [UniqueConstraint(fields=["article", "person"], name="one_presence_per_article_and_person")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.person}"
