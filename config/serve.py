"""Run the web server and the worker together: `python -m config.serve --port 8000`. Ctrl-C stops both."""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from config.parent import end_with_parent

ROOT = Path(__file__).resolve().parent.parent
#: Ctrl-C, whoever runs us, and the terminal's end. A shell that starts us in the background has SIGINT ignored.
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: Seconds for each to end what it is at.
GRACE = 15


def commands(host: str, port: int, workers: int) -> list[list[str]]:
    """Return the command lines of the web server and of the worker."""
    web = [sys.executable, "-m", "config.web", "--host", host, "--port", str(port), "--workers", str(workers)]
    return [web, [sys.executable, "manage.py", "work"]]


def main() -> int:
    """Start both, wait until one ends or somebody stops us, then stop what still runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="0.0.0.0", help="behind a front server: 127.0.0.1")  # noqa: S104 # a site is there to be reached
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--welcome", help="a text to print once both run; {port} is filled in")
    options = parser.parse_args()
    # In groups of their own: Ctrl-C would reach each of them beside what we say, and a web worker told twice hangs.
    processes = [
        subprocess.Popen(line, cwd=ROOT, process_group=0, preexec_fn=end_with_parent)  # noqa: S603, PLW1509 # our own commands; we have one thread
        for line in commands(options.host, options.port, options.workers)
    ]

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in STOPPING:
        signal.signal(number, stop)
    if options.welcome:
        print(Path(options.welcome).read_text(encoding="utf-8").format(port=options.port), flush=True)  # noqa: T201 # for whoever started us
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
    except KeyboardInterrupt:
        pass
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)  # said once is enough
    return _ended(processes)


def _ended(processes: list["subprocess.Popen[bytes]"]) -> int:
    """Tell all to stop, with force who does not; 0 when none failed."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return int(any(process.returncode not in (0, -signal.SIGTERM, -signal.SIGINT) for process in processes))


if __name__ == "__main__":
    sys.exit(main())
