"""The front server as it ships, on this machine: its ports, folders and TLS are changed, nothing else."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest

from tests.mailbox import free_port
from tests.processes import ROOT, listening

PROGRAM = which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
SHIPPED = ROOT / "deploy" / "nginx.conf"
AROUND = """
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/errors;
worker_processes 1;
events {{}}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/unused-1;
    uwsgi_temp_path {folder}/unused-2;
    scgi_temp_path {folder}/unused-3;
    {shipped}
}}
"""


def configuration(folder: Path, port: int, sites: list[int]) -> str:
    """Put the shipped configuration in front of sites on these ports of this machine."""
    text, plain = SHIPPED.read_text(), re.compile(r"server \{\s+listen 80;.*?\n\}\n", re.DOTALL)
    servers = "\n".join(f"    server 127.0.0.1:{site};" for site in sites)
    for pattern, ours in (
        (plain, ""),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        (r" +ssl_.*\n", ""),
        (r" +server 127\.0\.0\.1:8000;", servers),
        (r"/var/(?:cache/nginx|lib)/gazette", str(folder / "kept")),
    ):
        text, found = re.subn(pattern, ours, text)
        assert found, pattern
    # as root it would hand its work to somebody who may not read our folder
    user = "" if os.getuid() else "user root;"
    return AROUND.format(user=user, folder=folder, shipped=text)


@contextmanager
def running(folder: Path, sites: list[int]) -> Iterator[int]:
    """Run it in front of sites on these ports; give its own port."""
    if not PROGRAM:
        pytest.skip("No nginx. Install one: apt-get install nginx-light")
    port, file = free_port(), folder / "nginx.conf"
    file.write_text(configuration(folder, port, sites))
    with listening([PROGRAM, "-c", str(file), "-e", str(folder / "errors")], port):
        yield port
