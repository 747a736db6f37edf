"""Run the linters beside the suite on SQLite, then the suite on PostgreSQL with Redis where they answer.

TEST_DATABASE_URL and TEST_REDIS_URL say where; REQUIRE_ALL=1 makes a missing server a failure.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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
def linting() -> Iterator[Callable[[], int]]:
    """Run `make lint`, which keeps one core busy, beside what is done within; give what waits for its exit status."""
    line = ["make", "lint"]
    with tempfile.TemporaryFile("w+") as said, subprocess.Popen(line, stdout=said, stderr=said) as process:

        def ended() -> int:
            status = process.wait()
            said.seek(0)
            print(f"\n=== Lint\n{said.read()}", flush=True)
            return status

        yield ended


def main() -> int:
    with linting() as lint:
        failed = run("SQLite", DATABASE_URL="", REDIS_URL="")
        failed = lint() or failed
    if said := missing():
        print(f"\n=== PostgreSQL: not run. {said}")
        return failed or int(os.environ.get("REQUIRE_ALL") == "1")
    return run("PostgreSQL and Redis", DATABASE_URL=DATABASE, REDIS_URL=REDIS) or failed


if __name__ == "__main__":
    sys.exit(main())
