"""What lies on the disk of a copy is closed, with a key of its own that goes when the copy ends (V60)."""

import io
import os
import tracemalloc
import zipfile
from datetime import timedelta
from io import StringIO

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import call_command
from django.utils import timezone

from accounts.actions import exports
from accounts.enums import TextsAtErasure
from accounts.models import Export, OutboxItem
from accounts.privacy import archive, chunks, erasure, export, keyfiles, retention
from tests.accounts import making
from tests.accounts.making import NOW
from tests.accounts.privacy.test_export import _files, work  # noqa: F401 # it cleans up here, too

pytestmark = pytest.mark.django_db
NAME = "Hypatia of the Harbour"


@pytest.fixture
def made():
    """Have a copy made of somebody with a name that is easily found."""
    export = exports.request(person=making.person(name=NAME, email="hypatia@example.org"), now=timezone.now())
    work()
    export.refresh_from_db()
    return export


def keys() -> list[str]:
    return [path.stem for path in archive.KEYS.folder().iterdir()]


def on_disk() -> list[str]:
    return [path.stem for path in archive.folder().iterdir()]


def test_what_lies_there_is_no_zip_and_what_is_fetched_is(made):
    (path,) = archive.folder().iterdir()
    assert not zipfile.is_zipfile(path)
    assert b"data.json" not in path.read_bytes()  # names in a ZIP are not compressed
    copy = exports.fetch(export=made, now=timezone.now())
    whole = b"".join(copy)
    assert copy.size == len(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        assert packed.testzip() is None
        assert NAME in packed.read("data.json").decode()


def test_no_row_and_no_other_file_holds_the_key(made):
    (key,) = keys()
    assert on_disk() == [key]
    secret = archive.KEYS.read(key)
    assert secret not in str([*Export.objects.values_list(), *OutboxItem.objects.values_list()])
    assert archive.KEYS.folder().stat().st_mode & 0o077 == 0
    assert next(archive.KEYS.folder().iterdir()).stat().st_mode & 0o077 == 0


def test_a_file_that_was_copied_away_is_no_use_once_the_key_is_destroyed(made):
    kept = (archive.folder() / made.file).read_bytes()
    exports.request(person=made.person, now=timezone.now())  # a new one, for which the old one ends
    assert (keys(), on_disk()) == ([], [])
    (archive.folder() / made.file).write_bytes(kept)
    with pytest.raises(keyfiles.KeyGone):
        archive.opened(made.file)
    with pytest.raises(exports.ExportGone):
        exports.fetch(export=made, now=timezone.now())


def test_the_last_download_destroys_the_key_and_is_read_to_its_end(made):
    copies = [exports.fetch(export=made, now=timezone.now()) for _ in range(Export.DOWNLOADS)]
    assert (keys(), on_disk()) == ([], [])
    assert {zipfile.is_zipfile(io.BytesIO(b"".join(copy))) for copy in copies} == {True}


def test_whoever_is_erased_leaves_no_key(made):
    erasure.erase(person=made.person, now=timezone.now(), texts=TextsAtErasure.ERASE)
    assert (keys(), on_disk()) == ([], [])


def test_the_end_of_the_period_destroys_it(made):
    retention.run(now=made.ready_at + timedelta(days=8))
    assert (keys(), on_disk(), Export.objects.count()) == ([], [], 0)


def test_what_a_crash_left_without_a_row_is_swept_after_a_day(made):
    with archive.written() as (left, file):
        file.write(b"half")
    for path in (archive.folder() / left, next(archive.KEYS.folder().glob(f"{left.partition('.')[0]}*"))):
        os.utime(path, (0, 0))
    archive.expire([], now=timezone.now())
    assert keys() == on_disk() == [made.file.partition(".")[0]]


def test_a_copy_that_fails_midway_leaves_nothing(monkeypatch):
    exports.request(person=making.person(), now=timezone.now())

    def fail(_person):
        raise OSError("No space left on device")

    monkeypatch.setattr(export, "_files", fail)
    with pytest.raises(OSError, match="No space"):
        export.deliver(OutboxItem.objects.get())
    assert (keys(), on_disk()) == ([], [])


def test_set_up_deletes_what_an_earlier_version_left_in_the_open(made):
    for name in ("old.zip", "of-no-row.zip"):
        (archive.folder() / name).write_text(NAME)
    old = Export.objects.create(person=making.person(), requested_at=NOW, ready_at=NOW, file="old.zip")
    out = StringIO()
    call_command("set_up", stdout=out)
    assert "Deleted 1 copies of people’s data that were not encrypted." in out.getvalue()
    assert not Export.objects.filter(pk=old.pk).exists()
    assert on_disk() == keys() == [made.file.partition(".")[0]]


@pytest.mark.parametrize("length", [0, 1, chunks.CHUNK - 1, chunks.CHUNK, chunks.CHUNK + 1, 2 * chunks.CHUNK, 200_000])
def test_every_length_comes_back(length):
    plain, key, closed = os.urandom(length), chunks.new_key(), io.BytesIO()
    writer = chunks.Closing(closed, key)
    for start in range(0, length, 7001):
        writer.write(plain[start : start + 7001])
    writer.finish()
    opening = chunks.Opening(closed, key)
    assert (b"".join(opening), opening.size) == (plain, length)


FULL = chunks.CHUNK + chunks.TAG


@pytest.mark.parametrize("change", [
    lambda data: data[:-1],
    lambda data: data[:FULL],  # cut between two chunks
    lambda data: data[FULL:] + data[:FULL],
    lambda data: data[:FULL] * 2 + data[2 * FULL :],
    lambda data: data + b"\0" * 20,
    lambda data: data[:0],
    lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
])  # fmt: skip
def test_what_was_cut_moved_or_changed_is_refused(change):
    key, closed = chunks.new_key(), io.BytesIO()
    writer = chunks.Closing(closed, key)
    writer.write(bytes(3 * chunks.CHUNK))
    writer.finish()
    with pytest.raises(InvalidTag):
        list(chunks.Opening(io.BytesIO(change(closed.getvalue())), key))


def test_the_size_of_a_copy_is_no_matter_of_memory(tmp_path):
    key, block = chunks.new_key(), bytes(1 << 20)
    tracemalloc.start()
    try:
        with (tmp_path / "large").open("wb") as file:
            writer = chunks.Closing(file, key)
            for _ in range(24):
                writer.write(block)
            writer.finish()
        opening = chunks.Opening((tmp_path / "large").open("rb"), key)
        assert sum(len(chunk) for chunk in opening) == opening.size == 24 << 20
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 6 << 20
