"""The bench with tiny numbers: every figure is taken, so that it works on the day it is needed."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests import migrated
from tests.bench import table
from tests.bench.servers import ROOT
from tests.bench.table import Held

OURS = {f"QP{number}" for number in range(1, 15)} | {"A22"}


@pytest.mark.sqlite
def test_a_quick_run_measures_ours_and_invents_no_peer(tmp_path):
    out = tmp_path / "rows.json"
    begun = tmp_path / "bench" / "set-up" / "gazette.sqlite3"
    begun.parent.mkdir(parents=True)
    shutil.copyfile(migrated.file(), begun)
    # the settings of the tests would put their own directory in the place of ours
    named = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "DATABASE_URL_POSTGRES": "",
        "REDIS_URL": "",
    }
    line = [sys.executable, "-m", "tests.bench", "--quick", "--json", str(out)]
    done = subprocess.run(line, cwd=ROOT, env={**os.environ, **named}, capture_output=True, text=True, check=False)
    assert out.exists(), done.stderr
    rows = json.loads(out.read_text())
    assert {row["id"] for row in rows} == OURS
    assert {row["held"] for row in rows if row["id"] in ("QP3", "QP4", "QP5", "QP6")} == {Held.UNKNOWN}
    assert all(row["value"] is not None for row in rows if row["id"] in ("QP7", "QP8", "QP10", "QP14", "A22"))


@pytest.mark.parametrize(
    ("row", "held"),
    [
        pytest.param(table.cheaper("QP6", "a post", 100, 350, 1.4, 2.5), Held.AIM, id="3.5 times as cheap"),
        pytest.param(table.cheaper("QP6", "a post", 100, 150, 1.4, 2.5), Held.FLOOR, id="between floor and aim"),
        pytest.param(table.cheaper("QP6", "a post", 100, 100, 1.4, 2.5), Held.NO, id="as dear"),
        pytest.param(table.cheaper("QP6", "a post", 100, None, 1.4, 2.5), Held.UNKNOWN, id="without the peer"),
        pytest.param(table.at_most("QP10", "statements", 9, 8, 5, ""), Held.NO, id="too many"),
        pytest.param(table.at_most("QP10", "statements", 0, 0, 0, ""), Held.AIM, id="none"),
    ],
)
def test_a_row_says_whether_its_floor_is_held(row, held):
    assert row.held == held
    assert table.failures([row]) == ([row] if held == Held.NO else [])
