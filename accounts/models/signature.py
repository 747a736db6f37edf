"""Public keys under which copies of documents were signed."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _


class SignatureKey(models.Model):
    """A public key, kept for as long as the site: whoever saved a copy can always check it (V63).

    The database keeps every row as it is, but that a key may be declared lost, once.
    """

    name = models.CharField(_("name"), max_length=43, primary_key=True)
    public = models.CharField(_("public key"), max_length=43, unique=True)
    first_used_at = models.DateTimeField(_("first used"))
    #: From when we no longer vouch for what it signed: somebody else may have its private half.
    lost_at = models.DateTimeField(_("declared lost"), null=True)

    class Meta:
        verbose_name = _("signature key")
        verbose_name_plural = _("signature keys")
        ordering = ["-first_used_at"]
        constraints = [
            CheckConstraint(
                condition=Q(lost_at__isnull=True) | Q(lost_at__gte=models.F("first_used_at")),
                name="a_key_is_lost_after_its_first_use",
            ),
        ]

    def __str__(self) -> str:
        return self.name[:12]
