"""Blocks and account deletions by moderators."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation.enums import BlockMode, SanctionKind, SanctionState


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def against(self, person: User) -> "SanctionQuerySet":
        return self.filter(subject=person)

    def counted(self) -> "SanctionQuerySet":
        """Sanctions that count towards the second: all but annulled ones."""
        return self.exclude(state=SanctionState.ANNULLED).order_by("imposed_at", "pk")

    def in_force(self) -> "SanctionQuerySet":
        return self.filter(state=SanctionState.IN_FORCE)


class Sanction(models.Model):
    """A measure against an account. The second counted one is never lifted; a wrong one is annulled and not counted."""

    FINAL: ClassVar[int] = 2

    subject = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("person concerned"), related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=SanctionKind)
    state = models.CharField(_("state"), max_length=12, choices=SanctionState, default=SanctionState.IN_FORCE)
    ordinal = models.PositiveSmallIntegerField(_("counts as"), null=True)
    imposed_at = models.DateTimeField(_("since"))
    imposed_by_decision = models.OneToOneField(
        "moderation.Decision", models.PROTECT, verbose_name=_("imposed by decision"), related_name="sanction"
    )
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by_decision = models.OneToOneField(
        "moderation.Decision",
        models.PROTECT,
        verbose_name=_("ended by decision"),
        null=True,
        related_name="ended_sanction",
    )
    #: Why a milder measure was not enough (DSA Art. 14(4)); staff only.
    milder_measure_note = models.TextField(_("why a milder measure is not enough"))
    #: How blocks came about when this one did: what the setting says later changes nothing about it (D08).
    mode = models.CharField(_("blocked"), max_length=12, choices=BlockMode)
    #: The hearing that went before; a trigger refuses one that nobody answered and that is not over.
    hearing = models.OneToOneField(
        "moderation.Hearing", models.PROTECT, verbose_name=_("hearing"), null=True, related_name="sanction"
    )
    #: A block that could not wait for a hearing, and why; the words go with the account, that it was so stays.
    is_urgent = models.BooleanField(_("could not wait"), default=False)
    urgency = models.TextField(_("why it could not wait"), blank=True)

    objects: ClassVar[models.Manager["Sanction"]] = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        constraints = [
            CheckConstraint(
                condition=Q(state=SanctionState.ANNULLED, ordinal__isnull=True)
                | Q(ordinal__in=[1, 2]) & ~Q(state=SanctionState.ANNULLED),
                name="a_sanction_counts_unless_annulled",
            ),
            CheckConstraint(
                condition=~Q(ordinal=2, state=SanctionState.LIFTED), name="a_second_sanction_is_never_lifted"
            ),
            UniqueConstraint(fields=["subject", "ordinal"], name="one_first_and_one_second_sanction"),
            UniqueConstraint(
                fields=["subject"],
                condition=Q(state=SanctionState.IN_FORCE),
                name="one_sanction_in_force_per_person",
            ),
            CheckConstraint(
                condition=Q(state=SanctionState.IN_FORCE, ended_at__isnull=True)
                | ~Q(state=SanctionState.IN_FORCE) & Q(ended_at__isnull=False, ended_by_decision__isnull=False),
                name="an_ended_sanction_names_its_end",
            ),
            CheckConstraint(condition=Q(mode__in=BlockMode.values), name="a_sanction_says_how_it_came_about"),
            CheckConstraint(
                condition=~Q(kind=SanctionKind.BLOCK, mode=BlockMode.HEARING)
                | Q(hearing__isnull=False)
                | Q(is_urgent=True),
                name="a_block_is_heard_before_or_urgent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_final(self) -> bool:
        return self.ordinal == self.FINAL
