"""Isso 0.14: a comment server on SQLite."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import words
from tests.bench.cost import Browser, Request
from tests.bench.peers import environment
from tests.bench.servers import Server, free_port, running

REQUIREMENTS = ("isso==0.14.0", "gunicorn", "setuptools<81")
#: Its guard stays on, as it ships and as ours is, with limits that nobody reaches.
CONFIGURATION = """
[general]
dbpath = {database}
host = http://isso.example/
[server]
listen = http://127.0.0.1/
[guard]
ratelimit = 1000000
direct-reply = 1000000
[moderation]
enabled = false
"""
SITE = {"Host": "isso.example", "Origin": "http://isso.example"}
READING, WRITING = "/?uri=%2Fread", "/new?uri=%2Fwritten"
#: Rows as Isso's own first one, with a text of their own, written yesterday in a thread where nobody writes.
FILL = """
    INSERT INTO comments (tid, created, mode, remote_addr, text, author, voters, notification)
    SELECT ?, created - 86400, mode, ?, ?, author, voters, notification FROM comments WHERE id = 1
"""


@dataclass(frozen=True)
class Isso:
    server: Server
    database: Path

    def read(self, _number: int) -> Request:
        """Ask for a hundred comments."""
        return Request(READING, SITE)

    def post(self, _number: int, path: str = WRITING) -> Request:
        said = {"text": words.comment(os.urandom(8)), "author": "Reader", "email": None, "website": None, "title": "x"}
        return Request(path, SITE | {"Content-Type": "application/json"}, "POST", json.dumps(said), 201)

    def fill(self, comments: int) -> None:
        """Let it hold this many comments more, in another thread, from many networks."""
        with closing(sqlite3.connect(self.database)) as opened, opened:
            thread = opened.execute("INSERT INTO threads (uri, title) VALUES ('/long', 'x')").lastrowid
            rows = ((thread, f"10.{n // 256 % 256}.{n % 256}.0", words.comment(n)) for n in range(comments))
            opened.executemany(FILL, rows)


@contextmanager
def serve(directory: Path, *, install: bool) -> Iterator[Isso]:
    programs = environment(directory / "isso", *REQUIREMENTS, install=install)
    database, configuration, port = directory / "isso.db", directory / "isso.cfg", free_port()
    database.unlink(missing_ok=True)
    configuration.write_text(CONFIGURATION.format(database=database))
    command = [
        str(programs / "gunicorn"),
        "--preload",
        "--workers",
        "2",
        "--threads",
        "4",
        "--keep-alive",
        "60",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    probe = Request("/info", SITE)
    log, named = directory / "isso.log", {"ISSO_SETTINGS": str(configuration)}
    with running([*command, "isso.run"], port, log=log, probe=probe, **named) as server:
        isso, browser = Isso(server, database), Browser(port)
        for number in range(100):
            browser.send(isso.post(number, "/new?uri=%2Fread"))
        yield isso
