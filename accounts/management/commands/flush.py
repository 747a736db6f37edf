"""Empty the whole database, what nothing else deletes included."""

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from accounts.triggers import without_delete_guards


class Command(flush.Command):
    """Django's own, for which the guards against deleting stand aside."""

    def handle(self, **options: Any) -> None:  # as Django's
        """Empty all tables."""
        with without_delete_guards(connections[options["database"]]):
            super().handle(**options)
