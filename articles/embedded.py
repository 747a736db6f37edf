"""What a picture's file says of itself: maker, caption, rights and until when they hold (IPTC, XMP, Exif; A48).

Read in a process of its own (`articles.unpacking`): nothing of Django is imported here, and nothing is believed.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from accounts.safety import xml

Key = TypeVar("Key", str, int)

#: Longer packets are made to cost, not to be read.
MOST_BYTES = 256_000
#: Longer texts are cut off: no field is as long.
MOST_OF_A_TEXT = 4_000

_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
_PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"
_PRISM = ("http://prismstandard.org/namespaces/basic/2.0/", "http://prismstandard.org/namespaces/basic/2.1/")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"

#: What we ask for, in the order in which it is taken.
_IN_XMP = {
    "credit": (f"{_PHOTOSHOP} Credit", f"{_DC} creator"),
    "caption": (f"{_DC} description",),
    "rights": (f"{_RIGHTS} UsageTerms", f"{_DC} rights"),
    "licence_url": (f"{_RIGHTS} WebStatement",),
    "expires_at": (f"{_PLUS} LicenseEndDate", *(f"{space} expirationDate" for space in _PRISM)),
}
_IN_IPTC = {"credit": (110, 80), "caption": (120,), "rights": (116,), "expires_at": (37,)}
_IN_EXIF = {"credit": (0x013B,), "caption": (0x010E,), "rights": (0x8298,)}
_BYLINE, _EXPIRATION_TIME = 80, 38
_IIM_RECORD, _IIM_CHARSET, _UTF_8 = 2, b"\x1c\x01\x5a", b"\x1b%G"


class Unreadable(ValueError):
    """A part of the file does not read as what it should be; the message is a word of `images.IGNORED`."""


def said(parts: Mapping[str, object]) -> tuple[dict[str, str], list[str]]:
    """Return what the parts of a file say (`xmp`, `iptc`, `exif`), and which of them were ignored, and why."""
    found: dict[str, str] = {}
    ignored: list[str] = []
    for name, read in (("xmp", _xmp), ("iptc", _iptc), ("exif", _exif)):
        part = parts.get(name)
        if not part:
            continue
        try:
            texts = read(part)
        except Unreadable as why:
            ignored.append(str(why))
        else:
            found = {**texts, **found}  # XMP before IPTC before Exif
    return found, ignored


def _refuse() -> None:
    raise Unreadable("xmp-entities")


class _Packet:
    """The texts of an XMP packet by the name of their property. A document type is refused: none belongs there."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._path: list[str] = []
        self._held: list[str] = []
        self._is_chosen = True

    def read(self, data: bytes) -> dict[str, str]:
        parser = xml.parser(_refuse)
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._held.append
        try:
            parser.Parse(data, True)
        except Unreadable:
            raise
        except xml.MALFORMED as error:
            raise Unreadable("xmp-malformed") from error
        return self.texts

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._held.clear()
        if name == f"{_RDF} li":
            self._is_chosen = attributes.get(_LANGUAGE, "x-default") == "x-default"
        if name == f"{_RDF} Description":
            for attribute, value in attributes.items():
                self.texts.setdefault(attribute, value)

    def _end(self, name: str) -> None:
        self._path.pop()
        text = "".join(self._held).strip()
        self._held.clear()
        if not text:
            return
        if name != f"{_RDF} li":
            self.texts.setdefault(name, text)
        elif len(self._path) > 1:
            self._entry(self._path[-2], text, is_list=self._path[-1] != f"{_RDF} Alt")

    def _entry(self, name: str, text: str, *, is_list: bool) -> None:
        """Join the entries of a list; of one text in several languages take the default one, else the first."""
        if is_list and name in self.texts:
            self.texts[name] = f"{self.texts[name]}, {text}"[:MOST_OF_A_TEXT]
        elif self._is_chosen or name not in self.texts:
            self.texts[name] = text


def _xmp(part: object) -> dict[str, str]:
    data = part if isinstance(part, bytes) else str(part).encode()
    if len(data) > MOST_BYTES:
        raise Unreadable("xmp-large")
    return _first(_Packet().read(data.strip(b"\0 \r\n")), _IN_XMP)


def _iptc(part: object) -> dict[str, str]:
    data = bytes(part) if isinstance(part, bytes | bytearray) else b""
    if len(data) > MOST_BYTES:
        raise Unreadable("iptc-large")
    coding = "utf-8" if _IIM_CHARSET in data and _UTF_8 in data else "cp1252"
    texts: dict[int, str] = {}
    for number, value in _datasets(data):
        text = value.decode(coding, "replace").strip()
        if number == _BYLINE and number in texts:
            texts[number] = f"{texts[number]}, {text}"[:MOST_OF_A_TEXT]
        texts.setdefault(number, text)
    found = _first(texts, _IN_IPTC)
    if "expires_at" in found:
        found["expires_at"] += f"T{texts.get(_EXPIRATION_TIME, '')}"
    return found


def _datasets(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk through the datasets of an IIM record: marker, record, number, length, value."""
    at = 0
    while at + 5 <= len(data) and data[at] == 0x1C:
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        end = at + 5 + size
        if size > 0x7FFF or end > len(data):
            raise Unreadable("iptc-malformed")
        if data[at + 1] == _IIM_RECORD:
            yield data[at + 2], data[at + 5 : end]
        at = end


def _exif(part: object) -> dict[str, str]:
    tags = part if isinstance(part, Mapping) else {}
    return _first({tag: text for tag, text in tags.items() if isinstance(text, str)}, _IN_EXIF)


def _first(texts: Mapping[Key, str], asked: Mapping[str, tuple[Key, ...]]) -> dict[str, str]:
    """Take for each thing asked for the first text that is there."""
    found = {name: next((texts[key] for key in keys if texts.get(key)), "") for name, keys in asked.items()}
    return {name: re.sub(r"\s+", " ", text[:MOST_OF_A_TEXT]).strip() for name, text in found.items() if text.strip()}
