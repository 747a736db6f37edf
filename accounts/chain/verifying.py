"""Is everything as it was chained? Finds the first entry that is not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.chain import hashes
from accounts.chain.logs import Said, logs
from accounts.models import ChainEntry, Checkpoint

CHUNK = 2048


class Fault(Exception):
    """Something that is not as it was chained. Names the entry, its log and row, or the checkpoint."""

    def __init__(self, said: str, *, entry: ChainEntry | int | None = None, checkpoint: int | None = None) -> None:
        self.entry = entry.number if isinstance(entry, ChainEntry) else entry
        self.checkpoint = checkpoint
        about = f"entry {self.entry}" if self.entry else f"checkpoint {checkpoint}" if checkpoint else "the chain"
        row = f" ({entry.log} {entry.key})" if isinstance(entry, ChainEntry) else ""
        super().__init__(f"{about}{row}: {said}")


@dataclass
class Standing:
    """What was looked through, up to the first fault."""

    checkpoints: int = 0
    entries: int = 0
    #: Entries whose row has reached the end of its retention.
    ended: int = 0
    #: Rows that wait to be chained.
    waiting: int = 0
    fault: Fault | None = None


def verify(*, now: datetime, kept: Iterable[Mapping[str, object]] = ()) -> Standing:
    """Compare every row, entry and checkpoint with what was chained, and with checkpoints that somebody kept.

    Without the latter, a chain that was written anew from its first change to its end is not told from the true one.
    """
    standing = Standing()
    try:
        _walk(standing, now, {int(str(one["number"])): one["hash"] for one in kept})
        for log in logs().values():
            if row := log.unchained().filter(pk__lte=log.settled(now)).order_by("pk").first():
                raise Fault(f"{log.code} {row.pk} was put among rows that had been chained")  # noqa: TRY301 # as below
            standing.waiting += log.waiting(now).count()
    except Fault as fault:
        standing.fault = fault
    return standing


def _walk(standing: Standing, now: datetime, kept: Mapping[int, object]) -> None:
    entries, link, previous = _entries(), "", ""
    for checkpoint in Checkpoint.objects.order_by("number").iterator():
        number = standing.checkpoints + 1
        if checkpoint.number != number:
            raise Fault("it is missing", checkpoint=number)
        while standing.entries < checkpoint.size:
            link = _follow(standing, link, next(entries, None), now)
        _check(checkpoint, previous, link)
        if kept.get(number, checkpoint.hash) != checkpoint.hash:
            raise Fault("it is another than the one that was kept", checkpoint=number)
        previous, standing.checkpoints = checkpoint.hash, number
    if beyond := next(entries, None):
        raise Fault("it stands after the last checkpoint", entry=beyond[0])
    if lost := [number for number in kept if number > standing.checkpoints]:
        raise Fault("it was kept, and is missing here", checkpoint=min(lost))


def _follow(standing: Standing, link: str, found: tuple[ChainEntry, Said | None] | None, now: datetime) -> str:
    """Check the next entry and its row, and return its link."""
    number = standing.entries + 1
    if found is None or found[0].number != number:
        raise Fault("it is missing", entry=number)
    entry, said = found
    if entry.link != hashes.link(number, link, hashes.leaf(entry.log, entry.key, entry.made_at, entry.digest)):
        raise Fault("the entry was rewritten, or does not follow the one before", entry=entry)
    standing.ended += _has_ended(entry, said, now)
    standing.entries = number
    return entry.link


def _has_ended(entry: ChainEntry, said: Said | None, now: datetime) -> bool:
    """Say whether an entry's row has gone, or was blanked, at its end. Raise Fault if it is not as it was chained."""
    if entry.salt:
        if said is None:
            raise Fault("its row is gone", entry=entry)
        if said.at != entry.made_at or said.digest(entry.salt) != entry.digest:
            raise Fault("its row says something else", entry=entry)
        return False
    rule = logs()[entry.log].retention if entry.log in logs() else None
    if rule is None or entry.made_at > now - rule.least:
        raise Fault("its salt went before its time, so that nobody can tell what its row said", entry=entry)
    if said and not (rule.redacted and said.told.keys().isdisjoint(rule.redacted)):
        raise Fault("its salt is gone, but its row is there", entry=entry)
    return True


def _check(checkpoint: Checkpoint, previous: str, link: str) -> None:
    number, size = checkpoint.number, checkpoint.size
    if checkpoint.link != link:
        raise Fault("its link is not that of its newest entry", checkpoint=number)
    own = hashes.checkpoint(number, previous, size, link, checkpoint.made_at, is_restored=checkpoint.is_restored)
    if checkpoint.previous != previous or checkpoint.hash != own:
        raise Fault("it was rewritten, or does not follow the one before", checkpoint=number)


def _entries() -> Iterator[tuple[ChainEntry, Said | None]]:
    """Read the entries in their order, each with what its row says now."""
    number = 0
    while chunk := list(ChainEntry.objects.filter(number__gt=number).order_by("number")[:CHUNK]):
        said = {
            code: log.said([entry.key for entry in chunk if entry.log == code])
            for code, log in logs().items()
            if any(entry.log == code for entry in chunk)
        }
        yield from ((entry, said.get(entry.log, {}).get(entry.key)) for entry in chunk)
        number = chunk[-1].number
