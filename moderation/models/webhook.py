"""Where other programs are told what happens."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from moderation import webhooks


class WebhookTargetQuerySet(models.QuerySet["WebhookTarget"]):
    def told(self) -> "WebhookTargetQuerySet":
        """Targets that are told what happens: a paused one is not."""
        return self.filter(paused_at__isnull=True)


class WebhookTarget(models.Model):
    """An address that is told of some events, in messages signed with its secret (C72).

    Of the secret only a nonce is kept; the rest of it is the site's own key.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    address = models.URLField(_("address"), max_length=500)
    events = models.JSONField(_("is told that"), default=list)
    nonce = models.CharField(max_length=32, editable=False)
    #: Signs beside the new one until then, so that nothing is lost while the other side takes the new one in.
    previous_nonce = models.CharField(max_length=32, blank=True, editable=False)
    previous_until = models.DateTimeField(_("the former secret holds until"), null=True, editable=False)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("made by"), null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), editable=False)
    #: What happened before is not told; a target that goes on after a pause begins anew.
    begins_at = models.DateTimeField(_("is told of everything since"), editable=False)
    #: How far the worker has come: by the clock, and in the ledger.
    told_until = models.DateTimeField(editable=False)
    last_decision = models.BigIntegerField(default=0, editable=False)
    answered_at = models.DateTimeField(_("last answered"), null=True, editable=False)
    failing_since = models.DateTimeField(_("fails since"), null=True, editable=False)
    last_error = models.CharField(_("last error"), max_length=200, blank=True, editable=False)
    paused_at = models.DateTimeField(_("paused"), null=True, editable=False)

    objects: ClassVar[models.Manager["WebhookTarget"]] = WebhookTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            CheckConstraint(condition=~Q(name="") & ~Q(address=""), name="a_webhook_has_name_and_address"),
            CheckConstraint(
                condition=Q(previous_nonce="") | Q(previous_until__isnull=False),
                name="a_former_secret_of_a_webhook_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> str:
        """Spell the secret, to be shown once."""
        return webhooks.spelt(webhooks.secret(self.pk, self.nonce))

    def secrets(self, now: datetime) -> list[bytes]:
        """Return the secrets that hold, the newest first."""
        is_former_held = self.previous_nonce and self.previous_until and self.previous_until > now
        nonces = [self.nonce, *([self.previous_nonce] if is_former_held else [])]
        return [webhooks.secret(self.pk, nonce) for nonce in nonces]
