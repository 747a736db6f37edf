"""Which logs are chained, and what a row of theirs says."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, Max, Model, OuterRef, QuerySet
from django.utils.module_loading import import_string

from accounts.chain import hashes
from accounts.models import ChainEntry, Checkpoint
from accounts.privacy import periods
from accounts.privacy.declarations import Retention

#: A transaction that took a key earlier than this has ended.
SETTLES = timedelta(days=1)


@dataclass(frozen=True)
class Said:
    """What a row says, as it is hashed: empty columns are left out, so that one that comes later changes no entry."""

    at: datetime
    told: Mapping[str, object]
    withheld: Mapping[str, object]

    def digest(self, salt: str) -> str:
        return hashes.digest(self.told, self.withheld, salt)


@dataclass(frozen=True)
class Log:
    """A table whose rows are chained. Its code and its columns stay as they are: entries are hashes over them."""

    code: str
    model: str
    #: The path to when a row was made.
    at: str
    #: Columns that a receipt tells, and those that concern others (GDPR Art. 15(4)); may be paths.
    told: tuple[str, ...]
    withheld: tuple[str, ...] = ()
    #: Columns that change by rights, each with its reason.
    left_out: Mapping[str, str] = field(default_factory=dict)
    #: The code of the retention by which rows go, or are blanked; nothing else ends one.
    ends: str = ""

    @property
    def rows(self) -> QuerySet[Model]:
        found: QuerySet[Model] = apps.get_model(self.model)._base_manager.all()
        return found

    @property
    def retention(self) -> Retention | None:
        return periods.rule_of(self.ends) if self.ends else None

    def said(self, keys: Collection[int]) -> dict[int, Said]:
        """Read what the rows under these keys say, in one statement; those that are gone are left out."""
        read = self.rows.filter(pk__in=keys).values("pk", self.at, *self.told, *self.withheld)
        return {
            row["pk"]: Said(row[self.at], _filled_in(row, self.told), _filled_in(row, self.withheld)) for row in read
        }

    def unchained(self) -> QuerySet[Model]:
        """Find the rows that have no entry."""
        return self.rows.filter(~Exists(ChainEntry.objects.filter(log=self.code, key=OuterRef("pk"))))

    def settled(self, now: datetime) -> int:
        """Return the highest key that was chained a day ago: no row that was written since is below it."""
        size = Checkpoint.objects.filter(made_at__lte=now - SETTLES).aggregate(Max("size"))["size__max"] or 0
        chained = ChainEntry.objects.filter(log=self.code, number__lte=size).order_by("-key")
        return chained.values_list("key", flat=True).first() or 0

    def waiting(self, now: datetime) -> QuerySet[Model]:
        """Find the rows that are to be chained next, in the order of their keys."""
        return self.unchained().filter(pk__gt=self.settled(now)).order_by("pk")


@cache
def logs() -> dict[str, Log]:
    """Return every chained log by its code (settings.CHAINED)."""
    return {log.code: log for path in settings.CHAINED for log in import_string(path)}


def forget(model: str, keys: Iterable[int]) -> None:
    """Throw away the salts of rows whose retention has ended, in the transaction that ends them."""
    codes = [log.code for log in logs().values() if log.model == model]
    if codes:
        ChainEntry.objects.filter(log__in=codes, key__in=keys).update(salt="")


def _filled_in(row: Mapping[str, Any], columns: Iterable[str]) -> dict[str, object]:  # whatever columns hold
    return {name: _spelt(row[name]) for name in columns if not _is_empty(row[name])}


def _is_empty(value: object) -> bool:
    return value is None or value is False or value == ""


def _spelt(value: object) -> object:
    return hashes.moment(value) if isinstance(value, datetime) else value
