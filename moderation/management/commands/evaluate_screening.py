"""Say how well the screening does on labelled comments."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.management import plots
from moderation.screening import fresh
from moderation.screening.evaluation import evaluate
from moderation.screening.lines import Desk


class Command(BaseCommand):
    help = "Print how well the screening does, by ground and language, on files of labelled JSON lines."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--split", default="test", help="Rows of this split only; empty for all.")
        parser.add_argument("--json", action="store_true", help="Print JSON.")
        parser.add_argument("--html", type=Path, metavar="FILE", help="Write a page with plots, too.")

    def handle(self, *args: Any, **options: Any) -> None:  # Django's signature
        """Print the report."""
        report = evaluate(_rows(options["paths"]), Desk(fresh()), options["split"])
        if options["html"]:
            options["html"].write_text(plots.page(report), encoding="utf-8")
        self.stdout.write(json.dumps(report.as_dict(), indent=1) if options["json"] else "\n".join(report.lines()))


def _rows(paths: list[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = _row(line, f"{path}, line {number}")
                if "grounds" in row:
                    yield row


def _row(line: str, where: str) -> dict[str, Any]:
    """Read a line, or say which cannot be read."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise CommandError(f"{where}: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("text", ""), str):
        raise CommandError(f"{where}: not a comment")
    return row
