"""What browsers are made to keep is told: every key that a script writes stands in docs/security.md (V26)."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"
SCRIPTS = sorted(
    {name: storage for finder in get_finders() for name, storage in finder.list([]) if name.endswith(".js")}.items()
)
WRITES = re.compile(r"(?:local|session)Storage\.setItem\(\s*(.+?)\s*,")


def register() -> set[str]:
    """Read the names of what browsers keep."""
    section = PAGE.read_text().partition("## What browsers keep")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def written(script: str) -> set[str]:
    """Name the keys that a script writes; one that is put together is named by how it begins."""
    keys = set(WRITES.findall(script))
    begins = re.search(r'PREFIX = "([^"]+)"', script)
    return {begins[1] if begins and not key.startswith(("'", '"')) else key.strip("'\"") for key in keys}


def test_every_key_that_a_script_writes_is_listed():
    found = set()
    for name, storage in SCRIPTS:
        with storage.open(name) as file:
            found |= written(file.read().decode())
    assert found == {name for name in register() if not name.startswith("__Host-")} - {"reader", "messages"}


@pytest.mark.parametrize("place", ["indexedDB", "caches.open", "document.cookie ="])
def test_no_script_of_ours_keeps_anything_elsewhere(place):
    ours = sorted(ROOT.glob("*/static/**/*.js"))
    assert ours
    assert [str(path) for path in ours if place in path.read_text()] == []
