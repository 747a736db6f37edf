"""Write the statements of reasons of a period for the Commission's transparency database."""

import json
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from moderation import dsa
from moderation.management.days import day, midnight


class Command(BaseCommand):
    help = (
        "Print the statements of reasons of some days as JSON, a request to the DSA transparency database on each line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("first", type=day, help="The first day, as 2026-01-31.")
        parser.add_argument("last", type=day, help="The last day.")

    def handle(self, *args: Any, **options: Any) -> None:  # Django's signature
        """Print them; days are those of UTC."""
        start, end = midnight(options["first"]), midnight(options["last"] + timedelta(days=1))
        for batch in dsa.batches(start, end):
            self.stdout.write(json.dumps(batch, ensure_ascii=False))
