"""How an account ends, and the little that outlives it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.enums import TextsAtErasure, TraceKind
from accounts.models.append_only import AppendOnly


class Closure(models.Model):
    """An account on its way out (GDPR Art. 17): hidden at once, erased at `erase_at`, kept if its owner cancels."""

    person = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("person"), related_name="closures")
    requested_at = models.DateTimeField(_("asked for"))
    erase_at = models.DateTimeField(_("to be erased"))
    texts = models.CharField(
        _("what happens to the comments"), max_length=8, choices=TextsAtErasure, default=TextsAtErasure.ERASE
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)
    erased_at = models.DateTimeField(_("erased"), null=True)
    #: What was deleted and kept, per model, and the day by which every backup is gone: the receipt (V59).
    receipt = models.JSONField(_("receipt"), default=dict)
    #: When no backup was left that is older than the erasure (C88).
    unsaved_at = models.DateTimeField(_("gone from the last backup"), null=True)

    class Meta:
        verbose_name = _("account closure")
        verbose_name_plural = _("account closures")
        constraints = [
            UniqueConstraint(
                fields=["person"],
                condition=Q(cancelled_at__isnull=True, erased_at__isnull=True),
                name="one_open_closure_per_person",
            ),
            CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(erased_at__isnull=True),
                name="a_closure_ends_one_way",
            ),
            CheckConstraint(
                condition=Q(unsaved_at__isnull=True) | Q(erased_at__isnull=False, unsaved_at__gt=models.F("erased_at")),
                name="backups_end_after_the_erasure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.requested_at:%Y-%m-%d}"

    @property
    def backups_until(self) -> datetime | None:
        """The day by which every backup that is older than the erasure is gone, as the receipt promised it."""
        until = self.receipt.get("backups_until")
        return datetime.fromisoformat(until) if until else None


class BlockTrace(models.Model):
    """What is remembered of a block: a keyed hash, no name, no address, and an end (due-process a5)."""

    kind = models.CharField(_("kind"), max_length=8, choices=TraceKind)
    digest = models.CharField(_("fingerprint"), max_length=64)
    key_version = models.PositiveSmallIntegerField(_("number of the key"))
    ordinal = models.PositiveSmallIntegerField(_("ordinal"))
    decision_reference = models.CharField(_("reference of the decision"), max_length=32)
    set_at = models.DateTimeField(_("set"))
    expires_at = models.DateTimeField(_("expires"))

    class Meta:
        verbose_name = _("block trace")
        verbose_name_plural = _("block traces")
        indexes = [models.Index(fields=["digest"], name="trace_digest")]
        constraints = [
            CheckConstraint(condition=Q(expires_at__gt=models.F("set_at")), name="a_trace_expires"),
            CheckConstraint(condition=Q(ordinal__in=[1, 2]), name="a_trace_counts_one_or_two"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.decision_reference}"


class ErasedPerson(AppendOnly):
    """The erasure ledger: which account, by keyed digest, was erased when; replayed after restoring a backup (V33)."""

    digest = models.CharField(_("fingerprint"), max_length=64, unique=True)
    key_version = models.PositiveSmallIntegerField(_("number of the key"))
    erased_at = models.DateTimeField(_("erased"))

    class Meta:
        verbose_name = _("erased person")
        verbose_name_plural = _("erasure ledger")

    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.erased_at:%Y-%m-%d}"


class Export(models.Model):
    """A copy of everything held about a person (GDPR Art. 15, 20): made by the worker, kept seven days."""

    LIFETIME_DAYS: ClassVar[int] = 7
    DOWNLOADS: ClassVar[int] = 3

    person = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("person"), related_name="exports")
    requested_at = models.DateTimeField(_("asked for"))
    ready_at = models.DateTimeField(_("ready"), null=True)
    expires_at = models.DateTimeField(_("expires"), null=True)
    file = models.CharField(_("file"), max_length=200, blank=True)
    downloads = models.PositiveSmallIntegerField(_("downloads"), default=0)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            UniqueConstraint(
                fields=["person"],
                condition=Q(ready_at__isnull=True),
                name="one_export_in_the_making_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.requested_at:%Y-%m-%d}"


class DossierAccess(AppendOnly):
    """A member of staff opened what is held about a person, and why (V14, V58)."""

    staff = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("opened by"), related_name="+")
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("person"), related_name="dossier_accesses"
    )
    what = models.CharField(_("what was opened"), max_length=100)
    purpose = models.CharField(_("purpose"), max_length=300)
    opened_at = models.DateTimeField(_("opened"))

    class Meta:
        verbose_name = _("dossier access")
        verbose_name_plural = _("dossier accesses")

    def __str__(self) -> str:
        return f"{self.staff_id} {self.what} {self.opened_at:%Y-%m-%d}"
