"""Versions of the comment rules and of the privacy policy, and who accepted or acknowledged which."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Exists, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.enums import AcknowledgementKind, ChangeClass, Document, Surface, Urgency
from accounts.models.append_only import AppendOnly
from accounts.prepared import Moment

if TYPE_CHECKING:
    from accounts.models.user import User


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def of(self, document: Document | str) -> "PolicyVersionQuerySet":
        return self.filter(document=document)

    def published(self) -> "PolicyVersionQuerySet":
        return self.filter(published_at__isnull=False)

    def in_force(self, now: Moment) -> "PolicyVersionQuerySet":
        """Versions that have taken effect by `now`, the newest first."""
        return self.published().filter(effective_at__lte=now).order_by("-number")

    def announced(self, now: datetime) -> "PolicyVersionQuerySet":
        """Versions that are published and take effect after `now`, the nearest first."""
        return self.published().filter(effective_at__gt=now).order_by("effective_at", "document")

    def owed_by(self, person: "User | OuterRef", now: Moment) -> "PolicyVersionQuerySet":
        """Versions in force that the person has to be shown (G02): neither they nor a later one were acknowledged.

        Editorial ones never. From within a subquery, `person` is an OuterRef of an OuterRef.
        """
        known = Acknowledgement.objects.filter(
            person=person, version__document=OuterRef("document"), version__number__gte=OuterRef("number")
        )
        return self.in_force(now).exclude(change_class=ChangeClass.EDITORIAL).exclude(Exists(known))


class PolicyVersion(models.Model):
    """One version of a document, never edited once published (DSA Art. 14, GDPR Art. 5(2)); triggers hold that."""

    document = models.CharField(_("document"), max_length=16, choices=Document)
    number = models.PositiveIntegerField(_("version"))
    change_class = models.CharField(
        _("kind of change"), max_length=16, choices=ChangeClass, default=ChangeClass.MATERIAL
    )
    urgency = models.CharField(
        _("why it holds before the notice is over"),
        max_length=8,
        choices=Urgency,
        blank=True,
        help_text=_("Readers see this. Leave it empty where members can be told thirty days before."),
    )
    urgency_reason = models.TextField(
        _("what exactly demands it"), blank=True, help_text=_("For the log: the order, the law or what happened.")
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    effective_at = models.DateTimeField(_("in force from"), null=True, blank=True)
    published_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar[models.Manager["PolicyVersion"]] = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy version")
        verbose_name_plural = _("policy versions")
        ordering = ["document", "-number"]
        constraints = [
            UniqueConstraint(fields=["document", "number"], name="one_policy_version_per_number"),
            CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(effective_at__gte=models.F("published_at")),
                name="a_policy_takes_effect_after_its_publication",
            ),
            CheckConstraint(
                condition=Q(urgency="", urgency_reason="") | Q(urgency__in=Urgency.values) & ~Q(urgency_reason=""),
                name="an_urgent_policy_says_what_demands_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_document_display()} {self.number}"


class PolicyText(models.Model):
    """A version's wording in one language, with the hash by which an acceptance proves what was read."""

    version = models.ForeignKey(PolicyVersion, models.CASCADE, verbose_name=_("version"), related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("what changed, in plain words"), blank=True)
    body = models.TextField(_("text"))
    sha256 = models.CharField(_("fingerprint"), max_length=64, editable=False)

    class Meta:
        verbose_name = _("policy text")
        verbose_name_plural = _("policy texts")
        constraints = [UniqueConstraint(fields=["version", "language"], name="one_policy_text_per_language")]

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"


class PolicySnapshot(AppendOnly):
    """What the site declared to do with data when a privacy policy was published (V70, V73: accounts.privacy.snapshot).

    Triggers refuse one for a version that is published already: what was declared then cannot be known later.
    """

    version = models.OneToOneField(PolicyVersion, models.PROTECT, verbose_name=_("version"), related_name="snapshot")
    #: Canonical JSON, kept as the bytes that the fingerprint is of.
    content = models.TextField(_("what was declared"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)

    class Meta:
        verbose_name = _("declarations of a policy")
        verbose_name_plural = _("declarations of policies")

    def __str__(self) -> str:
        return str(self.version)


class Acknowledgement(AppendOnly):
    """A person accepted the rules or acknowledged the privacy policy: which version, language, when, where."""

    person = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("person"), related_name="acknowledgements"
    )
    version = models.ForeignKey(PolicyVersion, models.PROTECT, verbose_name=_("version"), related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=AcknowledgementKind)
    language = models.CharField(_("language"), max_length=12)
    text_sha256 = models.CharField(_("fingerprint of the text"), max_length=64)
    surface = models.CharField(_("where"), max_length=16, choices=Surface)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        constraints = [
            UniqueConstraint(fields=["person", "version"], name="one_acknowledgement_per_person_and_version"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.version_id}"
