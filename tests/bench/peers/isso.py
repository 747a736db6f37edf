"""Isso 0.14: a comment server on SQLite."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import words
from tests.bench.cost import Browser, Request
from tests.bench.peers import environment
from tests.bench.servers import Server, free_port, running

REQUIREMENTS = ("isso==0.14.0", "gunicorn", "setuptools<81")
SITE = {"Host": "isso.example", "Origin": "http://isso.example"}
READING, WRITING = "/?uri=%2Fread", "/new?uri=%2Fwritten"


@dataclass(frozen=True)
class Isso:
    server: Server

    def read(self, _number: int) -> Request:
        """Ask for a hundred comments."""
        return Request(READING, SITE)

    def post(self, _number: int, path: str = WRITING) -> Request:
        said = {"text": words.comment(os.urandom(8)), "author": "Reader", "email": None, "website": None, "title": "x"}
        return Request(path, SITE | {"Content-Type": "application/json"}, "POST", json.dumps(said), 201)


@contextmanager
def serve(directory: Path, *, install: bool) -> Iterator[Isso]:
    programs = environment(directory / "isso", *REQUIREMENTS, install=install)
    database, configuration, port = directory / "isso.db", directory / "isso.cfg", free_port()
    database.unlink(missing_ok=True)
    configuration.write_text(
        f"[general]\ndbpath = {database}\nhost = http://isso.example/\n"
        "[server]\nlisten = http://127.0.0.1/\n[guard]\nenabled = false\n[moderation]\nenabled = false\n"
    )
    command = [
        str(programs / "gunicorn"),
        "--preload",
        "--workers",
        "2",
        "--threads",
        "4",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    probe = Request("/info", SITE)
    log, named = directory / "isso.log", {"ISSO_SETTINGS": str(configuration)}
    with running([*command, "isso.run"], port, log=log, probe=probe, **named) as server:
        isso, browser = Isso(server), Browser(port)
        for number in range(100):
            browser.send(isso.post(number, "/new?uri=%2Fread"))
        yield isso
