"""Letters: restoration of access, review of a sanction, complaint about a decision."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.references import new_reference
from moderation.enums import AppealKind, AppealOutcome, AppealState, Channel


def new_appeal_reference() -> str:
    return new_reference("L")


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> "AppealQuerySet":
        return self.filter(state=AppealState.OPEN)


class Appeal(models.Model):
    """A letter about a decision. It keeps the date it first arrived, however often parts were missing (D11)."""

    ANSWER_WITHIN: ClassVar[timedelta] = timedelta(days=14)

    reference = models.CharField(_("reference"), max_length=16, unique=True, default=new_appeal_reference)
    kind = models.CharField(_("kind"), max_length=12, choices=AppealKind)
    state = models.CharField(_("state"), max_length=12, choices=AppealState, default=AppealState.OPEN)
    channel = models.CharField(_("came by"), max_length=8, choices=Channel)
    #: Empty while a letter by mail does not say who wrote it.
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("person"), null=True, related_name="appeals"
    )
    sanction = models.ForeignKey(
        "moderation.Sanction", models.PROTECT, verbose_name=_("sanction"), null=True, related_name="appeals"
    )
    contested = models.ForeignKey(
        "moderation.Decision",
        models.PROTECT,
        verbose_name=_("decision complained of"),
        null=True,
        related_name="appeals",
    )
    #: Who took the contested decision: never the one who answers (DSA Art. 20(6)).
    contested_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("complaint by"), null=True, related_name="+"
    )
    case = models.OneToOneField(
        "moderation.Case", models.PROTECT, verbose_name=_("case"), null=True, related_name="appeal"
    )
    #: The letter's three parts, as they came.
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    user_id = models.CharField(_("user ID"), max_length=40, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    #: Where to answer when the person cannot sign in, and the thread of the mail.
    sender = models.EmailField(_("sender"), blank=True)
    message_id = models.CharField(_("message ID"), max_length=250, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    missing = models.JSONField(_("what is missing"), default=list)
    received_at = models.DateTimeField(_("received"))
    completed_at = models.DateTimeField(_("complete since"), null=True)
    due_at = models.DateTimeField(_("answer due"), null=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=AppealOutcome, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("decided by"), null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    #: Filled when the site has one moderator only; printed in the answer (V10).
    sole_moderator_note = models.CharField(_("note on the only moderator"), max_length=300, blank=True)

    objects: ClassVar[models.Manager["Appeal"]] = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(contested_by__isnull=True)
                | ~Q(decided_by=F("contested_by"))
                | ~Q(sole_moderator_note=""),
                name="nobody_reviews_their_own_decision",
            ),
            CheckConstraint(
                condition=~Q(state=AppealState.DECIDED)
                | (~Q(outcome="") & ~Q(answer="") & Q(decided_at__isnull=False)),
                name="a_decided_letter_has_outcome_and_answer",
            ),
            CheckConstraint(
                condition=Q(state=AppealState.INCOMPLETE) | (~Q(explanation="") & Q(person__isnull=False)),
                name="a_complete_letter_names_person_and_explanation",
            ),
            UniqueConstraint(
                fields=["person", "kind", "contested"],
                condition=~Q(state=AppealState.DECIDED),
                name="one_open_letter_per_person_kind_and_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_late(self, now: datetime) -> bool:
        """Say whether the answer is overdue."""
        return self.state == AppealState.OPEN and self.due_at is not None and self.due_at < now
