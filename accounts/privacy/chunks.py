"""Files that are encrypted while they are written and decrypted while they are read, a chunk at a time.

The way of STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) as age has it: each chunk of 64 KiB is sealed with
ChaCha20-Poly1305 under its number and whether it is the last. None can be changed, moved or left out unnoticed. A key
closes one file and no other, so that numbers may begin with nought.
"""

from collections.abc import Iterator
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

CHUNK = 1 << 16
TAG = 16


def new_key() -> bytes:
    return ChaCha20Poly1305.generate_key()


class Closing:
    """What a writer of files takes for one, and `file` gets encrypted. Not whole before `finish`."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file, self._cipher = file, ChaCha20Poly1305(key)
        self._held, self._number = bytearray(), 0

    def write(self, data: bytes) -> int:
        """Take bytes in; at most a chunk of them waits for more."""
        self._held += data
        while len(self._held) > CHUNK:
            self._put(bytes(self._held[:CHUNK]), is_last=False)
            del self._held[:CHUNK]
        return len(data)

    def flush(self) -> None:
        """Do nothing: chunks are full, or the last."""

    def finish(self) -> None:
        """Write the last chunk, without which nobody takes the file for whole."""
        self._put(bytes(self._held), is_last=True)
        self._held.clear()

    def _put(self, chunk: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, is_last=is_last), chunk, None))
        self._number += 1


class Opening:
    """The plain bytes of a closed file, to be read once, a chunk at a time.

    Raises InvalidTag at the first chunk that is not as it was.
    """

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file, self._cipher = file, ChaCha20Poly1305(key)
        length = file.seek(0, 2)
        file.seek(0)
        #: How many plain bytes there are.
        self.size = length - TAG * -(-length // (CHUNK + TAG))

    def __iter__(self) -> Iterator[bytes]:
        with self._file:
            number, chunk = 0, self._file.read(CHUNK + TAG)
            while following := self._file.read(CHUNK + TAG):
                yield self._cipher.decrypt(_nonce(number, is_last=False), chunk, None)
                number, chunk = number + 1, following
            yield self._cipher.decrypt(_nonce(number, is_last=True), chunk, None)

    def close(self) -> None:
        """Let go of the file, where nobody reads it to its end."""
        self._file.close()


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])
