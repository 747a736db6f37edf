"""Signed copies are handed out, and keys declared lost (V63)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import SignatureKey
from accounts.privacy import signatures
from accounts.privacy.signatures import Document


class KeyInUse(ValueError):
    """The key signs copies now: another has to be the newest of TRACE_KEYS first."""


@dataclass(frozen=True)
class Copy:
    """A copy that is genuine: what it says, and the key that signed it, which may have been declared lost since."""

    document: Mapping[str, Any]
    key: SignatureKey


def sign(document: Document, *, now: datetime) -> str:
    """Write the signed copy of a document, whose key is kept before."""
    public = signatures.public_key()
    SignatureKey.objects.get_or_create(
        name=signatures.thumbprint(public), defaults={"public": public, "first_used_at": now}
    )
    return signatures.signed(document)


def read(copy: str) -> Copy:
    """Check a copy. Raise signatures.NoCopy, KeyUnknown or Altered."""
    keys = SignatureKey.objects.in_bulk()
    name, document = signatures.read(copy, {name: key.public for name, key in keys.items()})
    return Copy(document, keys[name])


@transaction.atomic
def declare_lost(*, key: SignatureKey, now: datetime) -> None:
    """Stop vouching for what a key signed. A key that was declared lost stays so. Raise KeyInUse."""
    if key.public == signatures.public_key():
        raise KeyInUse
    SignatureKey.objects.filter(pk=key.pk, lost_at__isnull=True).update(lost_at=now)
