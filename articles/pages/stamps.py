"""What tells a kept page that it is out of date: a clock, and for each thing the reading when it last changed.

A page is current while nothing it shows carries a later reading than the clock had before the page was made.
Processes of one machine share a mapped file; several machines share Redis.
"""

import fcntl
import logging
import os
import secrets
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

from accounts import mapped

logger = logging.getLogger(__name__)

#: Changes of editions and sections themselves: every page shows them.
SITE = "site"


def of_edition(language: str) -> str:
    return f"edition:{language}"


def of_article(pk: int) -> str:
    return f"article:{pk}"


def of_tag(pk: int) -> str:
    return f"tag:{pk}"


def keys(names: Iterable[str], of: Callable[[int], str]) -> list[int]:
    """Return the keys of those among some names that `of` gives to keys."""
    kind = of(0).removesuffix("0")
    return sorted(int(name.removeprefix(kind)) for name in names if name.startswith(kind))


@dataclass(frozen=True)
class Reading:
    """What the clock showed, and when the site's frame last changed.

    `epoch` names the clock: after a loss of the stamps there is a new one.
    """

    epoch: int
    tick: int
    frame: int = 0

    def has_frame_of(self, earlier: "Reading") -> bool:
        """Say whether the site's frame is as it was at an earlier reading."""
        return self.epoch == earlier.epoch and self.frame <= earlier.tick


def _new_epoch() -> int:
    return secrets.randbelow(1 << 62) + 1


class Stamps(Protocol):
    def read(self) -> Reading | None:
        """Read the clock; None when it cannot be read: then nothing may be kept."""

    def is_current(self, reading: Reading, things: tuple[str, ...]) -> bool:
        """Say whether none of `things` has changed since `reading`. False when in doubt."""

    def compare(self, reading: Reading, things: tuple[str, ...]) -> tuple[bool, Reading | None]:
        """Say the same, and if one has changed, what the clock shows before its page is made anew."""

    def touch(self, things: Iterable[str]) -> None:
        """Note that `things` have changed. Called after the change is committed."""


class FileStamps:
    """A mapped file of 64-bit numbers: epoch, clock, then a fixed number of slots.

    Things that share a slot go out of date together, which costs a page made anew and nothing else.
    """

    SLOTS = 1 << 16
    EPOCH, CLOCK, FIRST = 0, 1, 2

    def __init__(self, path: Path) -> None:
        size = (self.SLOTS + self.FIRST) * 8
        self._descriptor, self._turning = os.open(path, os.O_RDWR | os.O_CREAT, 0o600), threading.Lock()
        with self._locked():
            self._numbers = mapped.numbers(self._descriptor, size)
            self._numbers[self.EPOCH] = self._numbers[self.EPOCH] or _new_epoch()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one at a time turn the clock, of processes and of threads: for those the lock of an open file is none."""
        with self._turning:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    @lru_cache(maxsize=4096)  # noqa: B019 # one object a process
    def _slot(self, thing: str) -> int:
        return self.FIRST + zlib.crc32(thing.encode()) % self.SLOTS

    def read(self) -> Reading | None:
        return Reading(self._numbers[self.EPOCH], self._numbers[self.CLOCK], self._numbers[self._slot(SITE)])

    def is_current(self, reading: Reading, things: tuple[str, ...]) -> bool:
        numbers = self._numbers
        if numbers[self.EPOCH] != reading.epoch:
            return False
        return all(numbers[self._slot(thing)] <= reading.tick for thing in things)

    def compare(self, reading: Reading, things: tuple[str, ...]) -> tuple[bool, Reading | None]:
        is_current = self.is_current(reading, things)
        return is_current, None if is_current else self.read()

    def touch(self, things: Iterable[str]) -> None:
        with self._locked():
            self._numbers[self.CLOCK] += 1
            for thing in things:
                self._numbers[self._slot(thing)] = self._numbers[self.CLOCK]


class RedisStamps:
    """The same in Redis, for several machines. Without an answer from it no page is kept, and all are served."""

    PREFIX = "gazette:stamps:"
    #: Turns the clock (the first key) and stamps the other keys with its reading, in one request.
    TOUCH = "local tick = redis.call('INCR', KEYS[1]) for n = 2, #KEYS do redis.call('SET', KEYS[n], tick) end"

    def __init__(self, url: str) -> None:
        from redis import Redis, RedisError  # noqa: PLC0415 # an extra: only sites with REDIS_URL have it

        from accounts.redis import WAITING, breaker  # noqa: PLC0415 # as above

        self._redis = Redis.from_url(url, **WAITING)
        self._touch = self._redis.register_script(self.TOUCH)
        self._failures = RedisError
        self._breaker = breaker(url)
        #: A change was not told: what others keep may be out of date.
        self._has_lost = False

    def _numbers(self, names: Iterable[str]) -> list[int | None]:
        found = self._breaker.ask(lambda: self._redis.mget([self.PREFIX + name for name in names]))
        if self._has_lost:
            self._redis.set(f"{self.PREFIX}epoch", _new_epoch())  # of all that was kept, nothing is current
            self._has_lost = False
            return self._numbers(names)
        return [None if number is None else int(number) for number in found]

    def read(self) -> Reading | None:
        try:
            epoch, tick, frame = self._numbers(["epoch", "clock", SITE])
            if epoch is None:
                self._redis.set(f"{self.PREFIX}epoch", _new_epoch(), nx=True)
                epoch, tick, frame = self._numbers(["epoch", "clock", SITE])
        except self._failures:
            return None
        return None if epoch is None else Reading(epoch, tick or 0, frame or 0)

    def is_current(self, reading: Reading, things: tuple[str, ...]) -> bool:
        return self.compare(reading, things)[0]

    def compare(self, reading: Reading, things: tuple[str, ...]) -> tuple[bool, Reading | None]:
        try:
            epoch, tick, frame, *ticks = self._numbers(["epoch", "clock", SITE, *things])
        except self._failures:
            return False, None
        if epoch is None:
            return False, self.read()
        is_current = epoch == reading.epoch and all((at or 0) <= reading.tick for at in ticks)
        return is_current, Reading(epoch, tick or 0, frame or 0)

    def touch(self, things: Iterable[str]) -> None:
        try:
            self._breaker.ask(lambda: self._touch(keys=[self.PREFIX + name for name in ("clock", *things)]))
        except self._failures as failure:
            # The change is committed; kept pages end once Redis answers, at the latest within their lifetime.
            self._has_lost = True
            logger.warning("Redis did not take a stamp: pages may be out of date for a minute (%r)", failure)


class NoStamps:
    """What there is while the file cannot be opened: no page is kept, and all are served."""

    def read(self) -> Reading | None:
        return None

    def is_current(self, _reading: Reading, _things: tuple[str, ...]) -> bool:
        return False

    def compare(self, _reading: Reading, _things: tuple[str, ...]) -> tuple[bool, Reading | None]:
        return False, None

    def touch(self, _things: Iterable[str]) -> None:
        """Nothing: what another process keeps ends by itself within its lifetime."""


@lru_cache(maxsize=1)
def _opened() -> Stamps:
    if settings.REDIS_URL:
        return RedisStamps(settings.REDIS_URL)
    return FileStamps(settings.VAR_DIR / "stamps")


def stamps() -> Stamps:
    """Return the stamps this process uses, opened once; while the disk has no room for them, none."""
    try:
        return _opened()
    except OSError:
        logger.exception("The stamps cannot be opened: no page is kept")
        return NoStamps()


# A lock that a copy of this process took over the same open file would be the same lock.
os.register_at_fork(after_in_child=_opened.cache_clear)
