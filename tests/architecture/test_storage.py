"""What browsers are made to keep is told: every key that a script writes is declared, and listed (V26, V49)."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders

from accounts.personal_data.elsewhere import COOKIE
from accounts.privacy.declarations import registry

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted(
    {name: storage for finder in get_finders() for name, storage in finder.list([]) if name.endswith(".js")}.items()
)
WRITES = re.compile(r"(?:local|session)Storage\.setItem\(\s*(.+?)\s*,")


def register() -> set[str]:
    """Read the names of what the apps declare that scripts keep; cookies are the server's."""
    return {name for one in registry().stored for name in one.names if one.where != COOKIE}


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
    assert found == register()


@pytest.mark.parametrize("place", ["indexedDB", "caches.open", "document.cookie ="])
def test_no_script_of_ours_keeps_anything_elsewhere(place):
    ours = sorted(ROOT.glob("*/static/**/*.js"))
    assert ours
    assert [str(path) for path in ours if place in path.read_text()] == []
