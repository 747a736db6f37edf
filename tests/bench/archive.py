"""How fast `manage.py screen` reads an archive: ordinary comments, and the repository's own sentences by ground."""

import json
import resource
import subprocess
import sys
import tomllib

from tests.bench import cost, words
from tests.bench.servers import ROOT

SENTENCES = ROOT / "tests" / "moderation" / "screening" / "signs.toml"
#: Ordinary comments for each of the sentences: most of an archive is in order, and it has some ten thousand.
ORDINARY = 12


def lines(ordinary: int = ORDINARY) -> list[str]:
    """Write the archive, a line for each comment, in several languages and in turns."""
    groups = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))["sentences"]
    written = []
    for group in groups:
        for text in (*group.get("broken", ()), *group.get("kept", ())):
            written.append((group["language"], text))
            written += [("en", words.comment(f"archive {len(written) + more}")) for more in range(ordinary)]
    return [
        json.dumps({"id": number, "text": text, "site_languages": [language]})
        for number, (language, text) in enumerate(written)
    ]


def screened(ordinary: int) -> tuple[int, float]:
    """Run the command as a newsroom does; say how many comments it read, and how many in a second of the processor.

    What it takes to start is taken off; what its lists take to be compiled is not.
    """
    archive = lines(ordinary)
    took = _processor_time(archive) - _processor_time([])
    return len(archive), len(archive) / took


def _processor_time(archive: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    line, read = [sys.executable, "manage.py", "screen"], "".join(f"{one}\n" for one in archive)
    done = subprocess.run(line, cwd=ROOT, input=read, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.stdout.count("\n") != len(archive) or '"error"' in done.stdout:
        raise cost.Unexpected(done.stderr[-500:])
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
