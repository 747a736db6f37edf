"""Texts that can be closed for good: each is encrypted with a key of its own, and the key is a file (V60).

The format is that of backups (age-encryption.org/v1).
"""

from dataclasses import dataclass
from uuid import UUID

from accounts.privacy.keyfiles import KeyFolder, KeyGone

__all__ = ["KeyGone", "Sealed", "destroy", "folder", "opened", "seal", "sweep"]

_KEYS = KeyFolder("seals")
folder = _KEYS.folder
#: Call it after the rows are gone: a key without a row opens nothing and is swept.
destroy = _KEYS.destroy
sweep = _KEYS.sweep


@dataclass(frozen=True)
class Sealed:
    """An encrypted text, and the name of the key that opens it."""

    key: UUID
    data: bytes


def seal(text: str) -> Sealed:
    """Encrypt a text with a new key, which is on the disk when this returns."""
    import pyrage  # noqa: PLC0415 # a library of its own that the web server hardly ever needs

    secret = pyrage.x25519.Identity.generate()
    return Sealed(_KEYS.add(str(secret)), pyrage.encrypt(text.encode(), [secret.to_public()]))


def opened(key: UUID, data: bytes) -> str:
    """Decrypt what `seal` made. Raise KeyGone."""
    import pyrage  # noqa: PLC0415 # as above

    text: bytes = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(_KEYS.read(key))])
    return text.decode()
