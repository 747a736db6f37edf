"""Save everything in one encrypted file."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.backup import archive
from accounts.personal_data.retention import BACKUPS
from accounts.privacy import periods


class Command(BaseCommand):
    help = "Save rows and files in one encrypted file of BACKUP_DIR, while the site runs, and drop what is too old."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--new-key", type=Path, metavar="FILE", help="make the keys instead: the secret one is written to FILE"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if file := options["new_key"]:
            self._make_key(file)
            return
        now = timezone.now()
        try:
            made = archive.save(settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS, now=now)
        except archive.NoBackup as refusal:
            raise CommandError(str(refusal)) from None
        dropped = archive.drop_old(settings.BACKUP_DIR, periods.keep(BACKUPS), now=now)
        self.stdout.write(f"Saved in {made} ({made.stat().st_size:,} bytes); {dropped} older ones dropped.")

    def _make_key(self, file: Path) -> None:
        public, secret = archive.new_key()
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
                opened.write(f"# public key: {public}\n{secret}\n")
        except FileExistsError:
            raise CommandError(f"{file} is there already, and may be the key of older backups.") from None
        self.stdout.write(f"BACKUP_RECIPIENTS={public}")
        self.stdout.write(
            f"Keep {file} away from this machine: without it no backup can be read, with it everybody can."
        )
