"""A real mail server that keeps what it is sent."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


class Mailbox:
    """Keeps letters in the order they came; refuses recipients that begin with "nobody"."""

    def __init__(self, seconds_per_letter: float = 0) -> None:
        self.letters: list[EmailMessage] = []
        self.port = free_port()
        self._pause = seconds_per_letter

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 # aiosmtpd's name
        if address.startswith("nobody"):
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 # as above
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        time.sleep(self._pause)  # after keeping it: a sender killed meanwhile does not know that it was taken
        return "250 OK"


@contextmanager
def open_mailbox(seconds_per_letter: float = 0) -> Iterator[Mailbox]:
    """Serve a mailbox on a port of its own."""
    mailbox = Mailbox(seconds_per_letter)
    server = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    server.start()
    try:
        yield mailbox
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
