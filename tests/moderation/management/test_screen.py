"""The command as an archive meets it: a process of its own, without a database."""

import json
import os
import subprocess
import sys


def test_lines_are_answered_without_a_database_or_a_configured_site():
    lines = b'{"id": 1, "text": "what an a.s.s.h.o.l.e"}\n\xff\xfe\nnonsense\n{"id": 2, "text": "\\ud800"}\n'
    nowhere = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    del nowhere["DEPLOYMENT"]

    run = subprocess.run(  # our own command
        [sys.executable, "manage.py", "screen"], input=lines, capture_output=True, check=True, env=nowhere, timeout=60
    )

    first, second, third, fourth = map(json.loads, run.stdout.splitlines())
    assert (first["id"], first["grounds"], first["action"]) == (1, [12], "nudge")
    assert ("error" in second, "error" in third) == (True, True)
    assert (fourth["id"], fourth["action"]) == (2, "none")
    assert b"4 comments in" in run.stderr
