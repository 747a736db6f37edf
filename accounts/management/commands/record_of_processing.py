"""The record of processing, on the terminal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.privacy import record


class Command(BaseCommand):
    help = "Print the record of processing activities (GDPR Art. 30) as Markdown, or as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--csv", action="store_true", help="one line per table, for a spreadsheet")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(record.as_csv() if options["csv"] else record.as_markdown(), ending="")
