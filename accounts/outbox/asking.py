"""What a channel of the outbox does about a server that it asks: go on, come back later, or give up.

What goes wrong is told without what was sent: tokens and sealed messages are among it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http import HTTPStatus

from accounts.outbox.delivery import Busy, Undeliverable
from accounts.safety.outgoing import Failure, Refused, Response, asked_to_wait


@contextmanager
def asking(who: str) -> Iterator[None]:
    """Tell what keeps a server from being asked within, as an outbox item keeps it.

    Raises Undeliverable for what may not be asked, or leads elsewhere, ConnectionError for what cannot be reached.
    """
    try:
        yield
    except Refused:
        raise Undeliverable(f"{who} may not be asked, or leads elsewhere.") from None
    except Failure as failure:
        raise ConnectionError(f"{who} cannot be reached ({type(failure).__name__}).") from None


def heed(response: Response, who: str, now: datetime, *, longest: timedelta) -> None:
    """Do what a server answers: raise Busy until it can be asked again, after `longest` at most, or Undeliverable."""
    status = response.status_code
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Busy(f"{who} asks us to wait ({status}).", until=asked_to_wait(response, now, at_most=longest))
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        raise Undeliverable(f"{who} refused it ({status}).")
