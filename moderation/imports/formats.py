"""The formats that can be imported, by the name that the command takes, and how a file of theirs is opened."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, cast

from moderation.imports.coral import CORAL
from moderation.imports.disqus import DISQUS
from moderation.imports.remark42 import REMARK42
from moderation.imports.shapes import BadFile, Format, Found
from moderation.imports.wordpress import WORDPRESS

FORMATS: dict[str, Format] = {"coral": CORAL, "disqus": DISQUS, "remark42": REMARK42, "wordpress": WORDPRESS}
GZIP = b"\x1f\x8b"


def read(form: Format, path: Path) -> Iterator[Found]:
    """Read a file, packed with gzip or not, or all files of a folder by their names. Raises BadFile, OSError."""
    files = sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]
    if not files:
        raise BadFile("The folder is empty.")
    for one in files:
        with closing(_opened(one)) as file:
            try:
                yield from form.read(file)
            except (BadFile, EOFError, gzip.BadGzipFile, zlib.error) as bad:
                raise BadFile(f"{one.name}: {bad}") from bad


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        is_packed = file.read(len(GZIP)) == GZIP
    return cast(BinaryIO, gzip.open(path)) if is_packed else path.open("rb")
