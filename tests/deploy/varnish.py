"""Varnish with the configuration that ships, on this machine: its addresses are changed, nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import pytest

from tests.mailbox import free_port
from tests.processes import ROOT, listening

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
    shipped, port = SHIPPED.read_text(), free_port()
    assert SITE in shipped
    with TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        file = folder / "varnish.vcl"
        file.write_text(shipped.replace(SITE, f'.port = "{site}"'))
        command = [PROGRAM, "-F", "-n", made + "/work", "-a", f"127.0.0.1:{port}", "-f", str(file), "-s", "malloc,16m"]
        with listening(command, port):
            yield port
