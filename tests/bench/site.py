"""Our own site as production runs it, on a data set of its own."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg
import redis

from tests.bench import words
from tests.bench.cost import Request
from tests.bench.servers import Server, free_port, ours, python, running

HOST = "gazette.example"
READER = {"Host": HOST, "X-Forwarded-Proto": "https"}
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DEPLOYMENT": "production",
    "DEBUG": "false",
    "SECRET_KEY": "only-for-measuring-" + "0123456789" * 4,
    "ALLOWED_HOSTS": HOST,
    "SITE_URL": f"https://{HOST}",
    "TRUST_PROXY": "true",
    "EMAIL_URL": "dummymail://",
    "MAIL_FROM": f"Gazette <news@{HOST}>",
    "MODERATORS_CONTACT": f"moderators@{HOST}",
    "PRIVACY_CONTACT": f"privacy@{HOST}",
    "SUPERVISORY_AUTHORITY": "the authority",
    "TRACE_KEYS": "1:only-for-measuring",
    "SECOND_FACTOR_FOR": "",
}


@dataclass(frozen=True)
class Store:
    """Where a site keeps its rows: a file, or a database of a PostgreSQL server with Redis beside it."""

    name: str
    database: str = ""
    redis: str = ""

    def pids(self) -> list[int]:
        """List the processes of the server that work for this database."""
        if not self.database:
            return []
        with psycopg.connect(self.database, autocommit=True) as connection:
            rows = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid != pg_backend_pid()"
            ).fetchall()
        server = int(redis.from_url(self.redis).info("server")["process_id"]) if self.redis else 0
        return [pid for (pid,) in rows] + ([server] if server else [])


SQLITE = Store("SQLite")


def postgresql(server: str, redis_url: str, name: str) -> Store:
    """Return a database of that server, made if it is not there."""
    database = f"gazette_bench_{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if not there:
            connection.execute(f"CREATE DATABASE {database}")
    return Store("PostgreSQL", urlsplit(server)._replace(path=f"/{database}").geturl(), redis_url)


@dataclass(frozen=True)
class Site:
    """A data set, what is known of it, and the environment in which its server runs."""

    store: Store
    environment: dict[str, str]
    known: dict[str, Any]

    def read(self, path: str) -> Request:
        return Request(path, READER)

    def as_member(self, path: str, number: int = 0) -> Request:
        return Request(path, READER | self.known["readers"][number % len(self.known["readers"])])

    def as_moderator(self, path: str) -> Request:
        return Request(path, READER | self.known["moderator"])

    def post(self, thread: str, number: int) -> Request:
        """Write a comment that nobody has written yet, as one of many members."""
        headers = self.as_member("", number).headers | {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"https://{HOST}",
        }
        said = {
            "body": words.comment(os.urandom(8)),
            "csrfmiddlewaretoken": self.known["csrf"],
            "post_token": self.known["form"],
        }
        path = f"/en/articles/{self.known[thread]['pk']}/comments/new/"
        return Request(path, headers, "POST", urlencode(said), 302)

    @property
    def queue(self) -> str:
        return f"{self.known['admin']}moderation/case/"

    @property
    def var(self) -> Path:
        return Path(self.environment["VAR_DIR"])

    @contextmanager
    def serve(self) -> Iterator["Served"]:
        port = free_port()
        probe = self.read("/en/")
        with running(ours(port), port, log=self.var / "server.log", probe=probe, **self.environment) as server:
            server.settle()
            yield Served(self, server)


@dataclass(frozen=True)
class Served:
    """A site that answers."""

    site: Site
    server: Server

    @property
    def port(self) -> int:
        return self.server.port

    def pids(self) -> list[int]:
        """List all processes that work for it: the web server's, and the database's."""
        return self.server.pids() + self.site.store.pids()


def site(var: Path, store: Store, *, articles: int, comments: int, waiting: int) -> Site:
    """Build a data set, unless the directory holds it already."""
    environment = ENVIRONMENT | {"VAR_DIR": str(var), "DATABASE_URL": store.database, "REDIS_URL": store.redis}
    sizes = ["--articles", str(articles), "--comments", str(comments), "--waiting", str(waiting)]
    if store == SQLITE and not var.exists():
        shutil.copytree(_set_up(var.parent / "set-up"), var)
        sizes.append("--is-set-up")
    return Site(store, environment, json.loads(python("tests.bench.dataset", *sizes, **environment)))


@cache
def _set_up(var: Path) -> Path:
    """Set a site up that holds nothing, once in a run: packing its static files takes longer than a small data set."""
    python("manage", "set_up", **ENVIRONMENT, VAR_DIR=str(var), DATABASE_URL="", REDIS_URL="")
    return var
