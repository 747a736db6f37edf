"""How entries and checkpoints are hashed: SHA-256, in hexadecimal, over JSON in canonical form (RFC 8785)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

#: The two parts of a row: a receipt tells the one, and of the other its hash.
TOLD, WITHHELD = "told", "withheld"


def of(value: object) -> str:
    """Hash texts, whole numbers, truth values, and lists and objects of them."""
    said = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(said.encode(errors="surrogatepass")).hexdigest()  # JSON columns of SQLite may hold half a character


def moment(at: datetime) -> str:
    """Spell a time as hashes have it: in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def salt_of(part: str, salt: str) -> str:
    """Draw the salt of one part of a row, so that a receipt opens that part alone."""
    return of([part, salt])


def digest(told: Mapping[str, object], withheld: Mapping[str, object], salt: str) -> str:
    """Hash what a row says."""
    return of([of([salt_of(TOLD, salt), told]), of([salt_of(WITHHELD, salt), withheld])])


def leaf(log: str, key: int, made_at: datetime, digest: str) -> str:
    """Hash what an entry says about a row."""
    return of([log, key, moment(made_at), digest])


def link(number: int, before: str, leaf: str) -> str:
    """Hash an entry together with the link before it; the first follows an empty one."""
    return of([number, before, leaf])


def checkpoint(number: int, previous: str, size: int, link: str, made_at: datetime, *, is_restored: bool) -> str:
    """Hash a checkpoint together with the hash of the one before it; the first follows an empty one."""
    return of([number, previous, size, link, moment(made_at), is_restored])
