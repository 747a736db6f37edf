"""What no browser sends: the server says no, and goes on (QS3, QR8)."""

import socket
import sys
import time
from contextlib import ExitStack
from subprocess import DEVNULL, Popen

import pytest
from django.utils import timezone

from tests import processes
from tests.accounts import making as members
from tests.articles import making
from tests.mailbox import free_port

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def port():
    """Serve the test's database, with an article in it, as `config.serve` does."""
    making.article()
    chosen = free_port()
    command = [sys.executable, "-m", "config.web", "--port", str(chosen), "--workers", "1"]
    server = Popen(command, cwd=processes.ROOT, env=processes.environment(), stdout=DEVNULL, stderr=DEVNULL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", chosen), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield chosen
    server.terminate()
    server.wait(10)


def ask(port, request):
    """Send raw bytes; return the status, or None when the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        try:
            connection.sendall(request)
            answer = connection.recv(4096)
        except (ConnectionError, TimeoutError):
            return None
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else None


def form(path, body, kind=b"application/x-www-form-urlencoded", more=b""):
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + more + b"Content-Type: " + kind + b"\r\n\r\n" + body


GET = b"GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
REQUESTS = {
    "bad UTF-8 in the path": GET % (b"/en/%ff%fe/", b""),
    "raw bytes in the path": GET % (b"/en/\xff\xfe/", b""),
    "bad UTF-8 in the query": GET % (b"/en/?after=%ff%fe", b""),
    "a surrogate in the query": GET % (b"/en/?after=%ed%a0%80", b""),
    "bad bytes in a header": GET % (b"/en/", b"Accept-Language: \xff\xfe\xfd\r\n"),
    "bad bytes in a cookie": GET % (b"/en/", b"Cookie: reader=\xff\xfe; sessionid=%00\r\n"),
    "a header of a megabyte": GET % (b"/en/", b"X-Long: " + b"a" * 1_000_000 + b"\r\n"),
    "a path of 100,000 characters": GET % (b"/en/" + b"a" * 100_000, b""),
    "no request at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "an unknown method": b"BREW /en/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "a query in no charset": GET % (b"/en/?after=%41", b"Content-Type: text/plain; charset=zip\r\n"),
    "a query in a charset of its own": GET % (b"/en/reports/?reference=%41", b"Content-Type: a/b; charset=idna\r\n"),
    "a form in no charset": form("/en/account/login/", b"--x--\r\n", b"multipart/form-data; boundary=x; charset=hex"),
    "10,000 fields": form("/en/account/login/", b"&".join(b"f%d=1" % n for n in range(10_000))),
    "a body that is not the form it says": form("/en/account/login/", b"\xff\xfe%zz&&&==="),
    "a length that is no number": b"POST /en/account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
    "two lengths": b"POST /en/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 9\r\n\r\na",
}


def test_no_request_is_an_error_of_ours_and_the_server_goes_on(port):
    assert ask(port, GET % (b"/en/", b"")) == 200

    answers = {what: ask(port, request) for what, request in REQUESTS.items()}

    assert {what: status for what, status in answers.items() if status and status >= 500} == {}
    assert ask(port, GET % (b"/en/", b"")) == 200


PARTS = b"multipart/form-data; boundary=x"
BODIES = {
    "bytes that are no text": (b"code=%ff%fe&text=%ed%a0%80&kind=%00", b"application/x-www-form-urlencoded"),
    "a field of a megabyte": (b"code=1&text=" + b"a" * 1_000_000, b"application/x-www-form-urlencoded"),
    "10,000 fields": (b"&".join(b"code=%d" % n for n in range(10_000)), b"application/x-www-form-urlencoded"),
    "numbers beyond all bounds": (b"code=" + b"9" * 5000 + b"&kind=" + b"9" * 99, b"application/x-www-form-urlencoded"),
    "digits of another script": ("code=١٢٣٤٥٦&kind=access&text=¹²³".encode(), b"application/x-www-form-urlencoded"),
    "parts without an end": (b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\n1', PARTS),
    "a file for a text": (
        b'--x\r\nContent-Disposition: form-data; name="code"; filename="a"\r\n\r\n1\r\n--x--\r\n',
        PARTS,
    ),
    "no form": (b'{"code": ["1"]}', b"application/json"),
    "nothing": (b"", b"application/x-www-form-urlencoded"),
}
OWN = (
    "/en/account/2fa/totp/activate/",
    "/en/account/2fa/totp/deactivate/",
    "/en/account/2fa/authenticate/",
    "/en/account/2fa/reauthenticate/",
    "/en/account/2fa/webauthn/add/",
    "/en/account/2fa/webauthn/reauthenticate/",
    "/en/account/2fa/recovery-codes/generate/",
    "/en/account/privacy/ask/",
    "/en/account/privacy/copies/",
    "/admin/accounts/rightsrequest/add/",
)


def test_no_form_of_an_account_is_an_error_of_ours_whatever_is_in_it(port, client):
    secret = "a" * 32
    client.force_login(members.member(is_staff=True, is_superuser=True))
    cookies = f"Cookie: sessionid={client.cookies['sessionid'].value}; csrftoken={secret}\r\nX-CSRFToken: {secret}\r\n"

    answers = {
        (path, what): ask(port, form(path, body, kind, cookies.encode()))
        for path in OWN
        for what, (body, kind) in BODIES.items()
    }

    assert {asked: status for asked, status in answers.items() if status is None or status >= 500} == {}
    assert ask(port, GET % (b"/en/", b"")) == 200


def test_half_a_body_is_refused(port):
    head = b"POST /en/account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\nX-CSRFToken: %s\r\n"
    secret = b"a" * 32
    cookie = b"Cookie: csrftoken=%s\r\nContent-Type: application/json\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), 20) as sender:
        sender.sendall(head % secret + cookie % secret + b'{"half": "a')
        sender.shutdown(socket.SHUT_WR)
        assert sender.recv(4096).split(b" ", 2)[1] == b"400"


def test_slow_senders_keep_nobody_else_waiting(port):
    head = b"POST /en/account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n"
    with ExitStack() as slow:
        for _ in range(8):
            sender = slow.enter_context(socket.create_connection(("127.0.0.1", port), 20))
            sender.sendall(head + b"Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin=")
        time.sleep(0.2)
        assert [ask(port, GET % (b"/en/", b"")) for _ in range(3)] == [200] * 3


@pytest.mark.parametrize(
    "address",
    [
        "/en/?after=99999999999999999999",
        "/en/?after=-1",
        "/en/articles/99999999999999999999/comments/",
        "/en/comments/99999999999999999999/",
        "/en/slug-99999999999999999999/",
        "/en/transparency/99999999999/",
        "/en/rules/99999999999999999999/",
        "/en/policies/privacy/99999999999999999999/",
        "/en/sitemap-99999-99.xml",
        "/en/sitemap-9999-12.xml",
        "/en/sitemap-99999999999999999999-1.xml",
    ],
)
def test_numbers_that_nothing_has_are_not_found(client, address):
    making.article(published_at=timezone.now())
    assert client.get(address).status_code == 404
