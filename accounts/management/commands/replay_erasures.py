"""After a backup was restored, before the site serves anybody."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions import chaining, closing


class Command(BaseCommand):
    help = "Erase again everybody whom the erasure ledger lists: run it on a restored backup, before the site opens."

    def handle(self, *args: Any, **options: Any) -> None:
        count = closing.replay(now=timezone.now())
        chaining.mark_restored(now=timezone.now())
        self.stdout.write(f"{count} accounts of the backup had been erased since, and are erased again.")
