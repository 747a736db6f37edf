"""Write the transparency report of a period in the Commission's templates."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from moderation.commission import files
from moderation.management.days import day


class Command(BaseCommand):
    help = "Write the transparency report of some days as the CSV files of Implementing Regulation (EU) 2024/2835."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("first", type=day, help="The first day, as 2026-01-01.")
        parser.add_argument("last", type=day, help="The last day.")
        parser.add_argument("folder", type=Path, help="Where to write the files.")
        parser.add_argument("--previous", type=day, help="When the report before this one was published, if any was.")

    def handle(self, *args: Any, **options: Any) -> None:  # Django's signature
        """Write them and say where they are; days are those of UTC."""
        first, last = options["first"], options["last"]
        if last < first:
            message = f"The last day, {last}, comes before the first, {first}: write the earlier one first."
            raise CommandError(message)
        head = files.head(first=first, last=last, now=timezone.now(), previous=options["previous"])
        for path in files.write(files.written(head), options["folder"]):
            self.stdout.write(str(path))
        self.stdout.write(
            "Orders of authorities, disputes before settlement bodies and trusted flaggers are not recorded on the "
            "site and stand as zero: enter what came in another way, and your own words in part 11, before you publish."
        )
