"""`manage.py rebuild_search`: work the index of readers' search out anew."""

from typing import Any

from django.core.management import BaseCommand

from articles.search import index


class Command(BaseCommand):
    """Needed after a change of SQLite's file by a program that is not ours; the database keeps step with all others."""

    help = "Work the index of readers' search out anew from all articles."

    def handle(self, *args: Any, **options: Any) -> None:
        index.fill()
        self.stdout.write("Readers' search knows all articles again.")
