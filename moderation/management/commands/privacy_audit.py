"""What is held about people, whether anything is that nobody declared, and whether erasure gets all of it."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.privacy import audit
from moderation import life


class Command(BaseCommand):
    help = (
        "Print the map of personal data, look for storage that nobody declared, and let a made-up person join, write, "
        "take a copy and be erased in a transaction that is taken back. With SQLite nobody else writes meanwhile: "
        "audit a large site on a restored backup. Ends with 1 where something is wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for a program: map, unregistered, life")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        mapped, unregistered, lived = list(audit.data_map()), list(audit.unregistered()), life.live(now)
        astray = sorted(lived.astray)
        if options["json"]:
            told = {
                "planted": sorted(lived.planted),
                "copied": lived.copied,
                "left": sorted(lived.left),
                "astray": astray,
            }
            found = {"map": [asdict(one) for one in mapped], "unregistered": unregistered, "life": told}
            self.stdout.write(json.dumps(found, indent=1, ensure_ascii=False))
        else:
            self._tell(mapped, unregistered, lived)
        if unregistered or astray or not lived.copied:
            sys.exit(1)

    def _tell(self, mapped: list[audit.Mapped], unregistered: list[str], lived: life.Life) -> None:
        for one in mapped:
            copy = "copied" if one.in_copy else "not copied"
            self.stdout.write(f"{one.place}  {one.whose}  {one.activity}, {one.basis}  {copy}  {one.at_erasure}")
        self._list(f"\n{len(mapped)} columns about people. Nobody declared", unregistered)
        self._list("A made-up person left a mark in", sorted(lived.planted))
        self.stdout.write("Their copy holds it." if lived.copied else "Their copy does NOT hold it.")
        self._list("Erasure left it, as declared, in", sorted(lived.left - lived.astray))
        self._list("Erasure left it, and nobody declared that, in", sorted(lived.astray))

    def _list(self, what: str, places: list[str]) -> None:
        self.stdout.write(f"{what}: {', '.join(places) or 'nothing'}.")
