"""Against real servers on this machine; only the name server is ours, because a hostile one cannot be asked to help."""

import gzip
import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
import requests

from accounts.safety import outgoing
from accounts.safety.outgoing import LeadsElsewhere, Refused, Session

pytestmark = pytest.mark.once


class Handler(BaseHTTPRequestHandler):
    """Answer by path."""

    def do_GET(self):
        self.server.asked.append(self.path)
        getattr(self, f"answer_{self.path.strip('/')}", self.answer)()

    do_POST = do_HEAD = do_GET  # noqa: N815 # as the base class spells it

    def answer(self, body=b'{"a": 1}', status=200, **headers):
        self.send_response(status)
        for name, value in ({"Content-Length": len(body)} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_elsewhere(self):
        self.answer(b"", 302, Location="/private")

    def answer_long(self):
        self.answer(b"a" * (outgoing.LARGEST + 1))

    def answer_bomb(self):
        self.answer(gzip.compress(b"a" * 50_000_000), Content_Encoding="gzip")

    def answer_slow(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.1)

    def answer_slowhead(self):
        for number in range(100):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" if not number else b"X-A: b\r\n")
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, *_args):
        """Say nothing."""

    def handle(self):
        try:
            super().handle()
        except OSError:  # we hung up, as we should
            self.close_connection = True


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    server.daemon_threads = True
    server.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@contextmanager
def names(monkeypatch, *answers):
    """Let the name server give one list of addresses after the other, and count how often it is asked."""
    asked = []

    def resolve(host, port, *_args, **_kwargs):
        addresses = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    with monkeypatch.context() as patched:
        patched.setattr(socket, "getaddrinfo", resolve)
        yield asked


def test_a_server_on_this_machine_is_asked_in_development(server):
    with Session() as session:
        answer = session.get(f"{server.address}/config")
        assert (answer.status_code, answer.json(), answer.text) == (200, {"a": 1}, '{"a": 1}')
        assert session.post(f"{server.address}/token", data={"a": "b"}).json() == {"a": 1}


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]", "0"]
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_spelling_of_this_machine_is_asked_in_production(server, settings, scheme, host):
    settings.OUTGOING_LOOPBACK = False
    with pytest.raises(Refused):
        Session().get(f"{scheme}://{host}:{server.server_port}/")
    assert server.asked == []


def test_what_the_operator_names_may_stand_in_their_own_network_and_nothing_else_may(server, settings):
    settings.OUTGOING_LOOPBACK = False
    named = frozenset({"127.0.0.1"})
    assert Session(named, is_own=True).get(f"{server.address}/").status_code == 200
    with pytest.raises(Refused):
        Session(named, is_own=True).get(f"http://localhost:{server.server_port}/")
    with pytest.raises(Refused):
        Session(named).get(f"{server.address}/")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1", "2002:0a00:0001::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe", "2001:db8::1",
    ],
)  # fmt: skip
def test_nothing_private_is_public(address):
    assert not outgoing.is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::8.8.8.8"])
def test_the_public_network_is_public(address):
    assert outgoing.is_public(ip_address(address))


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch, settings):
    settings.OUTGOING_LOOPBACK = False
    with names(monkeypatch, ["93.184.215.14", "127.0.0.1"]), pytest.raises(Refused):
        Session().get("https://both.example/")


def test_a_name_that_changes_its_address_is_asked_at_the_address_that_was_looked_at(server, settings, monkeypatch):
    reached = []
    monkeypatch.setattr(socket, "create_connection", lambda address, _timeout: reached.append(address) or _nobody())
    settings.OUTGOING_LOOPBACK = False
    with names(monkeypatch, ["93.184.215.14"], ["127.0.0.1"]) as asked, pytest.raises(requests.ConnectionError):
        Session().get(f"https://rebinding.example:{server.server_port}/")
    assert (asked, reached) == (["rebinding.example"], [("93.184.215.14", server.server_port)])


def _nobody():
    raise ConnectionRefusedError


def test_the_public_network_is_never_asked_without_encryption(monkeypatch):
    with names(monkeypatch, ["93.184.215.14"]), pytest.raises(Refused):
        Session().get("http://plain.example/")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "gopher://a.example/",
        "https://",
        "https://u:p@a.example/",
        "//a.example",
    ],
)
def test_only_https_addresses_without_passwords_are_asked(url):
    with pytest.raises(requests.RequestException):
        Session().get(url)


def test_only_listed_hosts_are_asked(server):
    with pytest.raises(Refused):
        Session(hosts=frozenset({"push.example"})).get(server.address)
    assert Session(hosts=frozenset({"127.0.0.1"})).get(server.address).status_code == 200


def test_no_redirect_is_followed_even_when_asked_for(server):
    with pytest.raises(Refused):
        Session().get(f"{server.address}/elsewhere", allow_redirects=True)
    assert server.asked == ["/elsewhere"]


@pytest.mark.parametrize("path", ["long", "bomb"])
def test_no_answer_is_longer_than_a_megabyte(server, path):
    with pytest.raises(Refused):
        Session().get(f"{server.address}/{path}")


@pytest.mark.parametrize("path", ["slow", "slowhead"])
def test_no_answer_takes_longer_than_its_time(server, monkeypatch, path):
    monkeypatch.setattr(outgoing, "LONGEST", 0.5)
    started = time.monotonic()
    with suppress(requests.RequestException):
        assert len(Session().get(f"{server.address}/{path}").content) < 10
    assert time.monotonic() - started < 5


def test_proxies_of_the_environment_are_not_used(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert Session().get(server.address).status_code == 200


def test_who_only_looks_reads_no_body_and_is_told_where_an_answer_leads(server):
    with Session(may_be_plain=True, most=0) as session:
        assert session.get(f"{server.address}/bomb").status_code == 200
        with pytest.raises(LeadsElsewhere) as led:
            session.head(f"{server.address}/elsewhere")
    assert led.value.to == "/private"


def test_what_may_be_plain_must_still_be_public(monkeypatch, settings):
    settings.OUTGOING_LOOPBACK = False
    with names(monkeypatch, ["10.0.0.1"]), pytest.raises(Refused):
        Session(may_be_plain=True, most=0).get("http://plain.example/")
