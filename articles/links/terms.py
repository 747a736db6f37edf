"""What `policy.toml` says, read once."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

POLICY = Path(__file__).with_name("policy.toml")


@dataclass(frozen=True)
class LinkTerms:
    """When links are looked at, and what counts as dead."""

    night_from: int
    night_until: int
    dead_after: int
    own_a_night: int
    elsewhere_a_night: int
    pause: timedelta
    steps: int
    rules_hold: timedelta


@cache
def terms() -> LinkTerms:
    said = tomllib.loads(POLICY.read_text(encoding="utf-8"))
    pause, hold = timedelta(seconds=said.pop("pause")), timedelta(hours=said.pop("rules_hold"))
    return LinkTerms(pause=pause, rules_hold=hold, **said)
