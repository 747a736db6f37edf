"""The worker's day: duties that are due, then what is due in the outbox, then a short rest.

A server that hangs holds up what goes to it and nothing else (quality QR4): duties are looked at in between, and
channels that were slow lately come after the others.
"""

import logging
import os
import socket
import time
from datetime import datetime, timedelta
from threading import Event

from django.conf import settings
from django.db import Error, close_old_connections
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import Duty, WorkerBeat
from accounts.models.outbox import SKEW
from accounts.outbox import delivery

logger = logging.getLogger(__name__)

REST_SECONDS = 1.0
REST_AFTER_TROUBLE_SECONDS = 5.0
#: So long are items delivered before duties are looked at again.
ROUND_SECONDS = 15.0
#: A delivery that takes longer is slow, and for so long its channel is.
SLOW_SECONDS, SLOW_FOR_SECONDS = 2.0, 60.0
#: A duty that has not finished by then is taken to have died with its worker.
DUTY_LEASE = timedelta(hours=1)


def run(*, stop: Event, is_once: bool, lease: timedelta) -> None:
    """Work until `stop` is set, or with `is_once` until nothing is due. A database that is away is waited for."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    slow: dict[str, float] = {}
    while not stop.is_set():
        rest, is_left = REST_SECONDS, False
        try:
            is_left = _round(name, stop, lease, slow)
        except Error:
            logger.exception("The database does not answer; trying again in a moment.")
            rest = REST_AFTER_TROUBLE_SECONDS
        close_old_connections()
        if is_left:
            continue
        if is_once:
            break
        stop.wait(rest)
    WorkerBeat.objects.filter(name=name).delete()


def _round(name: str, stop: Event, lease: timedelta, slow: dict[str, float]) -> bool:
    """Do what is due; `slow` keeps when each channel was slow last. Say whether time was up before all was done."""
    beat(name, timezone.now())
    for path, every in settings.PERIODIC:
        if not stop.is_set():
            perform(path, every, now=timezone.now())
    ends = time.monotonic() + ROUND_SECONDS
    while not stop.is_set() and (begins := time.monotonic()) < ends:
        last = [channel for channel, at in slow.items() if begins - at < SLOW_FOR_SECONDS]
        item = delivery.claim(now=timezone.now(), lease=lease, last=last)
        if item is None:
            return False
        delivery.deliver(item, now=timezone.now())
        if (ended := time.monotonic()) - begins > SLOW_SECONDS:
            slow[item.channel] = ended
        beat(name, timezone.now())
    return True


def beat(name: str, now: datetime) -> None:
    """Say that this worker is alive."""
    WorkerBeat.objects.update_or_create(name=name, defaults={"beat_at": now})


def perform(path: str, every: timedelta, *, now: datetime) -> bool:
    """Do a duty of settings.PERIODIC if its time has come and no other worker is at it; answer whether it was done.

    A duty is a function of `now` that may run twice without harm; what it returns is kept for the admin. One that was
    done in a time that has not come yet is done again: the clock was set back.
    """
    Duty.objects.bulk_create([Duty(name=path)], ignore_conflicts=True)
    is_time = Q(finished_at__isnull=True) | Q(finished_at__lte=now - every) | Q(finished_at__gt=now + SKEW)
    is_left = Q(started_at__lte=now - DUTY_LEASE) | Q(started_at__gt=now + SKEW)
    nobody_at_it = Q(started_at__isnull=True) | Q(started_at__lte=F("finished_at")) | is_left
    if not Duty.objects.filter(is_time, nobody_at_it, name=path).update(started_at=now):
        return False
    try:
        outcome = str(import_string(path)(now=now))
    except Exception as failure:
        logger.exception("Duty %s failed.", path)
        outcome = f"failed: {type(failure).__name__}: {failure}"
    Duty.objects.filter(name=path).update(finished_at=timezone.now(), outcome=outcome[:500])
    return True
