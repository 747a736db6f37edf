"""Optional purposes and the choices people made about them."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.enums import LegalBasis, Surface
from accounts.models.append_only import AppendOnly


class Purpose(models.Model):
    """An optional purpose of processing: off until a person switches it on (GDPR Art. 25(2))."""

    code = models.SlugField(primary_key=True)
    basis = models.CharField(_("legal basis"), max_length=8, choices=LegalBasis, default=LegalBasis.CONSENT)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("purpose")
        verbose_name_plural = _("purposes")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class PurposeText(models.Model):
    """A purpose's wording in one language."""

    purpose = models.ForeignKey(Purpose, models.CASCADE, verbose_name=_("purpose"), related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"))

    class Meta:
        verbose_name = _("purpose text")
        verbose_name_plural = _("purpose texts")
        constraints = [UniqueConstraint(fields=["purpose", "language"], name="one_purpose_text_per_language")]

    def __str__(self) -> str:
        return f"{self.purpose_id} ({self.language})"


class ConsentEvent(AppendOnly):
    """One choice about one purpose (GDPR Art. 7(1)). The newest is the one in force. Holds no IP and no user agent."""

    person = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("person"), null=True, related_name="consent_events"
    )
    receipt = models.UUIDField(_("receipt"), default=uuid.uuid4, unique=True)
    purpose = models.ForeignKey(Purpose, models.PROTECT, verbose_name=_("purpose"), related_name="+")
    is_given = models.BooleanField(_("given"))
    privacy_version = models.ForeignKey(
        "accounts.PolicyVersion", models.PROTECT, verbose_name=_("version of the privacy policy"), related_name="+"
    )
    wording_sha256 = models.CharField(_("fingerprint of the wording"), max_length=64)
    language = models.CharField(_("language"), max_length=12)
    surface = models.CharField(_("where"), max_length=16, choices=Surface)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        indexes = [models.Index(fields=["person", "purpose", "-id"], name="consent_newest")]
        constraints = [CheckConstraint(condition=~Q(wording_sha256=""), name="a_consent_names_its_wording")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose_id} {self.is_given}"
