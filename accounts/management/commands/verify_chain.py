"""Is the ledger, and is each log, as it was chained?"""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.backup import rows
from accounts.chain import verifying


class Command(BaseCommand):
    help = "Compare decisions, statements and logs with the chain of hashes, and name the first broken entry."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--kept", type=Path, metavar="FILE", help="checkpoints.json, as it was saved earlier from the site"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was compared; end with 1 where something is not as it was chained."""
        try:
            kept = _read(options["kept"]) if options["kept"] else []
        except (OSError, ValueError, LookupError, TypeError) as refusal:
            raise CommandError(f"{options['kept']} holds no checkpoints: {refusal}") from None
        with rows.snapshot():
            standing = verifying.verify(now=timezone.now(), kept=kept)
        if standing.fault:
            self.stderr.write(f"BROKEN at {standing.fault}")
            self.stderr.write(f"Up to there {standing.entries} entries are as they were chained.")
            sys.exit(1)
        self.stdout.write(
            f"{standing.entries} entries below {standing.checkpoints} checkpoints are as they were chained."
        )
        self.stdout.write(
            f"Of {standing.ended} the row has reached its end. {standing.waiting} rows wait to be chained."
        )


def _read(path: Path) -> list[dict[str, object]]:
    """Read checkpoints that somebody saved. Raise an OSError or what reading JSON raises where there are none."""
    saved = json.loads(path.read_text(encoding="utf-8"))["checkpoints"]
    return [{"number": int(one["number"]), "hash": one["hash"]} for one in saved]
