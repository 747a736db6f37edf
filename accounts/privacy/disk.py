"""What a database leaves on the disk of rows that are gone: the one place where this differs by database."""

from datetime import datetime

from django.db import connection


def clean(*, now: datetime) -> str:  # noqa: ARG001 # every duty is told the time
    """Empty SQLite's journal into the database, whose freed pages are zeroed (PRAGMA secure_delete in the settings).

    PostgreSQL's autovacuum gives the room of dead rows to new ones; its files are the operator's to encrypt.
    """
    if connection.vendor != "sqlite":
        return "left to the database"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, _, _ = cursor.fetchone()
    return "busy, tomorrow again" if is_busy else "done"
