"""What people ask about their data, and by when they have to be answered."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Right, RightsChannel, RightsOutcome
from accounts.references import new_reference


def new_rights_reference() -> str:
    return new_reference("P")


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    def open(self) -> "RightsRequestQuerySet":
        return self.filter(answered_at__isnull=True)

    def due_before(self, moment: datetime) -> "RightsRequestQuerySet":
        return self.open().filter(due_at__lte=moment)


class RightsRequest(models.Model):
    """A request under GDPR Art. 15 to 22: answered within a month, within three if that is said in time (Art. 12(3)).

    Copies and erasures that people make themselves need none: `Export`, `Closure`.
    """

    reference = models.CharField(_("reference"), max_length=16, unique=True, default=new_rights_reference)
    kind = models.CharField(_("what is asked for"), max_length=16, choices=Right)
    channel = models.CharField(_("came by"), max_length=8, choices=RightsChannel)
    #: Empty where somebody without an account asks.
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("person"), null=True, blank=True, related_name="rights_requests"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    #: Where the answer goes when there is no account, or another address is wished for.
    address = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language of the answer"), max_length=12, default="en")
    text = models.TextField(_("their words"))
    received_at = models.DateTimeField(_("received"))
    due_at = models.DateTimeField(_("to be answered by"))
    extended_at = models.DateTimeField(_("extended"), null=True)
    extension_reason = models.TextField(_("why it takes longer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("answered by"), null=True, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=RightsOutcome, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    objects: ClassVar[models.Manager["RightsRequest"]] = RightsRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about one’s data")
        verbose_name_plural = _("requests about one’s data")
        ordering = ("due_at",)
        indexes = [
            models.Index(fields=["due_at"], name="rights_open_by_due", condition=Q(answered_at__isnull=True)),
        ]
        constraints = [
            CheckConstraint(condition=Q(due_at__gt=models.F("received_at")), name="a_request_is_due_later"),
            CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome=""),
                name="an_answered_request_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
