"""Screen JSON lines with the settings of a fresh installation."""

import io
import sys
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand

from moderation.screening import fresh
from moderation.screening.lines import Desk


class Command(BaseCommand):
    help = "Read comments as JSON lines from standard input and write a verdict for each to standard output."
    requires_system_checks = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:  # Django's signature
        """Answer every line; say at the end how fast it went."""
        source = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="\n")
        desk, started, count = Desk(fresh()), perf_counter(), 0
        for answer in desk.answers(source):
            sys.stdout.write(answer + "\n")
            sys.stdout.flush()  # who feeds one line after another waits for each answer
            count += 1
        took = perf_counter() - started
        self.stderr.write(f"{count} comments in {took:.1f} s, {count / took if took else 0:.0f} a second")
