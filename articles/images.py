"""Reading uploaded pictures safely, and writing them in other sizes, shapes and formats (A18, QS5)."""

import hashlib
import io
import json
import re
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.safety.text import BIDI_CONTROL
from articles.enums import ImageFormat, Ratio

if TYPE_CHECKING:
    from PIL import Image

#: What an upload may weigh; pixels, time and memory are bounded by `articles.unpacking`.
MOST_BYTES = 20_000_000
MOST_SECONDS = 5
QUALITY = {ImageFormat.AVIF: 55, ImageFormat.WEBP: 75, ImageFormat.JPEG: 80}

#: The parts that a JPEG of ours is built of (ITU T.81, B.1.1.3), and where one ends within its pixels.
_JFIF, _SCAN, _END = b"\xff\xe0", b"\xff\xda", b"\xff\xd9"
_MARKS = frozenset({_JFIF, _SCAN, _END, b"\xff\xc0", b"\xff\xc2", b"\xff\xc4", b"\xff\xdb", b"\xff\xdd"})
_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7]")

_UNREADABLE = gettext_lazy("This is no picture we can read. Upload JPEG, PNG, WebP or AVIF.")
REFUSED = {
    "pixels": gettext_lazy("The picture has more than 40 million pixels. Make it smaller."),
    "heavy": gettext_lazy("It is broken, or takes more than 200 MB to unpack. Make it smaller, or save it as JPEG."),
    "slow": gettext_lazy("It takes longer than 5 seconds to unpack. Make it smaller, or save it anew."),
}
#: Parts of a file that are not read, and why.
IGNORED = {
    "xmp-large": gettext_lazy("XMP: larger than 256 KB"),
    "xmp-malformed": gettext_lazy("XMP: not readable"),
    "xmp-entities": gettext_lazy("XMP: it defines entities, which none has to"),
    "iptc-large": gettext_lazy("IPTC: larger than 256 KB"),
    "iptc-malformed": gettext_lazy("IPTC: not readable"),
    "signs": gettext_lazy("signs that are not seen or turn the direction of writing: taken out"),
    "long": gettext_lazy("what is longer than its field: cut off"),
    "address": gettext_lazy("an address of the licence that is none"),
    "end": gettext_lazy("an end of the rights that is no date"),
}
#: What a file may say at most in each field.
LONGEST = {"credit": 200, "caption": 1000, "rights": 300, "licence_url": 200, "expires_at": 40}
#: ISO 8601, written out or, as in IPTC, without signs between.
_DATE = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?)?\s*(?:(Z)|([+-])(\d\d):?(\d\d))?T?"
)


class UnusablePicture(ValueError):
    """The file is no picture we take; the message says why and what to do."""


@dataclass(frozen=True)
class Said:
    """What a file says of its picture, fit to be kept; and what of it was ignored, in words."""

    credit: str = ""
    caption: str = ""
    rights: str = ""
    licence_url: str = ""
    expires_at: datetime | None = None
    ignored: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Taken:
    """A picture upright, in RGB and bounded, free of metadata; and apart from it what its file said."""

    picture: "Image.Image"
    said: Said


def taken(upload: IO[bytes]) -> Taken:
    """Read an upload, in a process of its own; raise UnusablePicture."""
    from PIL import Image  # noqa: PLC0415 # a megabyte that only photos need

    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnusablePicture(_("The file is larger than 20 MB. Make it smaller."))
    line, _newline, pixels = _unpacked(data).partition(b"\n")
    answer: dict[str, Any] = json.loads(line or b'{"refused": "unreadable"}')
    if "refused" in answer:
        raise UnusablePicture(str(REFUSED.get(answer["refused"], _UNREADABLE)))
    width, height = answer["size"]
    return Taken(Image.frombytes("RGB", (width, height), pixels), usable(answer["said"], answer["ignored"]))


def normalised(upload: IO[bytes]) -> "Image.Image":
    """Return the picture alone, upright, in RGB and bounded; raise UnusablePicture."""
    return taken(upload).picture


