"""`manage.py export_articles`: write all articles into one file of an open format (A50)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from articles.exchange import packing


class Command(BaseCommand):
    """What readers see and what the newsroom works on; accounts, comments and logs are a backup's (`backup`)."""

    help = "Write all articles with revisions, photos, tags, corrections and live blogs into a ZIP of JSON lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a new file, as paper.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.exists():
            raise CommandError(f"{path} exists. Name a new file.")
        try:
            counts = packing.pack(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error}") from None
        missing = counts.pop("missing")
        self.stdout.write(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items()))
        if missing:
            self.stderr.write(f"{missing} photos have no file in the store: their rows are there, their files are not.")
