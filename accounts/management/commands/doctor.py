"""Whether the site is well, and how it is mended."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts import doctor
from accounts.doctor import Health


class Command(BaseCommand):
    help = (
        "Examine database, clock, disk, cache, settings, worker, mail, backups, photos, push, policies, desk and chain."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for a program: a list of findings")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was found, the worst first; end with 1 where something is to be mended."""
        found = doctor.examine(timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found], indent=1, default=str, ensure_ascii=False))
        else:
            for one in found:
                self.stdout.write(f"{one.health.label:<12} {one.about}: {one.said}")
                if one.mend:
                    self.stdout.write(f"{'':<12} → {one.mend}")
        if any(one.health == Health.ILL for one in found):
            sys.exit(1)
