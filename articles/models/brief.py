"""Stories that the newsroom means to tell: what about, who writes it, until when (A40)."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.edition import Edition, Section


class BriefQuerySet(models.QuerySet["Brief"]):
    def waiting(self) -> "BriefQuerySet":
        """Those of which no article has been begun, and that are not dropped."""
        return self.filter(article=None, dropped_at=None)

    def dropped(self) -> "BriefQuerySet":
        """Those that are not to be told, the last first."""
        return self.filter(dropped_at__isnull=False).order_by("-dropped_at", "-pk")


class Brief(models.Model):
    """A planned story. It says nothing of how far it is: that is the state of its article, where there is one (A40).

    That it is dropped is a fact of its own: the newsroom does not mean to tell it, whatever is written of it by then.

    Once it is begun, its title, edition and section are those of the article; what stands here is what was planned.
    """

    LONGEST: ClassVar[int] = 300

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="+")
    section = models.ForeignKey(Section, models.PROTECT, verbose_name=_("section"), related_name="+")
    title = models.CharField(_("working title"), max_length=200)
    about = models.CharField(_("what it is about"), max_length=LONGEST, blank=True)
    assignee = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("assigned to"), null=True, related_name="+"
    )
    due_at = models.DateTimeField(_("due by"), null=True)
    article = models.OneToOneField(Article, models.PROTECT, verbose_name=_("article"), null=True, related_name="brief")
    dropped_at = models.DateTimeField(_("dropped"), null=True)
    drop_reason = models.CharField(_("why it is dropped"), max_length=LONGEST, blank=True)
    #: Grows with each act, so that nobody changes what they have not seen.
    version = models.PositiveIntegerField(_("version"), default=1)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+")
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar[models.Manager["Brief"]] = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned story")
        verbose_name_plural = _("planned stories")
        constraints = [
            CheckConstraint(condition=~Q(title=""), name="a_planned_story_has_a_title"),
            CheckConstraint(
                condition=Q(dropped_at__isnull=True, drop_reason="")
                | (Q(dropped_at__isnull=False) & ~Q(drop_reason="")),
                name="a_dropped_story_states_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="brief_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def told_by(self) -> "Article | Brief":
        """Return what says where the story stands in the paper and what it is called: its article once there is one."""
        return self.article or self

    def is_overdue(self, now: datetime) -> bool:
        """Say whether its time has passed; whether it is out by then, its article says."""
        return self.due_at is not None and self.due_at < now
