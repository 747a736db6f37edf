"""Run the suite on SQLite, then on PostgreSQL with Redis where they answer.

The linters run beside the first, and so does what makes the database that the second begins with.

TEST_DATABASE_URL and TEST_REDIS_URL say where; REQUIRE_ALL=1 makes a missing server a failure.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import redis

DATABASE = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")


def missing() -> str:
    """Say what of PostgreSQL and Redis does not answer, and how to get it; empty when both do."""
    try:
        psycopg.connect(DATABASE, connect_timeout=3).close()
    except psycopg.OperationalError:
        return f"No PostgreSQL answers at {DATABASE}. Install and start one: apt-get install postgresql"
    try:
        redis.from_url(REDIS, socket_connect_timeout=3).ping()
    except redis.ConnectionError:
        return f"No Redis answers at {REDIS}. Install and start one: apt-get install redis-server"
    return ""


def run(title: str, **environment: str) -> int:
    """Run pytest with these variables; return its exit status."""
    print(f"\n=== {title}", flush=True)
    # one more than there are cores: browsers and clocks are waited for
    workers = os.environ.get("TEST_WORKERS", str((os.cpu_count() or 1) + 1))
    line = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        workers,
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",
        *sys.argv[1:],
    ]
    return subprocess.run(line, env={**os.environ, **environment}, check=False).returncode


@contextmanager
def beside(title: str, *line: str, **environment: str) -> Iterator[Callable[[], int]]:
    """Run this, which keeps one core busy, beside what is done within; give what waits for its exit status."""
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(line, stdout=said, stderr=said, env={**os.environ, **environment}) as process,
    ):

        def ended() -> int:
            status = process.wait()
            said.seek(0)
            print(f"\n=== {title}\n{said.read()}", flush=True)
            return status

        yield ended


def main() -> int:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what one process has compiled serves the hundred that follow
    with beside("Lint", "make", "lint") as lint, ExitStack() as more:
        if not (lacking := missing()):
            line = sys.executable, "-m", "tests.migrated"
            ready = more.enter_context(beside("PostgreSQL's tables", *line, DATABASE_URL=DATABASE, REDIS_URL=""))
        failed = run("SQLite", DATABASE_URL="", REDIS_URL="")
        failed = lint() or failed
        if lacking:
            print(f"\n=== PostgreSQL: not run. {lacking}")
            return failed or int(os.environ.get("REQUIRE_ALL") == "1")
        failed = ready() or failed
    return run("PostgreSQL and Redis", DATABASE_URL=DATABASE, REDIS_URL=REDIS) or failed


if __name__ == "__main__":
    sys.exit(main())
