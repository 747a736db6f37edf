"""Keyed digests: what recognises somebody we no longer know.

The keys are `settings.TRACE_KEYS`, newest first, outside the database. New digests are made with the newest; old ones
are found under whichever key made them, until they expire and the old key can go (due-process a5).
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings


@dataclass(frozen=True)
class Key:
    """A secret and the number that rows remember it by."""

    version: int
    secret: bytes

    def digest(self, text: str) -> str:
        """HMAC-SHA-256 (RFC 2104) of `text`, in hexadecimal."""
        return hmac.new(self.secret, text.encode(), sha256).hexdigest()


def ring() -> list[Key]:
    """Read the keys, newest first."""
    pairs = (entry.split(":", 1) for entry in settings.TRACE_KEYS)
    return [Key(int(number), secret.encode()) for number, secret in pairs]


def newest() -> Key:
    return ring()[0]


def digests(text: str) -> list[str]:
    """Digest `text` under every key: one of them is how an older row spells it."""
    return [key.digest(text) for key in ring()]
