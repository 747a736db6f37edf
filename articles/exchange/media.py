"""The files of pictures that another system's articles show, in a folder of this machine: nothing is fetched."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

#: Where WordPress and Ghost keep what was uploaded, as addresses have it.
UPLOADS = re.compile(r"^.*?/?(?:wp-content/uploads|content/images)/(?:sites/\d+/)?")
#: Sizes that they make of a picture; the whole one is taken where it is there.
SIZED = (
    re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)"),
    re.compile(r"-scaled(?=\.\w+$)"),
    re.compile(r"size/w\d+(?:h\d+)?/"),
)
FOLDERS = ("", "uploads", "wp-content/uploads", "images", "content/images")


def name_of(address: str) -> str:
    """Return by which path a picture is known, whatever size of it an address shows."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    name = UPLOADS.sub("", path).lstrip("/")
    for size in SIZED:
        name = size.sub("", name)
    return name


def find(folder: Path, address: str) -> Path | None:
    """Find the file of a picture; None where there is none, or its path leads out of the folder."""
    root = folder.resolve()
    for candidate in _candidates(address):
        path = (root / candidate).resolve()
        if path.is_relative_to(root) and path.is_file():
            return path
    return None


def _candidates(address: str) -> Iterator[PurePosixPath]:
    """Name where it may lie: the whole picture before the size that is shown."""
    whole = name_of(address)
    if not whole or "\x00" in whole:
        return
    try:
        shown = UPLOADS.sub("", unquote(urlsplit(address).path)).lstrip("/")
    except ValueError:
        return
    scaled = re.sub(r"(\.\w+)$", r"-scaled\1", whole)
    for name in dict.fromkeys((whole, scaled, shown)):
        for folder in FOLDERS:
            yield PurePosixPath(folder) / name
