"""Breaches of the security of personal data: the register, and what people were told (GDPR Art. 33, 34)."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.enums import Concerned
from accounts.models.append_only import AppendOnly
from accounts.references import new_reference


def new_breach_reference() -> str:
    return new_reference("B")


class BreachQuerySet(models.QuerySet["Breach"]):
    def open(self) -> "BreachQuerySet":
        """Breaches of which the authority was not told, without a reason why it need not be."""
        return self.filter(notified_at__isnull=True, not_notified_because="")


class Breach(models.Model):
    """What happened, as far as it is known: all that Art. 33(3) asks for. What was said before stays (`BreachVersion`).

    From `known_at` on there are 72 hours to tell the authority, or to write down why there is no risk (Art. 33(1)); a
    trigger keeps that clock where it is.
    """

    CLOCK: ClassVar[timedelta] = timedelta(hours=72)
    FACTS: ClassVar[tuple[str, ...]] = (
        "what_happened", "began_at", "people", "people_count", "records", "records_count", "consequences", "measures",
        "notified_at", "authority_reference", "late_because", "not_notified_because",
    )  # fmt: skip

    reference = models.CharField(_("reference"), max_length=16, unique=True, default=new_breach_reference)
    known_at = models.DateTimeField(_("became known"))
    due_at = models.DateTimeField(_("authority to be notified by"))
    entered_at = models.DateTimeField(_("entered"))
    what_happened = models.TextField(_("what happened"))
    began_at = models.DateTimeField(_("began, as far as known"), null=True, blank=True)
    people = models.TextField(_("categories of people"))
    people_count = models.PositiveIntegerField(_("people, about"), null=True, blank=True)
    records = models.TextField(_("categories of records"))
    records_count = models.PositiveIntegerField(_("records, about"), null=True, blank=True)
    consequences = models.TextField(_("likely consequences"))
    measures = models.TextField(_("measures taken or proposed"))
    notified_at = models.DateTimeField(_("authority notified"), null=True, blank=True)
    authority_reference = models.CharField(_("the authority’s reference"), max_length=100, blank=True)
    late_because = models.TextField(_("why later than 72 hours"), blank=True)
    not_notified_because = models.TextField(_("why the authority is not notified"), blank=True)

    objects: ClassVar[models.Manager["Breach"]] = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("breach of security")
        verbose_name_plural = _("register of breaches")
        ordering = ("-known_at",)
        constraints = [
            CheckConstraint(
                condition=Q(notified_at__isnull=True) | Q(not_notified_because=""),
                name="a_breach_is_notified_or_it_is_said_why_not",
            ),
            CheckConstraint(
                condition=Q(notified_at__isnull=True) | Q(notified_at__lte=F("due_at")) | ~Q(late_because=""),
                name="a_late_notice_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.notified_at is None and not self.not_notified_because


class BreachVersion(AppendOnly):
    """What the register said of a breach at one time, and who wrote it: information may come in phases (Art. 33(4))."""

    breach = models.ForeignKey(Breach, models.PROTECT, verbose_name=_("breach"), related_name="versions")
    facts = models.JSONField(_("facts"))
    written_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("written by"), related_name="+")
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("entry in the register of breaches")
        verbose_name_plural = _("entries in the register of breaches")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.breach_id} {self.written_at:%Y-%m-%d %H:%M}"


class BreachNotice(models.Model):
    """What the people concerned are told (Art. 34): drafted, looked at, then sent once."""

    breach = models.ForeignKey(Breach, models.PROTECT, verbose_name=_("breach"), related_name="notices")
    concerned = models.CharField(_("who is written to"), max_length=12, choices=Concerned, default=Concerned.EVERYBODY)
    since = models.DateField(_("day named"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("sent by"), null=True, related_name="+")
    recipients = models.PositiveIntegerField(_("recipients"), null=True)

    class Meta:
        verbose_name = _("notice to the people concerned")
        verbose_name_plural = _("notices to the people concerned")
        ordering = ("-pk",)
        constraints = [
            CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True, recipients__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False, recipients__isnull=False),
                name="a_sent_notice_says_by_whom_and_to_how_many",
            ),
            CheckConstraint(
                condition=Q(concerned__in=(Concerned.EVERYBODY, Concerned.PASSWORD)) | Q(since__isnull=False),
                name="a_notice_that_counts_from_a_day_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.breach} {self.pk}"


class BreachNoticeText(models.Model):
    """The notice in one language, with all that Art. 34(2) asks for; the contact stands below it."""

    notice = models.ForeignKey(BreachNotice, models.CASCADE, verbose_name=_("notice"), related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    what_happened = models.TextField(_("what happened"))
    consequences = models.TextField(_("likely consequences"))
    measures = models.TextField(_("what we have done, and what you can do yourself"))

    class Meta:
        verbose_name = _("text of the notice")
        verbose_name_plural = _("texts of the notice")
        constraints = [UniqueConstraint(fields=["notice", "language"], name="one_text_per_notice_and_language")]

    def __str__(self) -> str:
        return self.language
