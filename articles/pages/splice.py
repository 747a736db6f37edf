"""Gzip of a page whose pieces were compressed before, with a few fresh bytes between them.

Deflate streams that end with a full flush can be put one behind another (RFC 1951, 3.2.4: blocks end on a byte
boundary); what lies between goes in as stored blocks. Only the checksum is computed anew for each reader.
"""

import struct
import zlib
from collections.abc import Iterable

_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_LAST = b"\x03\0"  # an empty final block


class Spliced:
    """The pieces of one page, compressed once."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = [(piece, _flushed(piece)) for piece in pieces]

    def gzip(self, values: list[bytes]) -> bytes:
        """Return the pieces with `values` between them as one gzip member."""
        out, checksum, length = [_HEAD], 0, 0
        for index, (plain, packed) in enumerate(self._pieces):
            out.append(packed)
            checksum = zlib.crc32(plain, checksum)
            length += len(plain)
            if index < len(values):
                out.append(_stored(values[index]))
                checksum = zlib.crc32(values[index], checksum)
                length += len(values[index])
        out += (_LAST, struct.pack("<II", checksum, length & 0xFFFFFFFF))
        return b"".join(out)


def _flushed(piece: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def _stored(value: bytes) -> bytes:
    """Write short bytes as a stored block (RFC 1951, 3.2.4)."""
    if len(value) > 0xFFFF:
        raise ValueError("A hole takes 64 KB at most.")
    return b"\0" + struct.pack("<HH", len(value), len(value) ^ 0xFFFF) + value
