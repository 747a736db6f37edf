"""Data that is kept and not used (GDPR Art. 18)."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.enums import RestrictionEnd, RestrictionGround


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def running(self) -> "RestrictionQuerySet":
        return self.filter(ended_at__isnull=True)


class Restriction(models.Model):
    """A time in which a person's data is stored and nothing else (Art. 18): begun for a ground, ended in writing.

    `User.restricted_at` says the same wherever the person is read; a trigger keeps the two together.
    """

    #: So long before its end a restriction is announced: time to object, or to take a copy (Art. 18(3)).
    NOTICE: ClassVar[timedelta] = timedelta(days=3)

    person = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("person"), related_name="restrictions")
    request = models.ForeignKey(
        "accounts.RightsRequest", models.PROTECT, verbose_name=_("asked for with"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    ground = models.CharField(_("legal ground"), max_length=12, choices=RestrictionGround)
    reason = models.TextField(_("reason"))
    begun_at = models.DateTimeField(_("restricted since"))
    begun_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("restricted by"), related_name="+")
    #: When the person was written to that it is about to end, by whom and why (Art. 18(3)).
    told_at = models.DateTimeField(_("end announced"), null=True)
    told_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("end announced by"), null=True, related_name="+"
    )
    end_reason = models.TextField(_("why it ends"), blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    end = models.CharField(_("how it ended"), max_length=8, choices=RestrictionEnd, blank=True)

    objects: ClassVar[models.Manager["Restriction"]] = RestrictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("restriction of processing")
        verbose_name_plural = _("restrictions of processing")
        ordering = ("-begun_at",)
        constraints = [
            UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_running_restriction_per_person"
            ),
            CheckConstraint(condition=Q(ground__in=RestrictionGround.values), name="a_restriction_has_a_legal_ground"),
            CheckConstraint(
                condition=Q(ended_at__isnull=True, end="") | Q(ended_at__isnull=False, end__in=RestrictionEnd.values),
                name="an_ended_restriction_says_how",
            ),
            CheckConstraint(
                condition=~Q(end=RestrictionEnd.LIFTED)
                | Q(told_at__isnull=False, told_by__isnull=False, ended_at__gt=F("told_at")),
                name="nobody_is_lifted_untold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.public_id} {self.begun_at:%Y-%m-%d}"

    @property
    def ends_at(self) -> datetime | None:
        """When it may end, once that was announced."""
        return self.told_at + self.NOTICE if self.told_at else None

    @property
    def letter(self) -> str:
        """The key of the letter that announces the end."""
        return f"restriction:{self.pk}:ending:{self.told_at:%Y%m%d%H%M%S}" if self.told_at else ""
