"""Effects on the world outside, written in the transaction that causes them."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

#: Clocks of one site's machines differ by less. What is later than now by more was written before a clock was set back.
SKEW = timedelta(minutes=5)
#: So long after its time an item should have gone, or be looked at by somebody (A10).
PATIENCE = timedelta(minutes=5)
#: With the pauses between them, so many attempts take nearly as long.
MANY_ATTEMPTS = 4
#: A worker that has not been seen for so long is gone (QR3).
SILENCE = timedelta(seconds=30)


class OutboxQuerySet(models.QuerySet["OutboxItem"]):
    def waiting(self) -> "OutboxQuerySet":
        return self.filter(delivered_at__isnull=True, given_up_at__isnull=True)

    def overdue(self, now: datetime) -> "OutboxQuerySet":
        """Items that should have gone by now: nobody took them in time, or they fail again and again."""
        return self.waiting().filter(Q(not_before__lte=now - PATIENCE) | Q(attempts__gte=MANY_ATTEMPTS))

    def given_up(self) -> "OutboxQuerySet":
        """Items that nobody tries any more."""
        return self.filter(given_up_at__isnull=False)

    def oldest(self, now: datetime) -> "OutboxItem | None":
        """Return what has waited longest of what could have gone, or was tried."""
        begun = self.waiting().filter(Q(not_before__lte=now) | Q(attempts__gt=0))
        return begun.order_by("created_at", "id").first()

    def due(self, now: datetime) -> "OutboxQuerySet":
        """Items that may be taken now: their time has come and nobody holds a lease.

        Times from before the clock was set back are no reason to wait.
        """
        was_taken_ahead = Q(taken_at__gt=now + SKEW)
        was_made_ahead = Q(created_at__gt=now + SKEW, taken_at__isnull=True)
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now) | was_taken_ahead
        is_time = Q(not_before__lte=now) | was_made_ahead | was_taken_ahead
        return self.waiting().filter(free, is_time).order_by("not_before", "id")


class OutboxItem(models.Model):
    """A mail to send, a file to make. Delivered once per key; the payload is blanked after delivery."""

    channel = models.CharField(_("channel"), max_length=32)
    key = models.CharField(_("key"), max_length=200, unique=True)
    payload = models.JSONField(_("content"), default=dict)
    person = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("person"), null=True, related_name="+")
    #: What the log calls the request that caused it.
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("created"))
    not_before = models.DateTimeField(_("not before"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    #: When a worker last took it.
    taken_at = models.DateTimeField(_("taken"), null=True)
    leased_until = models.DateTimeField(_("held until"), null=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    objects: ClassVar[models.Manager["OutboxItem"]] = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("outbox item")
        verbose_name_plural = _("outbox")
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(delivered_at__isnull=True, given_up_at__isnull=True),
                name="outbox_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}"


class WorkerBeatQuerySet(models.QuerySet["WorkerBeat"]):
    def alive(self, now: datetime) -> "WorkerBeatQuerySet":
        """Workers that were seen lately; a beat that is still to come was of another clock."""
        return self.filter(beat_at__range=(now - SILENCE, now + SILENCE))


class WorkerBeat(models.Model):
    """When each worker was last seen alive."""

    name = models.CharField(max_length=100, primary_key=True)
    beat_at = models.DateTimeField(_("last seen"))

    objects: ClassVar[models.Manager["WorkerBeat"]] = WorkerBeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.name


class Duty(models.Model):
    """Something the worker does from time to time (settings.PERIODIC): when it last did, and what came of it."""

    name = models.CharField(max_length=100, primary_key=True)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    outcome = models.CharField(_("outcome"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("periodic duty")
        verbose_name_plural = _("periodic duties")

    def __str__(self) -> str:
        return self.name
