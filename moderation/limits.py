"""The newsroom's numbers that no rule of the screening asks for, without the lists and heads that its settings hold."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from moderation.models import Threshold

COMMENTING = Path(__file__).parent / "policy" / "commenting.toml"


@lru_cache(maxsize=1)
def shipped() -> dict[str, Any]:  # tables of TOML
    """Read what ships: for each number its default, its range and what it does."""
    rows: dict[str, Any] = tomllib.loads(COMMENTING.read_text(encoding="utf-8"))["thresholds"]
    return rows


def of(*names: str) -> list[float]:
    """Return these numbers as they are set; one that an update brings counts as it ships until `set_up` has made it."""
    chosen = dict(Threshold.objects.filter(name__in=names).values_list("name", "value"))
    return [chosen.get(name, shipped()[name]["default"]) for name in names]