def _unpacked(data: bytes) -> bytes:
    """Have the bytes unpacked; nothing where the decoder was ended on its way."""
    command = [sys.executable, "-m", "articles.unpacking"]
    try:
        # without our environment: what unpacks a stranger's file knows none of our keys
        done = subprocess.run(  # noqa: S603 # our own module
            command, input=data, capture_output=True, timeout=MOST_SECONDS, cwd=settings.BASE_DIR, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return b'{"refused": "slow"}'
    is_over_time = done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    return b'{"refused": "slow"}' if is_over_time else done.stdout


def usable(said: Mapping[str, str], ignored: list[str]) -> Said:
    """Make what a file says fit to be kept and shown; say what was left out."""
    left_out = dict.fromkeys(ignored)
    texts: dict[str, str] = {}
    for name, text in said.items():
        clean = _visible(text)
        if clean != text:
            left_out["signs"] = None
        if len(clean) > LONGEST[name]:
            left_out["long"] = None
        texts[name] = clean[: LONGEST[name]].strip()
    address, end = texts.pop("licence_url", ""), texts.pop("expires_at", "")
    if address and not _is_address(address):
        left_out["address"], address = None, ""
    ends_at = moment(end)
    if end and ends_at is None:
        left_out["end"] = None
    words = tuple(str(IGNORED[why]) for why in left_out if why in IGNORED)
    return Said(**texts, licence_url=address, expires_at=ends_at, ignored=words)


def _visible(text: str) -> str:
    """Take out controls, lone surrogates and what turns the direction; joiners stay, which some scripts need."""
    return BIDI_CONTROL.sub("", "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs", "Cn")))


def _is_address(text: str) -> bool:
    try:
        URLValidator(["http", "https"])(text)
    except ValidationError:
        return False
    return True


def moment(text: str) -> datetime | None:
    """Read a date, with or without a time; None where it is none. A day holds to its end, by UTC."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, _z, sign, ahead, minutes = found.groups()
    time = f"{hour}:{minute}:{second or '00'}" if hour else "23:59:59"
    written = f"{year}-{month}-{day}T{time}{sign or '+'}{ahead or '00'}:{minutes or '00'}"
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def encoded(picture: "Image.Image", image_format: ImageFormat, width: int | None = None) -> bytes:
    """Write a picture in a format, at most `width` wide."""
    from PIL import Image  # noqa: PLC0415 # as above

    if width and width < picture.width:
        picture = picture.resize((width, height_at(picture.width, picture.height, width)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    options = {"progressive": True, "optimize": True} if image_format == ImageFormat.JPEG else {}
    picture.save(out, image_format.value.upper(), quality=QUALITY[image_format], **options)
    return out.getvalue()


def is_stored(data: bytes) -> bool:
    """Say whether a JPEG is built as we write them: a head of JFIF, the picture, and nothing beside or behind it."""
    at = 2
    while data[:2] == b"\xff\xd8" and (mark := data[at : at + 2]) in _MARKS:
        if mark == _END:
            return at + 2 == len(data)
        head = data[at + 4 : at + 9]
        if mark == _JFIF and head != b"JFIF\0":
            return False
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
        if mark == _SCAN and (begun := _NEXT.search(data, at)):
            at = begun.start()
    return False


def box(width: int, height: int, ratio: Ratio, focus: tuple[float, float]) -> tuple[int, int, int, int]:
    """Return the largest part of a picture that has this shape, its middle as near to the focal point as can be."""
    across, down = map(int, ratio.value.split(":"))
    cut_width = min(width, max(1, round(height * across / down)))
    cut_height = min(height, max(1, round(cut_width * down / across)))
    left, top = (
        min(max(0, round(length * at - cut / 2)), length - cut)
        for length, cut, at in ((width, cut_width, focus[0]), (height, cut_height, focus[1]))
    )
    return left, top, left + cut_width, top + cut_height


def height_at(width: int, height: int, new_width: int) -> int:
    return max(1, round(height * new_width / width))


def name_of(data: bytes) -> str:
    """Name a picture by its content: the same picture is one file, and a name never changes its meaning."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()
