"""Write the statements of reasons of a period for the Commission's transparency database."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand

from moderation import dsa


class Command(BaseCommand):
    help = (
        "Print the statements of reasons of some days as JSON, a request to the DSA transparency database on each line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("first", type=_day, help="The first day, as 2026-01-31.")
        parser.add_argument("last", type=_day, help="The last day.")

    def handle(self, *args: Any, **options: Any) -> None:  # Django's signature
        """Print them; days are those of UTC."""
        start, end = _midnight(options["first"]), _midnight(options["last"] + timedelta(days=1))
        for batch in dsa.batches(start, end):
            self.stdout.write(json.dumps(batch, ensure_ascii=False))


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        message = f"“{said}” is no day; write it like 2026-01-31."
        raise ArgumentTypeError(message) from None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
