"""Other people's software, installed by name into environments of their own, each asked for what we are asked for.

A peer that cannot be installed is not measured, and the table says so.
"""

import subprocess
import sys
from pathlib import Path


class NotInstalled(RuntimeError):
    """The peer is not there; `--peers` installs it."""


def environment(directory: Path, *requirements: str, install: bool) -> Path:
    """Return the `bin` directory of a peer's environment, made on demand; raise NotInstalled."""
    programs, done = directory / "bin", directory / "installed"
    wanted = "\n".join(requirements)
    if done.exists() and done.read_text() == wanted:
        return programs
    if not install:
        raise NotInstalled("python -m tests.bench --peers installs it")
    try:
        subprocess.run([sys.executable, "-m", "venv", directory], check=True)
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", *requirements], check=True)
    except subprocess.CalledProcessError as failed:
        raise NotInstalled(f"pip could not install {' '.join(requirements)}") from failed
    done.write_text(wanted)
    return programs
