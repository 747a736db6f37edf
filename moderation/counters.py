"""Counters that all processes of one machine share, for the limits against floods."""

import fcntl
import os
from pathlib import Path
from time import time
from zlib import crc32

from limits.storage import Storage

from accounts import mapped

#: A slot holds whose count it is, when that ends (seconds since 1970) and how far it got.
_NAME, _ENDS, _COUNT, _WIDTH = 0, 1, 2, 3


class FileCounters(Storage):
    """Keeps the counters of `limits` in a mapped file of 64-bit numbers, a slot for each key.

    Keys are not stored, only a hash of them. When the slots around a key's own are all taken by others, the one that
    ends first makes room: somebody is then counted anew.
    """

    STORAGE_SCHEME = ["gazette-file"]
    SLOTS = 1 << 15
    #: So many slots are looked at for a key.
    REACH = 8

    def __init__(self, path: Path) -> None:
        super().__init__()
        size = (self.SLOTS + self.REACH) * _WIDTH * 8
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._numbers = mapped.numbers(self._descriptor, size)

    @property
    def base_exceptions(self) -> type[Exception]:
        return OSError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count up; the count ends `expiry` seconds after its first."""
        now = int(time())
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        try:
            slot = self._slot(key, now)
            if not self._is_live(slot, key, now):
                self._numbers[slot + _NAME], self._numbers[slot + _ENDS] = _name(key), now + expiry
                self._numbers[slot + _COUNT] = 0
            self._numbers[slot + _COUNT] += amount
            return self._numbers[slot + _COUNT]
        finally:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def get(self, key: str) -> int:
        slot, now = self._slot(key, int(time())), int(time())
        return self._numbers[slot + _COUNT] if self._is_live(slot, key, now) else 0

    def get_expiry(self, key: str) -> float:
        slot, now = self._slot(key, int(time())), int(time())
        return float(self._numbers[slot + _ENDS] if self._is_live(slot, key, now) else now)

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        """Forget every count; return how many slots were in use."""
        used = sum(map(bool, self._numbers[_ENDS::_WIDTH]))
        self._numbers[:] = memoryview(bytes(self._numbers.nbytes)).cast("Q")
        return used

    def clear(self, key: str) -> None:
        slot = self._slot(key, int(time()))
        if self._numbers[slot + _NAME] == _name(key):
            self._numbers[slot + _ENDS] = 0

    def _slot(self, key: str, now: int) -> int:
        """Find the key's slot, or the one that it is to take."""
        first = crc32(key.encode()) % self.SLOTS
        slots = [(first + step) * _WIDTH for step in range(self.REACH)]
        own = [slot for slot in slots if self._is_live(slot, key, now)]
        return own[0] if own else min(slots, key=lambda slot: self._numbers[slot + _ENDS])

    def _is_live(self, slot: int, key: str, now: int) -> bool:
        return self._numbers[slot + _NAME] == _name(key) and self._numbers[slot + _ENDS] > now


def _name(key: str) -> int:
    return crc32(key[::-1].encode())
