"""The receipt of an erasure: what went, what stayed, why and until when (V59); later, that no backup has it (C88)."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.locale import as_read_in
from accounts.models import Closure
from accounts.privacy import periods
from accounts.privacy.declarations import PersonalData, registry
from accounts.privacy.signatures import Document, Part


@dataclass
class Receipt:
    """Rows per model."""

    deleted: Counter[str] = field(default_factory=Counter)
    redacted: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, dict[str, int]]:
        """Spell the counts for storage."""
        return {"deleted": dict(self.deleted), "redacted": dict(self.redacted), "kept": dict(self.kept)}

    @classmethod
    def of(cls, closure: Closure) -> "Receipt":
        """Read the counts of a request that was carried out."""
        return cls(**{part: Counter(closure.receipt.get(part, {})) for part in cls().as_json()})


@dataclass(frozen=True)
class Kept:
    """One kind of row that stays: how many, why, and when it goes."""

    name: str
    count: int
    why: tuple[str, ...]
    until: datetime | None


def written(closure: Closure) -> bytes:
    """Write the receipt as a file that stays the same for ever: who keeps it can show what was carried out when."""
    return json.dumps(
        {
            "site": settings.SITE_URL,
            "account": closure.person.public_id,
            "asked": closure.requested_at.isoformat(),
            "erased": closure.erased_at and closure.erased_at.isoformat(),
            "texts": closure.texts,
            **closure.receipt,
        },
        indent=1,
        sort_keys=True,
    ).encode()


def fingerprint(closure: Closure) -> str:
    """Return the SHA-256 of the written receipt, as its letter states it."""
    return sha256(written(closure)).hexdigest()


def told(receipt: Receipt, *, now: datetime, language: str) -> dict[str, Any]:
    """Put the receipt into words for its letter."""
    with override(language):
        return {
            "deleted": [(_name(model), count) for model, count in receipt.deleted.items()],
            "redacted": [(_name(model), count) for model, count in receipt.redacted.items()],
            "kept": [_kept(model, count, now) for model, count in receipt.kept.items()],
        }


def document(closure: Closure, language: str) -> Document:
    """Write the receipt in words, to be signed (V63)."""
    erased_at = closure.erased_at or closure.erase_at
    words = told(Receipt.of(closure), now=erased_at, language=language)
    with as_read_in(language):
        moment = date_format(localtime(erased_at), "DATETIME_FORMAT")
        parts = {
            _("User ID"): closure.person.public_id,
            _("Date"): moment,
            _("Deleted"): _lines(words["deleted"]),
            _("Blanked, so that nothing in it names you"): _lines(words["redacted"]),
            _("Kept, without your name"): _lines(
                (kept.name, f"{kept.count}. {'; '.join(kept.why)}.") for kept in words["kept"]
            ),
        }
        return Document(
            title=_("Your account is erased"),
            language=language,
            issued_at=erased_at,
            parts=tuple(Part(heading, text) for heading, text in parts.items()),
            record=json.loads(written(closure)),
        )


def _lines(counted: Iterable[tuple[str, object]]) -> str:
    return "\n".join(f"{name}: {count}" for name, count in counted) or _("nothing")


def _kept(model: str, count: int, now: datetime) -> Kept:
    entries = [entry for entry in registry().about(model) if entry.kept]
    why = dict.fromkeys(str(reason) for entry in entries for reason in entry.kept.values())
    return Kept(_name(model), count, tuple(why), _until(entries, now))


def _until(entries: list[PersonalData], now: datetime) -> datetime | None:
    keeps = [periods.keep(entry.retention) for entry in entries if entry.retention]
    return now + max(keeps) if keeps else None


def _name(model: str) -> str:
    return capfirst(str(apps.get_model(model)._meta.verbose_name_plural))
