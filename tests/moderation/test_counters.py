"""Counters in a mapped file: exact across processes, forgetful after their time."""

import subprocess
import sys

import pytest

from moderation.counters import FileCounters

COUNT = """
import sys
from pathlib import Path
from moderation.counters import FileCounters
counters = FileCounters(Path(sys.argv[1]))
for _ in range(500):
    counters.incr("network", 600)
"""


@pytest.fixture
def counters(tmp_path):
    return FileCounters(tmp_path / "counters")


def test_each_key_has_its_own_count(counters):
    assert [counters.incr(key, 60) for key in ("a", "b", "a", "a")] == [1, 1, 2, 3]
    assert (counters.get("a"), counters.get("b"), counters.get("c")) == (3, 1, 0)


def test_their_room_is_taken_before_the_disk_is_full(counters, tmp_path):
    """Who writes to a mapped page for which there is no room is ended by the kernel."""
    held = (tmp_path / "counters").stat()
    assert held.st_blocks * 512 >= held.st_size > 0


def test_a_count_ends_after_its_time(counters, monkeypatch):
    now = 1_000_000.0
    monkeypatch.setattr("moderation.counters.time", lambda: now)
    counters.incr("a", 60)
    assert counters.get_expiry("a") == now + 60

    now += 60
    assert counters.get("a") == 0
    assert counters.incr("a", 60) == 1


def test_processes_count_together_and_lose_nothing(tmp_path, counters):
    path = str(tmp_path / "counters")
    others = [subprocess.Popen([sys.executable, "-c", COUNT, path]) for _ in range(3)]
    assert [process.wait(60) for process in others] == [0, 0, 0]
    assert counters.get("network") == 1500


def test_what_is_forgotten_starts_anew(counters):
    counters.incr("a", 60)
    counters.incr("b", 60)
    counters.clear("a")
    assert (counters.get("a"), counters.get("b")) == (0, 1)
    assert counters.reset() == 1
    assert counters.get("b") == 0


def test_when_all_slots_around_are_taken_the_one_that_ends_first_makes_room(tmp_path):
    class Crowded(FileCounters):
        SLOTS, REACH = 1, 2

    counters = Crowded(tmp_path / "crowded")
    counters.incr("first", 10)
    counters.incr("second", 20)
    counters.incr("third", 30)
    assert [counters.get(key) for key in ("first", "second", "third")] == [0, 1, 1]
