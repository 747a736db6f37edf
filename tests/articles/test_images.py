import io
import zlib

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from articles import images
from articles.enums import ImageFormat


def picture(image_format: str, size=(300, 200), mode: str = "RGB", **options) -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, image_format, **options)
    out.seek(0)
    return out


def located() -> io.BytesIO:
    """A photo that says where and with what it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0110] = "Camera 3000"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (IFDRational(48), IFDRational(51), IFDRational(24))
    return picture("JPEG", exif=exif, comment=b"secret place")


def bomb() -> io.BytesIO:
    """A PNG of a few hundred bytes that claims 60,000 by 60,000 pixels."""
    data = picture("PNG", (1, 1)).getvalue()
    head = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + data[24:29]
    return io.BytesIO(data[:12] + head + zlib.crc32(head).to_bytes(4, "big") + data[33:])


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_is_read_by_its_content(image_format):
    assert images.normalised(picture(image_format)).size == (300, 200)


@pytest.mark.parametrize(
    "upload",
    [
        pytest.param(io.BytesIO(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), id="an SVG"),
        pytest.param(io.BytesIO(b"<!doctype html><script>1</script>"), id="a page"),
        pytest.param(io.BytesIO(b""), id="nothing"),
        pytest.param(io.BytesIO(b"GIF89a" + b"\0" * 100), id="a format not taken"),
        pytest.param(io.BytesIO(picture("JPEG").getvalue()[:400]), id="half a picture"),
        pytest.param(bomb(), id="too many pixels"),
        pytest.param(io.BytesIO(b"\xff\xd8\xff" + b"\0" * images.MOST_BYTES), id="too many bytes"),
    ],
)
def test_what_is_no_usable_picture_is_refused_with_words(upload):
    with pytest.raises(images.UnusablePicture, match=r"Make it smaller|Upload JPEG"):
        images.normalised(upload)


def test_a_stored_picture_says_nothing_of_place_and_camera_and_stands_upright():
    data = images.encoded(images.normalised(located()), ImageFormat.JPEG)
    stored = Image.open(io.BytesIO(data))
    assert stored.size == (200, 300)
    assert dict(stored.getexif()) == {}
    assert b"secret place" not in data
    assert b"Camera" not in data


def test_what_is_transparent_becomes_white():
    assert images.normalised(_clear()).getpixel((0, 0)) == (255, 255, 255)


def _clear() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(out, "PNG")
    out.seek(0)
    return out


def test_no_side_is_longer_than_the_bound():
    assert images.normalised(picture("JPEG", (5000, 1000))).size == (2400, 480)
