"""Bring back what `manage.py backup` saved."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actions import chaining
from accounts.backup import archive


class Command(BaseCommand):
    help = "Restore a backup onto a site that holds nobody, erase again whoever was erased since, and set it up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, required=True, metavar="FILE", help="holds the secret key")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            secrets = options["key"].read_text(encoding="utf-8").splitlines()
            manifest = archive.restore(options["file"], [one for one in secrets if one and not one.startswith("#")])
        except (archive.NoBackup, OSError) as refusal:
            raise CommandError(str(refusal)) from None
        tables, files = len(manifest["tables"]), len(manifest["files"])
        self.stdout.write(f"Restored {tables} tables and {files} files as they were at {manifest['made_at']}.")
        call_command("set_up", stdout=self.stdout)
        chaining.mark_restored(now=timezone.now())
        self.stdout.write("Everybody has to sign in anew. Letters that waited at that time are sent by the worker.")
