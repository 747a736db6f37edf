import io
import time
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from articles import images
from articles.enums import ImageFormat, Ratio
from articles.images import Said

pytestmark = pytest.mark.once


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


XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
 photoshop:Credit="A. Maker/Agency" xmpRights:WebStatement="https://agency.example/terms">
 <dc:creator><rdf:Seq><rdf:li>A. Maker</rdf:li><rdf:li>B. Maker</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="de">Der Hafen</rdf:li>
 <rdf:li xml:lang="x-default">The harbour</rdf:li></rdf:Alt></dc:description>
 <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Agency</rdf:li></rdf:Alt></dc:rights>
 <plus:LicenseEndDate>2026-04-01T23:59:59+02:00</plus:LicenseEndDate>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def agency(xmp: str | bytes = XMP, **options) -> io.BytesIO:
    """A photo as agencies send it."""
    sent = picture("JPEG", xmp=xmp.encode() if isinstance(xmp, str) else xmp, **options)
    sent.name = "agency.jpg"
    return sent


def iptc(*datasets: tuple[int, bytes], coding: bytes = b"\x1c\x01\x5a\x00\x03\x1b%G") -> io.BytesIO:
    """A photo with an IPTC record, as a resource of Photoshop's in the file's thirteenth segment."""
    record = coding + b"".join(
        b"\x1c\x02" + bytes([number]) + len(text).to_bytes(2, "big") + text for number, text in datasets
    )
    resource = b"8BIM\x04\x04\0\0" + len(record).to_bytes(4, "big") + record + b"\0" * (len(record) % 2)
    segment = b"Photoshop 3.0\0" + resource
    data = picture("JPEG").getvalue()
    return io.BytesIO(data[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + data[2:])


def signed() -> Image.Exif:
    exif = Image.Exif()
    exif[0x013B], exif[0x8298] = "A. Maker", "Agency"
    return exif


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


def _of_odd_colours(mode: str, colour: tuple[int, ...], *, is_broken: bool = False) -> io.BytesIO:
    """A picture by whose profile red is shown as green and green as red."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    odd = profile.replace(b"rXYZ", b"?XYZ", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"?XYZ", b"gXYZ", 1)
    out = io.BytesIO()
    Image.new(mode, (10, 10), colour).save(out, "PNG", icc_profile=odd[: 200 if is_broken else None])
    out.seek(0)
    return out


@pytest.mark.parametrize(
    ("upload", "shown"),
    [
        pytest.param(_of_odd_colours("RGB", (250, 0, 0)), (0, 250, 0), id="a profile"),
        pytest.param(_of_odd_colours("RGBA", (250, 0, 0, 255)), (0, 250, 0), id="a profile beside transparency"),
        pytest.param(_of_odd_colours("RGB", (250, 0, 0), is_broken=True), (250, 0, 0), id="a broken one"),
        pytest.param(_of_odd_colours("L", 250), (250, 250, 250), id="one for other colours"),
    ],
)
def test_colours_are_those_that_the_profile_of_the_file_means(upload, shown):
    found = images.normalised(upload).getpixel((5, 5))
    assert [abs(one - other) <= 3 for one, other in zip(found, shown, strict=True)] == [True] * 3, found


def test_no_side_is_longer_than_the_bound():
    assert images.normalised(picture("JPEG", (5000, 1000))).size == (2400, 480)


END = datetime(2026, 4, 1, 21, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        pytest.param(
            agency(),
            Said("A. Maker/Agency", "The harbour", "© 2026 Agency", "https://agency.example/terms", END),
            id="XMP",
        ),
        pytest.param(
            iptc((80, b"A. Maker"), (120, "Der Hafen, früh".encode()), (116, "© Agency".encode()), (37, b"20260401")),
            Said("A. Maker", "Der Hafen, früh", "© Agency", "", datetime(2026, 4, 1, 23, 59, 59, tzinfo=UTC)),
            id="IPTC, until the end of a day",
        ),
        pytest.param(
            iptc(
                (110, b"Agency"),
                (80, b"A. Maker"),
                (120, b"fr\xfch"),
                (37, b"20260401"),
                (38, b"235959+0200"),
                coding=b"",
            ),
            Said("Agency", "früh", expires_at=END),
            id="IPTC of old, until a second by its own clock",
        ),
        pytest.param(
            located(),
            Said(),
            id="of camera and place nothing",
        ),
        pytest.param(picture("JPEG", exif=signed()), Said("A. Maker", rights="Agency"), id="Exif"),
        pytest.param(picture("PNG"), Said(), id="nothing"),
    ],
)
def test_what_a_file_says_of_its_picture_is_read(upload, said):
    taken = images.taken(upload)
    assert (taken.said, taken.said.ignored) == (said, ())


def test_xmp_is_read_from_every_format():
    chunks = PngImagePlugin.PngInfo()
    chunks.add_itxt("XML:com.adobe.xmp", XMP)
    for upload in (
        picture("WEBP", xmp=XMP.encode()),
        picture("AVIF", xmp=XMP.encode()),
        picture("PNG", pnginfo=chunks),
    ):
        assert images.taken(upload).said.rights == "© 2026 Agency"


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("upload", "said", "ignored"),
    [
        pytest.param(agency(LAUGHS + "<x>&c;</x>"), Said(), "XMP: it defines entities", id="entities that grow"),
        pytest.param(agency(OUTSIDE + "<x>&a;</x>"), Said(), "XMP: it defines entities", id="a file of ours"),
        pytest.param(
            agency((LAUGHS + "<x>&c;</x>").encode("utf-16")),
            Said(),
            "XMP: it defines entities",
            id="the same in UTF-16",
        ),
        pytest.param(agency(XMP[:900]), Said(), "XMP: not readable", id="half a packet"),
        pytest.param(
            agency('<?xml version="1.0" encoding="made-up"?><x/>'), Said(), "XMP: not readable", id="no known encoding"
        ),
        pytest.param(
            agency('<?xml version="1.0" encoding="shift_jis"?><x/>'), Said(), "XMP: not readable", id="two bytes a sign"
        ),
        pytest.param(agency(b"\xff\x00<"), Said(), "XMP: not readable", id="no packet"),
        pytest.param(agency("<x>" * 9000 + "</x>" * 9000), Said(), "", id="a packet of nothing but depth"),
        pytest.param(
            picture("WEBP", xmp=XMP.encode() + b" " * 300_000), Said(), "XMP: larger than 256 KB", id="a huge packet"
        ),
        pytest.param(
            iptc((80, b"A" * 10), coding=b"\x1c\x02\x50\x7f\xff"), Said(), "IPTC: not readable", id="IPTC that lies"
        ),
        pytest.param(
            iptc((80, "A. \u202erekaM\u202c\0\x07".encode())),
            Said("A. rekaM"),
            "signs that",
            id="direction and controls",
        ),
        pytest.param(iptc((80, b"A" * 900)), Said("A" * 200), "what is longer", id="a long name"),
        pytest.param(
            agency(
                XMP.replace("https://agency.example/terms", "javascript:alert(1)").replace("2026-04-01", "2026-13-41")
            ),
            Said("A. Maker/Agency", "The harbour", "© 2026 Agency"),
            "an address of the licence that is none",
            id="an address that runs, a day that is none",
        ),
    ],
)
def test_what_is_hostile_in_a_file_is_ignored_with_words(upload, said, ignored):
    taken = images.taken(upload)
    assert taken.said == said
    assert "; ".join(taken.said.ignored).startswith(ignored)
    assert bool(taken.said.ignored) == bool(ignored)


def scans(number: int) -> io.BytesIO:
    """A progressive JPEG that draws its 16 million pixels over and over."""
    data = picture("JPEG", (4000, 4000), "L", progressive=True).getvalue()
    last = data.rindex(b"\xff\xda")
    return io.BytesIO(data[:last] + data[last:-2] * number + data[-2:])


def heavy() -> io.BytesIO:
    """A WebP of some hundred bytes that unpacks to half a gigabyte."""
    return picture("WEBP", (6000, 6000), lossless=True, method=0)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        pytest.param(lambda: scans(2000), "longer than 5 seconds", id="time"),
        pytest.param(heavy, "more than 200 MB", id="memory"),
    ],
)
def test_what_costs_too_much_to_unpack_is_refused_in_time(make, words):
    upload = make()
    begun = time.perf_counter()
    with pytest.raises(images.UnusablePicture, match=words):
        images.taken(upload)
    assert time.perf_counter() - begun < images.MOST_SECONDS + 1


@given(
    size=st.tuples(st.integers(1, 2400), st.integers(1, 2400)),
    ratio=st.sampled_from(Ratio),
    focus=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_a_cut_has_its_shape_lies_within_and_keeps_the_focal_point(size, ratio, focus):
    left, top, right, bottom = images.box(*size, ratio, focus)
    across, down = map(int, ratio.split(":"))
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert right - left == size[0] or bottom - top == size[1]
    assert abs((right - left) * down - (bottom - top) * across) <= max(across, down)
    assert left - 1 <= focus[0] * size[0] <= right + 1
    assert top - 1 <= focus[1] * size[1] <= bottom + 1
