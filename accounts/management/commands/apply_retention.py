"""The nightly job, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.privacy import retention


class Command(BaseCommand):
    help = "Delete what has outlived its retention period, and say how much (the worker does this every night)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(retention.run(now=timezone.now()))
