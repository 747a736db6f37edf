"""For which request something is done: told to the log, and kept with what the request leaves to the worker (A36)."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: What a front server may call a request, as nginx's `$request_id`.
GIVEN = re.compile(r"[\w-]{8,64}", re.ASCII)

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """Return the id of the request that is being answered, or whose effect is delivered; empty where there is none."""
    return _current.get()


@contextmanager
def within(request_id: str) -> Iterator[None]:
    """Let all that is done within be done for this request."""
    before = _current.set(request_id)
    try:
        yield
    finally:
        _current.reset(before)


def begin(given: str = "") -> None:
    """Name the request that this thread answers from now on, as the front server did or anew."""
    _current.set(given if GIVEN.fullmatch(given) else secrets.token_hex(8))


def end(**_signal: object) -> None:
    """Forget it, once its answer is given and logged (request_finished)."""
    _current.set("")
