"""A database to which all migrations were applied, and nothing else was done: made once for these as they stand.

Applying all takes some seconds, copying a fifth of one. `python -m tests.migrated` makes the one of
DATABASE_URL beforehand; whoever finds none makes it, while others who want it wait.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.processes import ROOT, server_url
from tests.settings import CHECKOUT, VAR_DIR

#: What migrations are made of, and what they read (`tests/architecture/test_migrations.py`).
SOURCES = (
    "*/migrations/*.py", "*/models/*.py", "*/enums.py", "*/enums/*.py", "*/permissions.py", "accounts/schema.py",
    "accounts/triggers.py", "articles/search/*.py", "config/settings.py", "requirements/*.txt",
)  # fmt: skip
SHARED = VAR_DIR.parent


def file() -> Path:
    """Return SQLite's, for copying."""
    made = SHARED / f"migrated-{_fingerprint()}.sqlite3"
    with _alone("sqlite"):
        if not made.exists():
            for old in SHARED.glob("migrated-*"):
                old.unlink()
            part = made.with_name("migrated-part.sqlite3")
            _migrate(f"sqlite:///{part}")
            part.rename(made)
    return made


def database() -> str:
    """Return the name of PostgreSQL's, which is a template for others and stays on the server for the next run."""
    server, begins = server_url(), f"migrated_{CHECKOUT[:24]}_"
    made, part = f"{begins}{_fingerprint()}", f"{begins}part"
    with _alone("postgresql"), psycopg.connect(f"{server}/postgres", autocommit=True) as opened:
        found = opened.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [begins]).fetchall()
        if (made,) not in found:
            for (old,) in found:
                opened.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            opened.execute(f'CREATE DATABASE "{part}"')
            _migrate(f"{server}/{part}")
            opened.execute(f'ALTER DATABASE "{part}" RENAME TO "{made}"')
    return made


def begin_with_it(patched: pytest.MonkeyPatch) -> None:
    """Let the database of the tests begin as a copy, so that Django finds nothing left to apply."""
    if connection.vendor == "postgresql":
        patched.setitem(connection.settings_dict["TEST"], "TEMPLATE", database())
        return
    create = connection.creation._create_test_db

    def copied(*args: object, **named: object) -> str:
        name = create(*args, **named)
        if not Path(name).exists():
            for left in ("-wal", "-shm"):  # by a run that was killed: SQLite would take it for this file's
                Path(f"{name}{left}").unlink(missing_ok=True)
            shutil.copyfile(file(), name)
        return name

    patched.setattr(connection.creation, "_create_test_db", copied)


def _migrate(url: str) -> None:
    named = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url, "VAR_DIR": str(VAR_DIR), "REDIS_URL": ""}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=os.environ | named, check=True
    )


@contextmanager
def _alone(kind: str) -> Iterator[None]:
    SHARED.mkdir(parents=True, exist_ok=True)
    with (SHARED / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def _fingerprint() -> str:
    """Sum up the sources as they stand."""
    found = sha256()
    for path in sorted({path for pattern in SOURCES for path in ROOT.glob(pattern)}):
        found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:16]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    database() if connection.vendor == "postgresql" else file()
