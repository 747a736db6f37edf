import os
from threading import Thread

import pytest

from articles.pages.stamps import FileStamps, Reading, RedisStamps, _opened, stamps


@pytest.fixture
def unreachable():
    """Redis at a port where nothing listens."""
    return RedisStamps("redis://127.0.0.1:1/0")


def test_without_redis_nothing_is_kept_and_nothing_fails(unreachable, caplog):
    assert unreachable.read() is None
    assert not unreachable.is_current(Reading(1, 1), ("site",))
    unreachable.touch(["site"])
    assert "Redis did not take a stamp" in caplog.text


def test_their_room_is_taken_before_the_disk_is_full(tmp_path):
    FileStamps(tmp_path / "stamps")
    held = (tmp_path / "stamps").stat()
    assert held.st_blocks * 512 >= held.st_size > 0


def test_without_a_file_nothing_is_kept_and_nothing_fails(settings, tmp_path):
    settings.VAR_DIR, settings.REDIS_URL = tmp_path / "not there", ""
    _opened.cache_clear()
    try:
        found = stamps()
        found.touch(["site"])
        assert (found.read(), found.compare(Reading(1, 1), ("site",))) == (None, (False, None))
    finally:
        _opened.cache_clear()


def test_a_touch_puts_out_what_was_read_before_it_only(tmp_path):
    stamps = FileStamps(tmp_path / "stamps")
    before = stamps.read()
    stamps.touch(["article:1"])
    assert not stamps.is_current(before, ("article:1",))
    assert stamps.is_current(before, ("article:2",))
    assert stamps.is_current(stamps.read(), ("article:1", "article:2"))


def test_no_two_threads_turn_the_clock_at_once(tmp_path):
    """One would set it back, and what changes next would carry a reading that was given out before."""
    stamps = FileStamps(tmp_path / "stamps")
    other = Thread(target=stamps.touch, args=[["article:1"]], daemon=True)
    with stamps._locked():
        before = stamps.read()
        other.start()
        other.join(0.2)
        assert stamps.read() == before
    other.join(10)
    assert stamps.read().tick == before.tick + 1


def test_stamps_outlive_the_process_and_are_shared(tmp_path):
    first, second = FileStamps(tmp_path / "stamps"), FileStamps(tmp_path / "stamps")
    before = first.read()
    second.touch(["edition:en"])
    assert not first.is_current(before, ("edition:en",))
    assert FileStamps(tmp_path / "stamps").read() == first.read()


def test_a_new_file_makes_old_readings_worthless(tmp_path):
    old = FileStamps(tmp_path / "one").read()
    assert not FileStamps(tmp_path / "two").is_current(old, ())


def test_a_comparison_tells_what_a_look_and_a_reading_would(tmp_path):
    stamps = FileStamps(tmp_path / "stamps")
    before = stamps.read()
    assert stamps.compare(before, ("site", "article:1"))[0]
    stamps.touch(["article:1"])
    assert stamps.compare(before, ("site", "article:1")) == (False, stamps.read())
    assert stamps.compare(before, ("site", "article:2"))[0]


def test_a_copy_of_the_process_opens_the_stamps_for_itself():
    """Over the same open file its lock would be no lock against the first."""
    ours, (reader, writer) = stamps(), os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, b"own" if stamps() is not ours else b"the same")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 8) == b"own"
    assert stamps() is ours
