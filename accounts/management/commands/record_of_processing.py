"""The record of processing, on the terminal."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.privacy import record


class Command(BaseCommand):
    help = "Print the record of processing activities (GDPR Art. 30) as Markdown."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(record.as_markdown(), ending="")
