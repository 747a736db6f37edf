"""Reports by readers, and notices of illegal content by anybody."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.references import new_reference
from moderation.enums import Measure, ReportKind, ReportOutcome
from moderation.models.decision import Decision


def new_report_reference() -> str:
    return new_reference("R")


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(outcome=ReportOutcome.OPEN)


class Report(models.Model):
    """Somebody says that a comment breaks a rule, or the law (DSA Art. 16).

    A trigger refuses a stranger's notice without name and address, unless it is about the abuse of a child.
    """

    reference = models.CharField(_("reference"), max_length=16, unique=True, default=new_report_reference)
    comment = models.ForeignKey("moderation.Comment", models.PROTECT, verbose_name=_("comment"), related_name="reports")
    reporter = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("reported by"), null=True, related_name="+"
    )
    case = models.ForeignKey(
        "moderation.Case", models.PROTECT, verbose_name=_("case"), null=True, related_name="reports"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ReportKind)
    ground = models.ForeignKey(
        "moderation.Ground", models.PROTECT, verbose_name=_("ground"), null=True, related_name="+"
    )
    text = models.TextField(_("reasons"), blank=True)
    #: Art. 16(2)(c): name and address of the notifier, who may be a stranger.
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    #: Sexual abuse of a child: who gives notice of that need not say who they are.
    is_about_abuse = models.BooleanField(_("about sexual abuse of a child"), default=False)
    is_in_good_faith = models.BooleanField(_("in good faith"), default=False)
    language = models.CharField(_("language"), max_length=12, default="en")
    received_at = models.DateTimeField(_("received"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=ReportOutcome, default=ReportOutcome.OPEN)
    decided_at = models.DateTimeField(_("decided"), null=True)
    #: Until when nobody looks at it: its sender is paused (D20). Then it comes into the queue by itself.
    waits_until = models.DateTimeField(_("not looked at before"), null=True)

    objects: ClassVar[models.Manager["Report"]] = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            UniqueConstraint(
                fields=["comment", "reporter"],
                condition=Q(outcome=ReportOutcome.OPEN),
                name="one_open_report_per_reader_and_comment",
            ),
            CheckConstraint(
                condition=~Q(kind=ReportKind.GROUND) | Q(ground__isnull=False),
                name="a_report_names_a_ground_or_the_law",
            ),
            CheckConstraint(
                condition=~Q(kind=ReportKind.ILLEGAL) | (~Q(text="") & Q(is_in_good_faith=True)),
                name="a_notice_gives_reasons_in_good_faith",
            ),
            CheckConstraint(
                condition=Q(is_about_abuse=False) | Q(kind=ReportKind.ILLEGAL), name="abuse_of_a_child_is_illegal"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("moderation:report", kwargs={"reference": self.reference})

    def removal(self) -> Decision | None:
        """Find the removal that answered this report: the reporter learns its ground, nothing about people (C13)."""
        if self.outcome != ReportOutcome.REMOVED:
            return None
        answers = Decision.objects.filter(comment=self.comment_id, measure__in=(Measure.REMOVE, Measure.REDACT))
        return answers.filter(made_at__lte=self.decided_at).select_related("rules_version").order_by("-pk").first()
