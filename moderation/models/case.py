"""The moderators' queue."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from moderation.enums import CaseKind


class CaseQuerySet(models.QuerySet["Case"]):
    def waiting(self) -> "CaseQuerySet":
        return self.filter(closed_at__isnull=True)

    def due(self, now: datetime) -> "CaseQuerySet":
        """What can be decided now: a hearing waits from its reply, or from the end of the time for one (V43)."""
        return self.waiting().filter(opened_at__lte=now)

    def urgent_first(self, now: datetime) -> "CaseQuerySet":
        """Letters whose answer is overdue, then the riskiest; among equals the one that has waited longest."""
        is_late = models.Case(models.When(appeal__due_at__lt=now, then=1), default=0)
        return self.annotate(is_late=is_late).order_by("-is_late", "-risk", "opened_at", "pk")

    def free_for(self, moderator_id: int, now: datetime) -> "CaseQuerySet":
        return self.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now) | Q(taken_by=moderator_id))


class Case(models.Model):
    """What waits for a person: a held, flagged or reported comment, near-copies, a letter, a hearing, harassment."""

    LEASE: ClassVar[timedelta] = timedelta(minutes=5)

    kind = models.CharField(_("kind"), max_length=12, choices=CaseKind, default=CaseKind.COMMENT)
    article = models.ForeignKey(
        "articles.Article", models.PROTECT, verbose_name=_("article"), null=True, related_name="+"
    )
    #: 0 to 1000, from the findings, the reports and the author's record.
    risk = models.PositiveSmallIntegerField(_("risk"), default=0)
    #: Why it waits: codes of findings and reports, for the list.
    grounds = models.JSONField(_("grounds"), default=list)
    is_held = models.BooleanField(_("held back from readers"), default=False)
    report_count = models.PositiveIntegerField(_("reports"), default=0)
    opened_at = models.DateTimeField(_("waiting since"))
    closed_at = models.DateTimeField(_("closed"), null=True)
    taken_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("taken by"), null=True, related_name="+"
    )
    leased_until = models.DateTimeField(_("held until"), null=True)

    objects: ClassVar[models.Manager["Case"]] = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("review queue")
        indexes = [
            models.Index(
                fields=["-risk", "opened_at", "id"], condition=Q(closed_at__isnull=True), name="queue_by_risk"
            ),
        ]
        constraints = [
            CheckConstraint(condition=Q(risk__lte=1000), name="risk_is_out_of_a_thousand"),
            CheckConstraint(
                condition=Q(taken_by__isnull=True) | Q(leased_until__isnull=False),
                name="a_taken_case_is_leased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class CaseComment(models.Model):
    """A comment in a case, and the version that is judged."""

    case = models.ForeignKey(Case, models.CASCADE, verbose_name=_("case"), related_name="items")
    comment = models.ForeignKey(
        "moderation.Comment", models.PROTECT, verbose_name=_("comment"), related_name="case_items"
    )
    version = models.PositiveIntegerField(_("version"))
    #: Cleared when the comment has been decided within the case.
    is_open = models.BooleanField(_("open"), default=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["case", "comment"], name="a_comment_is_once_in_a_case"),
            UniqueConstraint(fields=["comment"], condition=Q(is_open=True), name="one_open_case_per_comment"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.comment_id}"
