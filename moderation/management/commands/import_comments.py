"""Import comments from another comment system."""

import csv
import json
import re
from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from moderation import old_addresses
from moderation.actions import imports
from moderation.actions.entering import Source
from moderation.imports.formats import FORMATS
from moderation.imports.report import Report
from moderation.imports.shapes import BadFile

#: How a source is named: it stands in addresses.
SOURCE = re.compile(r"[-a-zA-Z0-9_]{1,40}")


class Command(BaseCommand):
    help = "Import comments that Coral, Disqus, Remark42 or WordPress exported. Run again, it goes on where it ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("format", choices=sorted(FORMATS))
        parser.add_argument("file", type=Path, help="the export, packed with gzip or not, or a folder of its files")
        parser.add_argument("--dry-run", action="store_true", help="store nothing; say what would be done")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the whole report there, as JSON")
        parser.add_argument(
            "--addresses", type=Path, metavar="FILE", help="a table OLD,NEW: which old address is which article"
        )
        parser.add_argument("--source", help="tells two sites' exports of one format apart (default: the format)")

    def handle(self, *_args: Any, **options: Any) -> None:  # Django's signature
        source = Source(options["source"] or options["format"], FORMATS[options["format"]])
        if not SOURCE.fullmatch(source.name):
            raise CommandError("Name the source with up to 40 letters, digits, hyphens and underscores.")
        started, is_dry = perf_counter(), options["dry_run"]
        try:
            wanted = imports.Wanted(options["file"], source, _table(options["addresses"]))
            report = imports.run(wanted=wanted, now=timezone.now(), is_dry=is_dry, tell=self._tell)
        except (BadFile, OSError, UnicodeDecodeError, csv.Error) as refusal:
            raise CommandError(f"{refusal} Nothing was imported from here on.") from refusal
        took = perf_counter() - started
        if options["report"]:
            said = {"format": options["format"], "source": source.name, "file": str(options["file"])}
            said |= {"is_dry_run": is_dry, "seconds": round(took, 1), **report.as_json()}
            options["report"].write_text(json.dumps(said, indent=1, ensure_ascii=False), encoding="utf-8")
        for line in report.lines():
            self.stdout.write(line)
        self.stdout.write(f"{took:.1f} s. {'Nothing was stored: this was a dry run.' if is_dry else ''}".strip())

    def _tell(self, report: Report) -> None:
        """Say how far it is, where somebody sits in front of it."""
        if self.stderr.isatty():
            done = report.published + report.waiting + report.places + report.already
            self.stderr.write(f"\r{done:,} of {report.read:,} read", ending="")


def _table(file: Path | None) -> dict[str, int]:
    if file is None:
        return {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return old_addresses.table(lines)
