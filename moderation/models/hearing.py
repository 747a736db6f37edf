"""Hearings: a block that is announced, so that the person can reply before it is decided (D08)."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.references import new_reference
from moderation.enums import Channel, HearingOutcome
from moderation.models.sanction import Sanction

#: Outcomes that are a decision of the ledger, and those that no person chose.
DECIDED = (HearingOutcome.BLOCKED, HearingOutcome.SUSPENDED, HearingOutcome.WARNED, HearingOutcome.OVERTAKEN)


def new_hearing_reference() -> str:
    return new_reference("H")


class HearingQuerySet(models.QuerySet["Hearing"]):
    def of(self, person: User) -> "HearingQuerySet":
        return self.filter(person=person).order_by("-pk")

    def open(self) -> "HearingQuerySet":
        return self.filter(decided_at__isnull=True)


class Hearing(models.Model):
    """A block that moderators intend: told with its reasons, answered or not, then decided (V43).

    It restricts nobody. Triggers keep what was announced as it was, a reply as it was read, and the row; and refuse
    less than SHORTEST to reply.
    """

    SHORTEST: ClassVar[timedelta] = timedelta(days=3)

    reference = models.CharField(_("reference"), max_length=16, unique=True, default=new_hearing_reference)
    person = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("person"), related_name="hearings")
    opened_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("announced by"), related_name="+", db_index=False
    )
    comment = models.ForeignKey(
        "moderation.Comment", models.PROTECT, verbose_name=_("comment"), related_name="+", db_index=False
    )
    case = models.OneToOneField("moderation.Case", models.PROTECT, verbose_name=_("case"), related_name="hearing")
    language = models.CharField(_("language"), max_length=12)
    clause = models.ForeignKey("moderation.Clause", models.PROTECT, verbose_name=_("clause"), related_name="+")
    facts = models.TextField(_("facts"))
    why = models.TextField(_("why the clause applies"))
    law = models.CharField(_("law"), max_length=300, blank=True)
    #: For colleagues, as on the sanction that may follow.
    milder_measure_note = models.TextField(_("why a milder measure is not enough"))
    #: When the person did what the block would answer.
    conduct_at = models.DateTimeField(_("date of the conduct"))
    opened_at = models.DateTimeField(_("announced"))
    ends_at = models.DateTimeField(_("time to reply until"))
    viewed_at = models.DateTimeField(_("seen"), null=True)
    #: When a letter about it came back: whoever decides sees that. The page may have been seen all the same.
    bounced_at = models.DateTimeField(_("undeliverable"), null=True)
    #: What the person says, put together as it comes; it only grows.
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(_("first reply"), null=True)
    channel = models.CharField(_("came by"), max_length=8, choices=Channel, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=HearingOutcome, blank=True)
    #: What the moderators say to the reply, or why they leave it at nothing.
    answer = models.TextField(_("answer"), blank=True)
    decision = models.OneToOneField(
        "moderation.Decision", models.PROTECT, verbose_name=_("decision"), null=True, related_name="hearing"
    )
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("decided by"), null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True)

    objects: ClassVar[models.Manager["Hearing"]] = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        constraints = [
            UniqueConstraint(
                fields=["person"], condition=Q(decided_at__isnull=True), name="one_open_hearing_per_person"
            ),
            CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="a_hearing_leaves_time_to_reply"),
            CheckConstraint(
                condition=Q(replied_at__isnull=True, reply="") | Q(replied_at__isnull=False),
                name="a_reply_has_its_day",
            ),
            CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="")
                | Q(decided_at__isnull=False, outcome__in=HearingOutcome.values),
                name="a_decided_hearing_has_its_outcome",
            ),
            CheckConstraint(
                condition=Q(decided_by__isnull=False) | Q(outcome__in=("", HearingOutcome.GONE)),
                name="a_person_decides_a_hearing",
            ),
            CheckConstraint(
                condition=Q(decision__isnull=False) | ~Q(outcome__in=DECIDED),
                name="a_measure_after_a_hearing_is_in_the_ledger",
            ),
            CheckConstraint(
                condition=~Q(outcome=HearingOutcome.NOTHING) | ~Q(answer=""), name="a_hearing_ends_with_words"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_final(self) -> bool:
        """Say whether the block would be the second counted sanction."""
        return Sanction.objects.against(self.person).counted().exists()

    def may_be_decided(self, now: datetime) -> bool:
        """Say whether the person has replied, or the time to reply is over: before, nobody is blocked."""
        return self.replied_at is not None or self.ends_at <= now
