"""Who gets an edition's digest, and what they agreed to."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly
from articles.enums import Cadence, SubscriptionAct
from articles.models.mailed import Mailed, MailedQuerySet


class Subscription(Mailed):
    """That an edition's digest is sent to a member, or to an address."""

    edition = models.ForeignKey("articles.Edition", models.CASCADE, verbose_name=_("edition"), related_name="+")
    cadence = models.CharField(_("how often"), max_length=8, choices=Cadence)
    #: None: all of them.
    sections = models.ManyToManyField("articles.Section", verbose_name=_("sections"), related_name="+")

    objects: ClassVar[models.Manager["Subscription"]] = MailedQuerySet["Subscription"].as_manager()

    class Meta:
        verbose_name = _("subscription of a digest")
        verbose_name_plural = _("subscriptions of digests")
        constraints = [
            UniqueConstraint(
                fields=["edition", "address"], condition=~Q(address=""), name="one_subscription_per_address_and_edition"
            ),
            UniqueConstraint(
                fields=["edition", "person"],
                condition=Q(person__isnull=False),
                name="one_subscription_per_member_and_edition",
            ),
            CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(address=""), name="a_subscription_has_a_member_or_an_address"
            ),
            CheckConstraint(
                condition=Q(person__isnull=True) | Q(confirmed_at__isnull=False),
                name="a_members_subscription_is_confirmed",
            ),
            CheckConstraint(condition=Q(cadence__in=Cadence.values), name="subscription_cadence_is_known"),
        ]

    def __str__(self) -> str:
        """Name it without its address: the admin's log keeps this."""
        return f"{self.edition_id} {self.cadence} {self.pk}"


class SubscriptionEvent(AppendOnly):
    """What a reader agreed to, changed and ended (GDPR Art. 7(1)). Holds no address, no IP and no user agent."""

    receipt = models.UUIDField(_("receipt"), db_index=True)
    act = models.CharField(_("act"), max_length=8, choices=SubscriptionAct)
    edition = models.CharField(_("edition"), max_length=12)
    cadence = models.CharField(_("how often"), max_length=8, choices=Cadence)
    #: Their codes, apart by spaces; empty for all.
    sections = models.TextField(_("sections"), blank=True)
    privacy_version = models.ForeignKey(
        "accounts.PolicyVersion", models.PROTECT, verbose_name=_("version of the privacy policy"), related_name="+"
    )
    wording = models.ForeignKey(
        "accounts.ConsentWording",
        models.PROTECT,
        verbose_name=_("wording"),
        related_name="+",
        db_column="wording_sha256",
    )
    age_met = models.PositiveSmallIntegerField(_("of this age at least, as stated"), null=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("event of a subscription")
        verbose_name_plural = _("events of subscriptions")
        constraints = [
            CheckConstraint(condition=Q(act__in=SubscriptionAct.values), name="subscription_act_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt} {self.act}"
