"""The shipped policy: loaded as sites load it once in each process, and copied from then on.

To make its eleven thousand rows takes two seconds and to compile them another, to copy them a fifth of one.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils.timezone import make_naive

from moderation.actions import policies
from moderation.models import ListEntry, PolicyRow, Ruleset, Threshold
from moderation.screening import Settings

MODELS = (Threshold, PolicyRow, ListEntry)


@dataclass
class _Kept:
    """What the first loading made, by table, and when; and what was compiled of it, which is shared while it is there
    (`moderation.screening.matchers`).
    """

    at: datetime
    tables: dict[str, bytes | list[tuple[object, ...]]] = field(default_factory=dict)
    compiled: Settings | None = None


_kept: list[_Kept] = []


@transaction.atomic
def load(*, now: datetime) -> Ruleset | None:
    """Make the rows that `policies.load` makes, the grounds being there."""
    if any(model.objects.exists() for model in MODELS):
        return policies.load(now=now)
    if not _kept:
        made = policies.load(now=now)
        compiled = policies.with_lists(policies.in_force())
        policies.warmed(compiled, dict(settings.LANGUAGES))
        _kept.append(_Kept(now, {model._meta.db_table: _read(model._meta.db_table) for model in MODELS}, compiled))
        return made
    [kept] = _kept
    for table, rows in kept.tables.items():
        _write(table, rows, kept.at, now)
    with connection.cursor() as cursor:  # the next row has a number that none of these has
        for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
            cursor.execute(statement)
    return Ruleset.objects.create(made_at=now)


def _read(table: str) -> bytes | list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copied:
                return b"".join(copied)
        return cursor.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 # a model's


def _write(table: str, rows: bytes | list[tuple[object, ...]], then: datetime, now: datetime) -> None:
    with connection.cursor() as cursor:
        if isinstance(rows, bytes):
            before, after = (_spelt(cursor, moment) for moment in (then, now))
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copying:
                copying.write(rows.replace(before, after))
            return
        before, after = (make_naive(moment, UTC) for moment in (then, now))
        given = [[after if value == before else value for value in row] for row in rows]
        places = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', given)  # noqa: S608 # as above


def _spelt(cursor, moment: datetime) -> bytes:
    cursor.execute("SELECT %s::timestamptz::text", [moment])
    return cursor.fetchone()[0].encode()
