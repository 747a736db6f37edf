"""Static files for production: named by what they hold, and packed once for each content."""

import gzip
import shutil
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

UNPACK: dict[str, Callable[[bytes], bytes]] = {".br": brotli.decompress, ".gz": gzip.decompress}


class PackedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """WhiteNoise's storage, which would spend its half minute twice, and again at each `collectstatic`.

    Scripts name one another without a hash, so that nearly every file lies there by two names.
    """

    def create_compressor(self, **options: Any) -> Compressor:
        return _Once(**options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Pack one file of each content, and copy what came of it to the others."""
        alike: defaultdict[bytes, list[str]] = defaultdict(list)
        for path in sorted(paths):
            alike[blake2b(Path(self.path(path)).read_bytes()).digest()].append(path)
        others = {first: more for first, *more in alike.values()}
        for first, packed in super().compress_files(list(others)):
            yield first, packed
            for path in others[first]:
                name = path + packed.removeprefix(first)
                shutil.copyfile(self.path(packed), self.path(name))
                yield path, name


class _Once(Compressor):  # type: ignore[misc]  # untyped
    """Leave what holds the same in packed form already."""

    def compress(self, path: str) -> list[str]:
        there = [packed for packed in (path + ending for ending in UNPACK) if Path(packed).exists()]
        data = Path(path).read_bytes()
        if len(there) == len(UNPACK) and all(_unpacked(packed) == data for packed in there):
            return there
        made: list[str] = super().compress(path)
        return made


def _unpacked(packed: str) -> bytes:
    try:
        return UNPACK[Path(packed).suffix](Path(packed).read_bytes())
    except (brotli.error, zlib.error, OSError, EOFError):
        return b""
