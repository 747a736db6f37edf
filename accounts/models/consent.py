"""Optional purposes and the choices people made about them."""

import hashlib
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

    @property
    def fingerprint(self) -> str:
        """Name the words, so that it can be shown which ones a choice was made on (SHA-256)."""
        return hashlib.sha256(f"{self.name}\n{self.description}".encode()).hexdigest()


class ConsentWording(AppendOnly):
    """The words of a purpose as they were shown when somebody chose; triggers keep them as long as the site."""

    sha256 = models.CharField(_("fingerprint"), max_length=64, primary_key=True)
    language = models.CharField(_("language"), max_length=12)
    #: Empty for a choice from before the words were kept, when they had changed since.
    name = models.CharField(_("name"), max_length=100, blank=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("wording shown")
        verbose_name_plural = _("wordings shown")
        constraints = [CheckConstraint(condition=~Q(sha256=""), name="a_wording_has_its_fingerprint")]

    def __str__(self) -> str:
        return self.name or self.sha256[:12]


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
    wording = models.ForeignKey(
        ConsentWording, models.PROTECT, verbose_name=_("wording"), related_name="+", db_column="wording_sha256"
    )
    language = models.CharField(_("language"), max_length=12)
    surface = models.CharField(_("where"), max_length=16, choices=Surface)
    #: What was stated now or with an earlier choice; never when somebody was born (V52).
    age_met = models.PositiveSmallIntegerField(_("of this age at least, as stated"), null=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        indexes = [models.Index(fields=["person", "purpose", "-id"], name="consent_newest")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose_id} {self.is_given}"
