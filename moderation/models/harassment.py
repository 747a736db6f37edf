"""Harassment of a moderator: what was done, who handles it, and the shield that stands meanwhile (C67)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.references import new_reference
from moderation.enums import HarassmentOutcome


def new_harassment_reference() -> str:
    return new_reference("Q")


class HarassmentQuerySet(models.QuerySet["Harassment"]):
    def open(self) -> "HarassmentQuerySet":
        return self.filter(decided_at__isnull=True)

    def shielding(self, moderator: User) -> "HarassmentQuerySet":
        """Those for whose sake a moderator gets nothing more by somebody: undecided, or found to be harassment."""
        return self.filter(target=moderator, shield_ended_at__isnull=True)


class Harassment(models.Model):
    """A case of its own kind: somebody is said to harass a moderator, who neither decides nor takes it.

    A constraint and a trigger hold that (`moderation_case_target_refuse_update`). While the shield stands, nothing by
    that person comes to the moderator. What is done about it are the measures that there are, each with its reasons.
    """

    reference = models.CharField(_("reference"), max_length=16, unique=True, default=new_harassment_reference)
    case = models.OneToOneField("moderation.Case", models.PROTECT, verbose_name=_("case"), related_name="harassment")
    target = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("moderator concerned"), related_name="+")
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("who is said to do it"), related_name="+"
    )
    opened_at = models.DateTimeField(_("opened"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=HarassmentOutcome, blank=True)
    #: For colleagues, and for the moderator concerned.
    answer = models.TextField(_("what was found"), blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("decided by"), null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    shield_ended_at = models.DateTimeField(_("shield ended"), null=True)

    objects: ClassVar[models.Manager["Harassment"]] = HarassmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("harassment of a moderator")
        verbose_name_plural = _("harassment of moderators")
        constraints = [
            UniqueConstraint(
                fields=["target", "person"],
                condition=Q(decided_at__isnull=True),
                name="one_open_harassment_of_a_moderator_by_somebody",
            ),
            CheckConstraint(condition=~Q(target=F("person")), name="nobody_harasses_themselves"),
            CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("target")),
                name="somebody_else_decides_about_harassment",
            ),
            CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="", decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, outcome__in=HarassmentOutcome.values)
                | Q(decided_at__isnull=False, outcome=HarassmentOutcome.GONE),
                name="a_decided_harassment_has_its_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class HarassmentPiece(models.Model):
    """One thing that belongs to a case of harassment: a comment, a letter, or what somebody saw, in words."""

    harassment = models.ForeignKey(
        Harassment, models.PROTECT, verbose_name=_("harassment of a moderator"), related_name="pieces"
    )
    comment = models.ForeignKey(
        "moderation.Comment", models.PROTECT, verbose_name=_("comment"), null=True, related_name="+", db_index=False
    )
    letter = models.ForeignKey(
        "moderation.Appeal", models.PROTECT, verbose_name=_("letter"), null=True, related_name="+", db_index=False
    )
    words = models.TextField(_("what happened"), blank=True)
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("added by"), related_name="+", db_index=False
    )
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("piece of a case of harassment")
        verbose_name_plural = _("pieces of a case of harassment")
        constraints = [
            CheckConstraint(
                condition=Q(comment__isnull=True) | Q(letter__isnull=True), name="a_piece_is_a_comment_or_a_letter"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
