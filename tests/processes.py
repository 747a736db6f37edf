"""Our own commands, run as processes of their own against the test's database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def database_url() -> str:
    """Name the database that this test uses."""
    name = connection.settings_dict["NAME"]
    return f"sqlite:///{name}" if connection.vendor == "sqlite" else f"{server_url()}/{name}"


def server_url() -> str:
    """Name the PostgreSQL server on which that database is."""
    given = connection.settings_dict
    login = f"{given['USER']}:{given['PASSWORD']}" if given["PASSWORD"] else given["USER"]
    return f"postgres://{login}@{given['HOST']}:{given['PORT'] or 5432}"


def environment() -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": database_url(), "VAR_DIR": str(settings.VAR_DIR)}


def piped(*arguments: str, given: bytes) -> str:
    """Run `manage.py` to its end with `given` on standard input, as a mail server's pipe does; return what it said."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(), input=given, capture_output=True, check=True)
    return done.stdout.decode()


@contextmanager
def manage(*arguments: str, **more: str) -> Iterator["subprocess.Popen[str]"]:
    """Run `manage.py` with the test's database and files; whatever happens, it does not outlive the test."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment() | more,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def listening(command: list[str], port: int) -> Iterator[None]:
    """Run another's server from when it listens at a port; whatever happens, it does not outlive the test."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: listens(port))
        yield
    finally:
        process.terminate()
        process.wait()


def listens(port: int) -> bool:
    """Say whether something takes connections at a port."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def answers(port: int) -> bool:
    """Say whether a site of ours answers there."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            with connection.getresponse() as answer:
                return answer.status == 200
        except OSError:
            return False
