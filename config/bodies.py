"""The bodies of requests: read whole, or not at all, and never by all threads at once (quality QR8).

The server's threads are few, and reading waits as long as the sender likes: as many slow senders as there are threads
would stop the site. And a body that breaks off would be read as if it were all: half a comment.
"""

import io
import os
import socket
import struct
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from wsgiref.types import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

#: Threads of a process that answer requests; all but one of them may wait for senders.
THREADS = 4
#: Seconds in which a sender has to send something, and those until a place among the waiting threads is free.
SILENCE, BRIEF = 15.0, 0.25
#: More than the largest picture and its form (articles.images). Each thread has one body in memory at most.
LONGEST = 25_000_000
PIECE = 1 << 16
#: Where Linux lists what is open, and tells a connection's state and the milliseconds since its last data (tcp_info).
OPENED = Path("/proc/self/fd")
STATE_AND_SILENCE, ESTABLISHED = struct.Struct("=B51xI"), 1

_places = threading.BoundedSemaphore(THREADS - 1)
#: Since when each thread that reads a body has been at it, and at which port its sender came in.
_begun: dict[int, tuple[float, int]] = {}


class BrokenOff(OSError):
    """The body did not come whole, or there was nobody to read it; Django takes it for a broken connection."""


class Bodies:
    """A WSGI application that hands another one bodies that are whole, and leaves it a thread without any."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if length := _length(environ):
            environ["wsgi.input"] = Body(environ["wsgi.input"], length, int(environ["SERVER_PORT"]))
        return self.application(environ, start_response)


class Body:
    """A body of a known length, read to its end when it is first asked for."""

    def __init__(self, source: InputStream, length: int, port: int) -> None:
        self._source, self._length, self._port = source, length, port
        self._whole: io.BytesIO | None = None
        self._is_asked = False

    def read(self, size: int = -1) -> bytes:
        return self._ready().read(size)

    def readline(self, size: int = -1) -> bytes:
        return self._ready().readline(size)

    def _ready(self) -> io.BytesIO:
        if not self._is_asked:
            self._is_asked = True
            self._take()
        if self._whole is None:
            raise BrokenOff("The body of the request broke off, or too many others are slow.")
        return self._whole

    def _take(self) -> None:
        """Read all of the body. What came of it until it broke off is nobody's."""
        if self._length > LONGEST or not _places.acquire(timeout=BRIEF):
            return
        with _watched(self._port):
            taken = io.BytesIO()
            while missing := self._length - taken.tell():
                piece = self._source.read(min(PIECE, missing))
                if not piece:
                    return
                taken.write(piece)
            taken.seek(0)
            self._whole = taken


@contextmanager
def _watched(port: int) -> Iterator[None]:
    """Give the place back in the end; see to it that there is one."""
    _watch()
    _begun[threading.get_ident()] = time.monotonic(), port
    try:
        yield
    finally:
        del _begun[threading.get_ident()]
        _places.release()


@lru_cache(maxsize=1)
def _watch() -> None:
    """Start, once for each process, the thread that hangs up on the silent."""
    threading.Thread(target=_hang_up_forever, daemon=True).start()


os.register_at_fork(after_in_child=_watch.cache_clear)


def _hang_up_forever() -> None:
    while True:
        time.sleep(SILENCE / 4)
        now = time.monotonic()
        for port in {port for begun, port in list(_begun.values()) if now - begun > SILENCE}:
            hang_up(port, SILENCE)


def hang_up(port: int, seconds: float) -> int:
    """Take no more from who came in at a port and has sent nothing for so long; return how many there were.

    Nobody tells which of them a body is awaited from. The others are idle: their browsers connect anew.
    """
    opened = list(OPENED.iterdir()) if OPENED.is_dir() else []
    return sum(_is_hung_up(int(one.name), port, seconds) for one in opened)


def _is_hung_up(descriptor: int, port: int, seconds: float) -> bool:
    with suppress(OSError, IndexError), socket.socket(fileno=os.dup(descriptor)) as one:
        told = one.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, STATE_AND_SILENCE.size)
        state, silence = STATE_AND_SILENCE.unpack(told)
        if state == ESTABLISHED and silence > seconds * 1000 and one.getsockname()[1] == port:
            one.shutdown(socket.SHUT_RD)
            return True
    return False


def _length(environ: WSGIEnvironment) -> int:
    try:
        return max(0, int(environ.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return 0
