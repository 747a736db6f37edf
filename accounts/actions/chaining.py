"""The chain of hashes grows, and is looked at (V64, A60).

Rows are chained by the worker, a few minutes after they were written: whoever writes one waits for nobody and pays
nothing. Until then a row may be rewritten unseen by the chain; the database's guards stand before that.
"""

import logging
import secrets
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.db import IntegrityError, transaction

from accounts.backup import rows as saved
from accounts.chain import hashes, verifying
from accounts.chain.logs import Log, logs
from accounts.models import ChainEntry, Checkpoint

logger = logging.getLogger(__name__)

#: Entries from one checkpoint to the next: a receipt holds a hash of each at most.
BATCH = 256
#: What one run chains at most, so that the worker's other duties have their turn.
RUN = 50 * BATCH


class ChainBroken(Exception):
    """Something is not as it was chained."""


def extend(*, now: datetime) -> str:
    """Chain what was written since the last time (settings.PERIODIC)."""
    waiting = [(log, key) for log in logs().values() for key in log.waiting(now).values_list("pk", flat=True)[:RUN]]
    waiting = waiting[:RUN]
    try:
        for begin in range(0, len(waiting), BATCH):
            _append(waiting[begin : begin + BATCH], now=now)
    except IntegrityError:
        return "another worker was at it"
    return f"{len(waiting)} entries"


def mark_restored(*, now: datetime) -> None:
    """Write down that a backup was restored: checkpoints that were published after it was made are void."""
    if Checkpoint.objects.newest():
        _append([], now=now, is_restored=True)


def verify(*, now: datetime) -> str:
    """Look through the whole chain (settings.PERIODIC). Raise ChainBroken with the first fault."""
    with saved.snapshot():
        standing = verifying.verify(now=now)
    if standing.fault:
        raise ChainBroken(str(standing.fault))
    return f"{standing.entries} entries up to checkpoint {standing.checkpoints} are as they were chained"


@transaction.atomic
def _append(rows: list[tuple[Log, int]], *, now: datetime, is_restored: bool = False) -> None:
    """Chain these rows, and make the checkpoint over them. Raise IntegrityError if another did so meanwhile."""
    head = Checkpoint.objects.newest()
    size, link = (head.size, head.link) if head else (0, "")
    entries = []
    for log, chosen in groupby(rows, key=itemgetter(0)):
        for key, said in sorted(log.said([key for _log, key in chosen]).items()):
            salt, size = secrets.token_hex(16), size + 1
            digest = said.digest(salt)
            link = hashes.link(size, link, hashes.leaf(log.code, key, said.at, digest))
            entries.append(
                ChainEntry(number=size, log=log.code, key=key, made_at=said.at, digest=digest, salt=salt, link=link)
            )
    # First the checkpoint, whose number one writer alone gets.
    checkpoint = _checkpoint(head, size, link, now, is_restored=is_restored)
    checkpoint.save(force_insert=True)
    ChainEntry.objects.bulk_create(entries)
    # The log of the site often leaves the machine: there it is out of reach of who rewrites the database.
    logger.info("Checkpoint %s over %s entries: %s", checkpoint.number, checkpoint.size, checkpoint.hash)


def _checkpoint(head: Checkpoint | None, size: int, link: str, now: datetime, *, is_restored: bool) -> Checkpoint:
    number, previous = (head.number + 1, head.hash) if head else (1, "")
    return Checkpoint(
        number=number,
        previous=previous,
        size=size,
        link=link,
        made_at=now,
        is_restored=is_restored,
        hash=hashes.checkpoint(number, previous, size, link, now, is_restored=is_restored),
    )
