"""Unpack one picture in a process of its own, bounded in time and memory (QS5): bytes in, pixels and words out.

`python -m articles.unpacking` reads the file from its input and writes a line of JSON, then the pixels (RGB). A file
that is made to cost, or to break a decoder, takes this process down and no other. Imports nothing of Django.
"""

import io
import json
import resource
import sys
import warnings
from contextlib import suppress
from typing import Any

from PIL import Image, ImageCms, ImageOps

from articles import embedded

MOST_PIXELS = 40_000_000
#: No side of a stored photo is longer.
LONGEST_SIDE = 2400
#: By content, whatever the file calls itself. No SVG: that is a program.
ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF")
#: From so many pixels on, what fails to unpack may have lacked the memory: decoders do not always say so.
HEAVY = 8_000_000
MOST_SECONDS = 5
MOST_MEMORY = 200_000_000


def main() -> None:
    """Answer what came in: `size` and `said`, or why it is `refused`."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    pixels = b""
    try:
        picture, parts = unpacked(sys.stdin.buffer.read())
        texts, ignored = embedded.said(parts)
        answer: dict[str, Any] = {"size": picture.size, "said": texts, "ignored": ignored}
        pixels = picture.tobytes()
    except Refused as why:
        answer = {"refused": str(why)}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + pixels)


class Refused(ValueError):
    """Why the picture is not taken; the message is a word of `images.REFUSED`."""


def unpacked(data: bytes) -> tuple[Image.Image, dict[str, object]]:
    """Return the picture upright, in RGB and bounded, and apart from it what its file says; raise Refused."""
    warnings.simplefilter("ignore")  # our own bound is lower than Pillow's
    Image.MAX_IMAGE_PIXELS = None
    is_heavy = data[8:12] == b"WEBP"  # which takes the memory before it tells its size
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=ACCEPTED)
        _demand_size(picture)
        is_heavy = picture.width * picture.height > HEAVY
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        parts = _parts(picture)
        return _plain(picture), parts
    except Refused:
        raise
    except Exception as error:  # a decoder may fail in any way on what was made to break it, or on lack of memory
        raise Refused("heavy" if is_heavy else "unreadable") from error


def _demand_size(picture: Image.Image) -> None:
    """Refuse by what the head says, before a pixel is read."""
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused("pixels")


def _parts(picture: Image.Image) -> dict[str, object]:
    """Return the parts of the file that say something, as they are."""
    resources = picture.info.get("photoshop")
    return {
        "xmp": picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp"),
        "iptc": resources.get(0x0404) if isinstance(resources, dict) else None,
        "exif": dict(picture.getexif()),
    }


def _plain(picture: Image.Image) -> Image.Image:
    """Make it smaller first, for every step costs its pixels; then upright and on white."""
    profile = picture.info.get("icc_profile")
    if picture.mode in ("P", "PA", "1"):  # numbers of colours, which cannot be mixed
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    ImageOps.exif_transpose(picture, in_place=True)
    if picture.has_transparency_data:
        layers = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", layers.size, "white"), layers).convert("RGB")
    if profile:
        picture = _as_screens_show(picture, profile)
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _as_screens_show(picture: Image.Image, profile: bytes) -> Image.Image:
    """Turn colours by the file's profile into sRGB, which browsers assume; leave them where it does not fit."""
    with suppress(OSError, ValueError, ImageCms.PyCMSError):
        meant, shown = ImageCms.getOpenProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(picture, meant, shown, outputMode="RGB")
        picture = turned or picture
    return picture


if __name__ == "__main__":
    main()
