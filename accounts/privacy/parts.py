"""What one table holds about a person, as the copy and the pages of what is held tell it."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.privacy.declarations import Activity


@dataclass(frozen=True)
class Part:
    """What one table holds about a person, ready to be shown or written."""

    code: str
    name: str
    activity: Activity
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    rows: list[tuple[Any, ...]]  # whatever the columns hold
    #: For each column what its codes are called; empty where it holds no codes.
    words: tuple[dict[Any, str], ...]
    count: int
    #: How long rows are kept after what the rule counts from; None: as long as the account.
    kept_for: timedelta | None
    #: What is left out of the copy, and why.
    withheld: tuple[str, ...]

    def records(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def readable(self) -> list[list[str]]:
        """Return the rows in words, as people read them in the language of now."""
        return [
            [shown(words.get(value, value) if words else value) for words, value in zip(self.words, row, strict=True)]
            for row in self.rows
        ]


def shown(value: object) -> str:
    """Spell a value for people. What is not there is a dash, an empty text stays empty."""
    match value:
        case None:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case dict() | list():
            return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
        case datetime():
            return str(localize(localtime(value)))
        case _:
            return str(localize(value))
