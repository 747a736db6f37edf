"""Reading uploaded pictures safely, and writing them in other sizes and formats (A18, QS5)."""

import hashlib
import io
import warnings
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from articles.enums import ImageFormat

if TYPE_CHECKING:
    from PIL import Image

#: What an upload may weigh and how many pixels it may unpack to: read from its head, before a pixel is.
MOST_BYTES = 20_000_000
MOST_PIXELS = 40_000_000
#: No side of a stored photo is longer.
LONGEST_SIDE = 2400
#: By content, whatever the file calls itself. No SVG: that is a program.
ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF")
QUALITY = {ImageFormat.AVIF: 55, ImageFormat.WEBP: 75, ImageFormat.JPEG: 80}


class UnusablePicture(ValueError):
    """The file is no picture we take; the message says why and what to do."""


def normalised(upload: IO[bytes]) -> "Image.Image":
    """Return the picture upright, in RGB and bounded, free of metadata; raise UnusablePicture."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 # a megabyte that only photos need

    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnusablePicture(_("The file is larger than 20 MB. Make it smaller."))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own bound is lower
        try:
            picture = Image.open(io.BytesIO(data), formats=ACCEPTED)
            if picture.width * picture.height > MOST_PIXELS:
                raise UnusablePicture(_("The picture has more than 40 million pixels. Make it smaller."))
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _plain(picture)
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
            if isinstance(error, UnusablePicture):
                raise
            raise UnusablePicture(_("This is no picture we can read. Upload JPEG, PNG, WebP or AVIF.")) from error


def _plain(picture: "Image.Image") -> "Image.Image":
    """Turn it upright, put it on white, and copy the pixels alone into a new picture."""
    from PIL import Image, ImageOps  # noqa: PLC0415 # as above

    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        layers = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", layers.size, "white"), layers)
    bounded = upright.convert("RGB")
    bounded.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", bounded.size)
    clean.paste(bounded)
    return clean


def encoded(picture: "Image.Image", image_format: ImageFormat, width: int | None = None) -> bytes:
    """Write a picture in a format, at most `width` wide."""
    from PIL import Image  # noqa: PLC0415 # as above

    if width and width < picture.width:
        picture = picture.resize((width, height_at(picture.width, picture.height, width)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    options = {"progressive": True, "optimize": True} if image_format == ImageFormat.JPEG else {}
    picture.save(out, image_format.value.upper(), quality=QUALITY[image_format], **options)
    return out.getvalue()


def height_at(width: int, height: int, new_width: int) -> int:
    return max(1, round(height * new_width / width))


def name_of(data: bytes) -> str:
    """Name a picture by its content: the same picture is one file, and a name never changes its meaning."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()
