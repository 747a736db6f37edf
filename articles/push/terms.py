"""What `policy.toml` says, read once."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

POLICY = Path(__file__).with_name("policy.toml")


@dataclass(frozen=True)
class PushTerms:
    """Whom we send to, and when."""

    services: frozenset[str]
    quiet_from: int
    quiet_until: int
    a_day: int
    lasts: timedelta
    lasts_urgent: timedelta

    def lifetime(self, *, is_urgent: bool) -> timedelta:
        return self.lasts_urgent if is_urgent else self.lasts


@cache
def terms() -> PushTerms:
    said = tomllib.loads(POLICY.read_text(encoding="utf-8"))
    return PushTerms(
        services=frozenset(said["services"]),
        quiet_from=said["quiet_from"],
        quiet_until=said["quiet_until"],
        a_day=said["a_day"],
        lasts=timedelta(hours=said["lasts"]),
        lasts_urgent=timedelta(hours=said["lasts_urgent"]),
    )
