"""Entries of the chain of hashes, and its checkpoints (accounts.chain)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models.append_only import AppendOnly, AppendOnlyQuerySet


class CheckpointQuerySet(AppendOnlyQuerySet):
    def newest(self) -> "Checkpoint | None":
        """Return the head of the chain."""
        newest: Checkpoint | None = self.order_by("-number").first()
        return newest

    def over(self, entry: int) -> "Checkpoint":
        """Return the first that covers an entry."""
        first: Checkpoint = self.filter(size__gte=entry).order_by("number")[:1].get()
        return first


class Checkpoint(AppendOnly):
    """What is published of the chain: its newest link at a time, and a hash that leads to the checkpoint before."""

    number = models.BigIntegerField(_("number"), primary_key=True)
    previous = models.CharField(_("hash of the one before"), max_length=64, blank=True)
    #: The number of the newest entry.
    size = models.BigIntegerField(_("entries"), db_index=True)
    link = models.CharField(_("link of the chain"), max_length=64, blank=True)
    #: Made after a backup was restored: what was chained between that backup and this moment may be lost.
    is_restored = models.BooleanField(_("after a restored backup"), default=False)
    made_at = models.DateTimeField(_("made"), db_index=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    objects: ClassVar[models.Manager["Checkpoint"]] = CheckpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["-number"]
        constraints = [
            CheckConstraint(condition=Q(number__gte=1, size__gte=0), name="checkpoints_are_counted_from_one")
        ]

    def __str__(self) -> str:
        return str(self.number)


class ChainEntry(models.Model):
    """That a row was chained, and what it said, as a hash.

    The database keeps every entry as it is, but that its salt goes with the row.
    """

    number = models.BigIntegerField(_("number"), primary_key=True)
    #: The code of the log, and the row's key there.
    log = models.CharField(_("log"), max_length=24)
    key = models.BigIntegerField(_("row"))
    #: When the row says that it was made.
    made_at = models.DateTimeField(_("made"))
    digest = models.CharField(_("hash of the row"), max_length=64)
    #: Empty once the row is gone, or what it said: without it nobody can try out what was hashed.
    salt = models.CharField(_("salt"), max_length=32, blank=True)
    link = models.CharField(_("link of the chain"), max_length=64)

    class Meta:
        verbose_name = _("entry of the chain")
        verbose_name_plural = _("entries of the chain")
        constraints = [UniqueConstraint(fields=["log", "key"], name="a_row_is_chained_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.log} {self.key}"
