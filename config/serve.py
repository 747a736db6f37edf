"""Run the web server and the worker together: `python -m config.serve --port 8000`. Ctrl-C stops both."""

import argparse
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent


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
        subprocess.Popen(line, cwd=ROOT, process_group=0)  # noqa: S603 # our own commands
        for line in commands(options.host, options.port, options.workers)
    ]

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    # SIGINT too: a shell that starts us in the background has it ignored
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if options.welcome:
        print(Path(options.welcome).read_text(encoding="utf-8").format(port=options.port), flush=True)  # noqa: T201 # for whoever started us
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
    except KeyboardInterrupt:
        pass
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(timeout=15)
    return int(any(process.returncode not in (0, -signal.SIGTERM, -signal.SIGINT) for process in processes))


if __name__ == "__main__":
    sys.exit(main())
