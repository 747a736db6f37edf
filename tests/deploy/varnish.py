"""Varnish with the configuration that ships, on this machine: its addresses are changed, nothing else."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import pytest

from tests.deploy import ports
from tests.processes import ROOT, wait_until

PROGRAM = which("varnishd", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
SHIPPED = ROOT / "deploy" / "varnish.vcl"
SITE = '.port = "8000"'


@contextmanager
def running(site: int) -> Iterator[int]:
    """Run it in front of a site on this port; give its own.

    It works as a user of its own, which pytest's folders are closed to.
    """
    if not PROGRAM:
        pytest.skip("No Varnish. Install one: apt-get install varnish varnish-modules")
    shipped, port = SHIPPED.read_text(), ports.free()
    assert SITE in shipped
    with TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        file = folder / "varnish.vcl"
        file.write_text(shipped.replace(SITE, f'.port = "{site}"'))
        process = subprocess.Popen(
            [PROGRAM, "-F", "-n", made + "/work", "-a", f"127.0.0.1:{port}", "-f", str(file), "-s", "malloc,16m"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: ports.listens(port))
            yield port
        finally:
            process.terminate()
            process.wait()
