"""Misuse of reports: a warning, and then a pause (DSA Art. 23(2)-(3))."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.prepared import Moment
from accounts.references import new_reference
from moderation.enums import MisuseStep


def new_misuse_reference() -> str:
    return new_reference("U")


class MisuseQuerySet(models.QuerySet["Misuse"]):
    def of(self, person: User) -> "MisuseQuerySet":
        return self.filter(person=person).order_by("-pk")

    def standing(self) -> "MisuseQuerySet":
        return self.filter(taken_back_at__isnull=True)

    def pausing(self, now: Moment) -> "MisuseQuerySet":
        """Pauses that last at `now`."""
        return self.standing().filter(step=MisuseStep.PAUSE, made_at__lte=now, ends_at__gt=now)


class Misuse(models.Model):
    """That somebody was warned for manifestly unfounded reports, or that theirs are not looked at for some days (D20).

    It covers reports and notices, never a letter about one's own block or removal. Triggers refuse a pause without an
    earlier warning of the same person that stands, two at once, and one that is too long; keep what was said; and keep
    the row.
    """

    reference = models.CharField(_("reference"), max_length=16, unique=True, default=new_misuse_reference)
    person = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("person"), related_name="misuses")
    step = models.CharField(_("step"), max_length=8, choices=MisuseStep)
    warning = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("after the warning"), null=True, related_name="pauses"
    )
    language = models.CharField(_("language"), max_length=12)
    facts = models.TextField(_("facts"))
    #: The four factors (Art. 23(3)): how many, of how many, how grave, and with what intention where that can be told.
    unfounded = models.PositiveIntegerField(_("manifestly unfounded reports"))
    of_all = models.PositiveIntegerField(_("of all within a year"))
    gravity = models.TextField(_("how grave it is"))
    intention = models.TextField(_("intention"), blank=True)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+", db_index=False
    )
    made_at = models.DateTimeField(_("made"))
    ends_at = models.DateTimeField(_("until"), null=True)
    #: What the person says against it, by mail.
    objection = models.TextField(_("objection"), blank=True)
    taken_back_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("taken back by"), null=True, related_name="+", db_index=False
    )
    taken_back_at = models.DateTimeField(_("taken back"), null=True)

    objects: ClassVar[models.Manager["Misuse"]] = MisuseQuerySet.as_manager()

    class Meta:
        verbose_name = _("misuse of reports")
        verbose_name_plural = _("misuse of reports")
        constraints = [
            CheckConstraint(
                condition=Q(step=MisuseStep.WARNING, warning__isnull=True, ends_at__isnull=True)
                | Q(step=MisuseStep.PAUSE, warning__isnull=False, ends_at__isnull=False, ends_at__gt=F("made_at")),
                name="a_pause_follows_a_warning_and_ends",
            ),
            CheckConstraint(
                condition=Q(unfounded__gt=0, unfounded__lte=F("of_all")), name="misuse_is_some_of_all_reports"
            ),
            CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="a_person_takes_misuse_back",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def share(self) -> int:
        """Return of how many of a hundred reports it is said."""
        return round(100 * self.unfounded / self.of_all)
