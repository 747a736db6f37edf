"""Static files of production: what is packed, and what is not packed again."""

import brotli
import pytest
from whitenoise.compress import Compressor

from config.packing import PackedStaticFilesStorage

SCRIPT = b"export const ferry = 'at noon';\n" * 40


@pytest.fixture
def packed(tmp_path):
    storage = PackedStaticFilesStorage(location=tmp_path, base_url="/static/")
    for name in ("ferry.js", "ferry.0f3a.js"):
        (tmp_path / name).write_bytes(SCRIPT)

    def pack():
        return sorted(name for _, name in storage.compress_files({"ferry.js", "ferry.0f3a.js"}))

    return pack


def test_each_name_has_its_packed_files_as_whitenoise_would_make_them(tmp_path, packed):
    assert packed() == ["ferry.0f3a.js.br", "ferry.0f3a.js.gz", "ferry.js.br", "ferry.js.gz"]
    (alone := tmp_path / "alone.js").write_bytes(SCRIPT)
    Compressor(quiet=True).compress(str(alone))
    for ending in ("br", "gz"):
        held = {(tmp_path / f"{name}.{ending}").read_bytes() for name in ("ferry.js", "ferry.0f3a.js", "alone.js")}
        assert len(held) == 1


@pytest.mark.parametrize("damage", [b"", b"no brotli", brotli.compress(b"what it held before")])
def test_what_lies_there_packed_is_left_unless_it_holds_something_else(tmp_path, packed, damage):
    packed()
    (tmp_path / "ferry.0f3a.js.gz").write_bytes(right := (tmp_path / "ferry.js.gz").read_bytes())
    before = (tmp_path / "ferry.0f3a.js.br").stat().st_mtime_ns
    packed()
    assert (tmp_path / "ferry.0f3a.js.br").stat().st_mtime_ns == before
    for name in ("ferry.js.br", "ferry.0f3a.js.br"):
        (tmp_path / name).write_bytes(damage)
    packed()
    for name in ("ferry.js", "ferry.0f3a.js"):
        assert brotli.decompress((tmp_path / f"{name}.br").read_bytes()) == SCRIPT
        assert (tmp_path / f"{name}.gz").read_bytes() == right
