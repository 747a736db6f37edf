"""What staff set on the site, and what they take out of it, is written down as it happens (C32)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.enums import Setting
from accounts.models import SettingChange, User


@dataclass(frozen=True)
class Log:
    """Who sets something, when and why."""

    by: User
    now: datetime
    why: str = ""


def record(
    *,
    what: Setting,
    subject: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    log: Log,
) -> SettingChange | None:
    """Write down which columns of a setting changed, in the transaction that changes them; None if none did."""
    names = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    if not names:
        return None
    return SettingChange.objects.create(
        what=what,
        subject=subject[:300],
        before={name: before[name] for name in names if name in before},
        after={name: after[name] for name in names if name in after},
        why=log.why.strip(),
        made_by=log.by,
        made_at=log.now,
    )


def exported(*, file: str, rows: int, under: str, log: Log) -> None:
    """Write down that somebody took a table out of the site: which, how many rows, under which filters, what for."""
    record(what=Setting.EXPORT, subject=file, before={}, after={"rows": rows, "filters": under}, log=log)
