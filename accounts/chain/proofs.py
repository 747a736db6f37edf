"""What somebody keeps to show that a row was chained as they were told."""

from typing import Any

from accounts.chain import hashes
from accounts.chain.logs import logs
from accounts.models import ChainEntry, Checkpoint


def published(checkpoint: Checkpoint) -> dict[str, Any]:
    """Spell a checkpoint as it is published: its hash is one over the rest."""
    columns = ("number", "previous", "size", "link", "is_restored", "hash")
    return {name: getattr(checkpoint, name) for name in columns} | {"made_at": hashes.moment(checkpoint.made_at)}


def of(log: str, key: int) -> dict[str, Any] | None:
    """Prove that a row was chained: what it says, and all that leads from there to the checkpoint over it.

    None while it was not, and after its retention. Of what is withheld, and of other entries, there are hashes alone.
    """
    entry = ChainEntry.objects.filter(log=log, key=key).exclude(salt="").first()
    if entry is None:
        return None
    said = logs()[log].said([key])[key]
    checkpoint = Checkpoint.objects.over(entry.number)
    near = ChainEntry.objects.filter(number__gte=entry.number - 1, number__lte=checkpoint.size).order_by("number")
    by_number = {one.number: one for one in near}
    before = by_number.get(entry.number - 1)
    return {
        "log": log,
        "key": key,
        "made_at": hashes.moment(entry.made_at),
        "told": said.told,
        "salt": hashes.salt_of(hashes.TOLD, entry.salt),
        "withheld": hashes.of([hashes.salt_of(hashes.WITHHELD, entry.salt), said.withheld]),
        "number": entry.number,
        "before": before.link if before else "",
        "after": [
            hashes.leaf(one.log, one.key, one.made_at, one.digest)
            for number, one in by_number.items()
            if number > entry.number
        ],
        "checkpoint": published(checkpoint),
    }
