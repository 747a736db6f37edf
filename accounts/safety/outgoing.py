"""The one module that owns outgoing HTTP (quality QS4).

Whatever address we are told to ask may be an attacker's. The name is resolved once, every address that it has is
looked at, and the connection goes to one of those, so that a name server that changes its mind gains nothing.
Nothing private, local or reserved is asked, but for what the operator's own settings name; no redirect is followed
here: each step of a way that somebody follows is looked at anew. Time and size are bounded.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError

#: Seconds for one step, and for everything from the connection to the last byte.
STEP, LONGEST = 5.0, 10.0
#: Bytes of an answer.
LARGEST = 1 << 20
#: In the last four bytes of these addresses another one is written (RFC 6052).
NAT64 = IPv6Address("64:ff9b::")

Address = IPv4Address | IPv6Address
#: What somebody answers, and what goes wrong, for those who ask.
Response = requests.Response
Failure = requests.RequestException


class Refused(requests.RequestException):
    """We do not ask that address, or do not take that answer."""


class LeadsElsewhere(Refused):
    """The answer is a redirect, to the address `to`, which nobody has looked at yet."""

    def __init__(self, to: str) -> None:
        self.to = to
        super().__init__("The answer leads elsewhere.")


class _Forbidden(Exception):
    """Refused, for the way through urllib3, which takes every OSError for a broken connection."""


class Session(requests.Session):
    """Asks with our limits; `hosts` names the only ones it may ask, if given.

    With `is_own` they may stand in the site's own network, and need not be encrypted: for addresses that the
    environment names, never for one that somebody told us. With `may_be_plain` what is public need not be encrypted
    either: for whoever tells nothing. Of an answer `most` bytes are read, of a longer one none; with 0 its head alone.
    """

    def __init__(
        self,
        hosts: frozenset[str] | None = None,
        *,
        is_own: bool = False,
        may_be_plain: bool = False,
        most: int = LARGEST,
    ) -> None:
        super().__init__()
        self.hosts, self.is_own, self.may_be_plain, self.most = hosts, is_own, may_be_plain, most
        self.trust_env = False  # no proxy and no password from the environment
        self.adapters.clear()
        self.mount("https://", _Adapter())
        self.mount("http://", _Adapter())

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override] # as allauth calls it
        """Ask once. Raises Refused, LeadsElsewhere for a redirect, or another RequestException: their side's fault."""
        _check(url, self.hosts)
        kwargs |= {"allow_redirects": False, "stream": True, "timeout": STEP}
        with _bounded_time(), _within_bounds_of(self):
            try:
                with super().request(method, url, *args, **kwargs) as response:
                    if response.is_redirect:
                        raise LeadsElsewhere(response.headers["Location"])
                    if self.most:
                        _read(response, self.most)
            except _Forbidden as why:
                raise Refused(str(why)) from None
            finally:
                self.close()  # one connection for one question: each is looked at
        return response


def asked_to_wait(response: requests.Response, now: datetime, *, at_most: timedelta) -> datetime:
    """Read until when somebody wants to be left alone (RFC 9110, 10.2.3): seconds or a date; else now."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdecimal():
        return now + min(timedelta(seconds=int(said[:9])), at_most)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return now
    return max(now, min(until if until.tzinfo else until.replace(tzinfo=UTC), now + at_most))


def is_askable(url: str) -> bool:
    """Say whether an address that somebody types may be asked at all: what its name stands for shows when it is."""
    try:
        _check(url, None)
        parts = urlsplit(url)
        literal = ip_address((parts.hostname or "").partition("%")[0])
    except Refused:
        return False
    except ValueError:  # a name, not a number
        return urlsplit(url).scheme == "https" or settings.OUTGOING_LOOPBACK
    is_here = settings.OUTGOING_LOOPBACK and literal.is_loopback
    return is_here or (parts.scheme == "https" and is_public(literal))


def is_public(address: Address) -> bool:
    """Say whether an address belongs to the public network, also the one that it may carry inside."""
    if isinstance(address, IPv6Address) and (inner := _inside(address)):
        return is_public(inner)
    return address.is_global and not address.is_multicast


def _inside(address: IPv6Address) -> IPv4Address | None:
    if int(address) >> 32 == int(NAT64) >> 32:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _check(url: str, hosts: frozenset[str] | None) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise Refused("Only https is asked.")
    if parts.username is not None or parts.password is not None:
        raise Refused("An address carries no password.")
    if hosts is not None and parts.hostname not in hosts:
        raise Refused("This host is not one of those that may be asked.")


def _read(response: requests.Response, most: int) -> None:
    """Take the body as far as it may go; later calls find it read."""
    try:
        content = response.raw.read(most + 1, decode_content=True)
    except HTTPError as failure:  # of urllib3
        raise Refused("The answer broke off, or took too long.") from failure
    if len(content) > most:
        raise Refused("The answer is too long.")
    response._content, response._content_consumed = content, True  # noqa: SLF001 # how requests keeps a body


def _addresses(host: str, port: int, *, is_encrypted: bool) -> list[str]:
    """Resolve a name and return what it stands for, or raise _Forbidden if any of it may not be asked."""
    asking = _asking.get()
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for text in found:
        address = ip_address(text.partition("%")[0])
        is_own = asking.is_own or (settings.OUTGOING_LOOPBACK and address.is_loopback)
        if not (is_own or ((is_encrypted or asking.may_be_plain) and is_public(address))):
            raise _Forbidden("This address is not asked: it is private, or not encrypted.")
    return found


#: Whose question is being asked: what it may ask, the connection sees to.
_asking: ContextVar[Session] = ContextVar("_asking")


@contextmanager
def _within_bounds_of(session: Session) -> Iterator[None]:
    token = _asking.set(session)
    try:
        yield
    finally:
        _asking.reset(token)


#: The connections of the question that is being asked: copies, which stay ours when TLS takes a socket over.
_open: ContextVar[list[socket.socket]] = ContextVar("_open")


@contextmanager
def _bounded_time() -> Iterator[None]:
    """End the connections made inside once the time is over, however slowly somebody goes on answering."""
    connections: list[socket.socket] = []
    token = _open.set(connections)
    timer = Timer(LONGEST, _cut, [connections])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        _open.reset(token)
        for connection in connections:
            connection.close()


def _cut(connections: list[socket.socket]) -> None:
    for connection in connections:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


class _Guarded(HTTPConnection):
    """Connects to an address that has been looked at."""

    is_encrypted = False

    def _new_conn(self) -> socket.socket:
        try:
            found = _addresses(self._dns_host, self.port, is_encrypted=self.is_encrypted)
            connected = socket.create_connection((found[0], self.port), STEP)
        except OSError as failure:
            raise NewConnectionError(self, str(failure)) from failure
        _open.get().append(connected.dup())
        return connected


class _GuardedTLS(_Guarded, HTTPSConnection):
    is_encrypted = True


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _PoolTLS(HTTPSConnectionPool):
    ConnectionCls = _GuardedTLS


class _Adapter(HTTPAdapter):
    """The way of `requests` to connections of our own; nothing is tried twice."""

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:  # noqa: FBT001, FBT002 # as in requests
        self.poolmanager = PoolManager(connections, maxsize=maxsize, block=block, retries=False, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _PoolTLS}
