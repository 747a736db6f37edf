"""Statements of reasons for the Commission's transparency database."""

import json
from argparse import ArgumentTypeError
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from moderation import dsa


def _day(said: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(said), time(), UTC)
    except ValueError:
        message = f"“{said}” is no day; write it like 2026-01-31."
        raise ArgumentTypeError(message) from None


class Command(BaseCommand):
    help = (
        "Write the statements of reasons issued in a time, in the field names of the transparency database "
        "(DSA Art. 24(5)), without personal data: a line of JSON for each hundred, as its API takes them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=_day, required=True, help="the first day, as 2026-01-01 (UTC)")
        parser.add_argument("--until", type=_day, required=True, help="the day after the last")

    def handle(self, *args: Any, since: datetime, until: datetime, **options: Any) -> None:
        """Write the lines; a time without statements has none."""
        statements = dsa.issued(since, until)
        for batch in dsa.batches(statements.iterator(dsa.BATCH)):
            self.stdout.write(json.dumps(batch, ensure_ascii=False))
        self.stderr.write(f"{statements.count()} statements")
