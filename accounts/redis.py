"""Redis, where a site has one: how long it is waited for, and that nobody waits while it does not answer (QR3).

Imported by what a site with Redis uses alone: its library is an extra.
"""

import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Unconnected
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as Unanswered
from redis.retry import Retry

Answer = TypeVar("Answer")

#: Seconds. A connection that was closed while it lay idle is opened anew, once; nobody is waited for twice.
WAITING = {
    "socket_timeout": 0.25,
    "socket_connect_timeout": 0.25,
    "retry": Retry(NoBackoff(), 1, supported_errors=(Unconnected,)),
}
PAUSE = 5.0


class NotAsked(RedisError):
    """It did not answer a moment ago."""


class CircuitBreaker:
    """Lets nobody ask for PAUSE seconds after a question that was not answered; then one, and all once that is.

    Threads share it; each process finds out by itself.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._asked_again_at: float | None = None

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """Return what the question returns; raise NotAsked, or the RedisError that it raises."""
        if self._asked_again_at is not None:
            self._claim()
        try:
            answer = question()
        except (Unconnected, Unanswered):
            self._asked_again_at = self._clock() + PAUSE
            raise
        self._asked_again_at = None
        return answer

    def _claim(self) -> None:
        with self._lock:
            now = self._clock()
            if self._asked_again_at is not None and now < self._asked_again_at:
                raise NotAsked
            self._asked_again_at = now + PAUSE


@cache
def breaker(_address: str) -> CircuitBreaker:
    """Return the one that this process has for the server at an address."""
    return CircuitBreaker()
