"""Bodies that break off, and senders who fall silent."""

import io
import socket

import pytest

from config import bodies
from config.bodies import Bodies, BrokenOff, hang_up


def asked(source, length, take=lambda body: body.read()):
    """Return what an application behind `Bodies` reads."""
    environ = {"wsgi.input": source, "CONTENT_LENGTH": str(length), "SERVER_PORT": "8000"}
    return Bodies(lambda environ, _start: [take(environ["wsgi.input"])])(environ, lambda *_: None)[0]


@pytest.mark.parametrize("length", [1, bodies.PIECE + 1, 5 * bodies.PIECE])
def test_a_whole_body_arrives_as_it_was_sent(length):
    assert asked(io.BytesIO(b"ab\n" * length), length) == (b"ab\n" * length)[:length]


def test_a_body_is_read_in_pieces_and_lines():
    assert asked(io.BytesIO(b"one\ntwo\n"), 8, lambda body: body.readline() + body.read(2)) == b"one\ntw"


@pytest.mark.parametrize(("sent", "length"), [(b"body=Half a sent", 40), (b"", 1), (b"x", bodies.LONGEST + 1)])
def test_a_body_that_breaks_off_or_is_too_long_is_none_however_often_it_is_asked_for(sent, length):
    def twice(body):
        with pytest.raises(BrokenOff):
            body.read()
        with pytest.raises(BrokenOff):
            body.readline()
        return "refused"

    assert asked(io.BytesIO(sent), length, twice) == "refused"


def test_places_are_given_back():
    for _ in range(2 * bodies.THREADS):
        with pytest.raises(BrokenOff):
            asked(io.BytesIO(b"x"), 2)
    assert asked(io.BytesIO(b"xy"), 2) == b"xy"


def test_who_has_sent_nothing_for_long_is_hung_up_on_and_nobody_else():
    with socket.create_server(("127.0.0.1", 0)) as ours, socket.create_server(("127.0.0.1", 0)) as others:
        port = ours.getsockname()[1]
        away, there = socket.create_connection(ours.getsockname()), socket.create_connection(others.getsockname())
        with away, there, ours.accept()[0] as silent, others.accept()[0] as foreign:
            assert hang_up(port, 60) == 0
            assert hang_up(port, -1) == 1
            assert silent.recv(1) == b""
            there.send(b"x")
            assert foreign.recv(1) == b"x"
