"""Values that are the same at every asking, written into a statement's SQL.

SQLite plans a statement anew each time it is sent when a bound value decides whether a partial index will do, which
takes ten times as long as the answer; PostgreSQL plans once for all values and cannot use such an index then.
"""

import re
from typing import Any

#: A place for a value in Django's SQL, or a percent sign.
PLACE = re.compile("(%s|%%)")
Sql = tuple[str, tuple[Any, ...]]  # whatever the adapters of a database take as parameters


def written_out(sql: str, parameters: tuple[Any, ...]) -> Sql:  # as above
    """Write the numbers and texts among the parameters into the SQL; what is of another kind stays a parameter."""
    waiting, kept = list(reversed(parameters)), []
    pieces = PLACE.split(sql)
    for place, piece in enumerate(pieces):
        if piece != "%s":
            continue
        value = waiting.pop()
        # members of enumerations, too, but no truth values, which each database writes differently
        if isinstance(value, int | str) and not isinstance(value, bool):
            pieces[place] = _literal(value)
        else:
            kept.append(value)
    return "".join(pieces), tuple(kept)


def _literal(value: int | str) -> str:
    if isinstance(value, int):
        return str(int(value))
    return "'" + str(value).replace("'", "''").replace("%", "%%") + "'"
