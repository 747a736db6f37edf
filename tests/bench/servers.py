"""Starting servers, waiting for their first answer, and stopping them."""

import getpass
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from config import waiting
from config.serve import commands
from tests.bench import cost

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
#: Peers come compiled, as pip installs them: so does the site, whatever Python may keep here.
FORGETFUL = "PYTHONDONTWRITEBYTECODE"
PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """A server that answers, and how long its first answer took."""

    port: int
    process: "subprocess.Popen[bytes]"
    started_in: float

    def pids(self) -> list[int]:
        return cost.tree(self.process.pid)

    def settle(self) -> None:
        """Wait until who answered first has made room for the workers (`config.waiting`)."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            line = (cost.PROC / str(self.process.pid) / "cmdline").read_bytes()
            if waiting.__file__.encode() in line and len(self.pids()) == 1 + WORKERS:
                return
            time.sleep(0.05)
        raise DidNotStart(f"{self.process.args!r}: its workers did not take over")


class DidNotStart(RuntimeError):
    """A server has ended, or gave no answer in time."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: list[str], port: int, *, log: Path, probe: cost.Request, cwd: Path = ROOT, **environment: str
) -> Iterator[Server]:
    """Run a server until the block ends. Its first answer to `probe` opens the block."""
    log.parent.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={name: value for name, value in os.environ.items() if name != FORGETFUL} | environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait(process, port, probe, log)
        yield Server(port, process, time.monotonic() - begun)
    finally:
        _stop(process)


def _wait(process: "subprocess.Popen[bytes]", port: int, probe: cost.Request, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request(probe.method, probe.path, headers=probe.headers)
            if connection.getresponse().status == probe.expected:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.01)
    raise DidNotStart(f"{process.args!r}:\n{log.read_text(errors='replace')[-2000:]}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def ours(port: int) -> list[str]:
    """Return the command line of our web server."""
    return commands("127.0.0.1", port, WORKERS)[0]


def granian(port: int, application: str, program: str = "") -> list[str]:
    """Return a command line of the same server for another application, a peer's in an environment of its own."""
    line = [program or str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"]
    line += ["--port", str(port), "--workers", str(WORKERS), "--blocking-threads", "4", "--log-level", "warning"]
    return [*line, application]


def nginx(port: int, directory: Path) -> list[str]:
    """Return the command line of an nginx that serves the files of `directory`."""
    return _nginx(directory, f"server {{ listen 127.0.0.1:{port}; root {directory}; }}")


def front(port: int, directory: Path, upstream: int) -> list[str]:
    """Return the command line of the front server of deploy/, without TLS, which would cost either side the same."""
    lines = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    lines = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", lines, flags=re.DOTALL)
    lines = re.sub(r"(?m)^\s+ssl_.*\n", "", lines).replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")
    lines = lines.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}").replace("$scheme;", "https;")
    lines = re.sub(r"proxy_cache_path \S+", f"proxy_cache_path {directory}/cache", lines)
    return _nginx(directory, lines)


def _nginx(directory: Path, servers: str) -> list[str]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        raise FileNotFoundError("nginx is not installed")
    directory.mkdir(parents=True, exist_ok=True)
    configuration = directory / "nginx.conf"
    configuration.write_text(
        f"""daemon off; user {getpass.getuser()}; worker_processes 1; pid {directory}/nginx.pid; error_log stderr;
events {{ worker_connections 64; }}
http {{
  access_log off; sendfile on; keepalive_requests 10000000; keepalive_timeout 600; default_type text/html;
  client_body_temp_path {directory}; proxy_temp_path {directory}; fastcgi_temp_path {directory};
  uwsgi_temp_path {directory}; scgi_temp_path {directory};
  {servers}
}}
""",
        encoding="utf-8",
    )
    return [program, "-c", str(configuration)]


def python(module: str, *arguments: str, **environment: str) -> str:
    """Run one of our modules in a process of its own; return what it printed."""
    line = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(line, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()
