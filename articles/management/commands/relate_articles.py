"""`manage.py relate_articles`: find anew which articles tell of the same, by their words."""

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from articles.actions import likeness


class Command(BaseCommand):
    """Needed for what was out before there was such a search, or came past the newsroom's acts; others are found."""

    help = "Find anew for all articles that are out what readers may read on by their words."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{likeness.rebuild(now=timezone.now())} articles were compared.")
