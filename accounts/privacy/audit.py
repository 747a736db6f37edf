"""Looking for personal data where nobody declared any: in tables, in columns and on the disk (V65)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

from accounts.privacy import record
from accounts.privacy.checks import everything_is_declared
from accounts.privacy.declarations import PersonalData, registry

#: What the site writes into VAR_DIR and SHARED_DIR, by the beginning of the name: what each is, `accounts.backup`,
#: `config.settings` and the modules that open it say.
KNOWN_FILES = (
    "backup.lock", "backups", "cache", "counters", "erasures.jsonl", "export-keys", "exports", "heads.", "media",
    "seals", "stamps", "static",
)  # fmt: skip
#: Tables of others that hold nothing about people: Django's own list of migrations, and the index of articles.
NO_MODELS = ("django_migrations", "articles_search", "sqlite_")


@dataclass(frozen=True)
class Mapped:
    """One column about somebody: why it is there, whether they get a copy, and what becomes of it."""

    place: str
    whose: str
    activity: str
    basis: str
    in_copy: bool
    at_erasure: str


def data_map() -> Iterator[Mapped]:
    """List every declared column that is about a person."""
    for entry in registry().personal:
        table, basis = entry.model_class._meta.db_table, record.article(entry.activity.basis)
        copied = {path.split("__")[0] for path in entry.exported}
        for name in sorted({*copied, *entry.withheld, *entry.redacted, *entry.kept}):
            whose = entry.subject or "found by what it says"
            fate = _fate(entry, name)
            yield Mapped(f"{table}.{name}", whose, str(entry.activity.name), basis, name in copied, fate)


def unregistered() -> Iterator[str]:
    """Say of everything that is stored and that no declaration knows where it is."""
    yield from (f"{message.obj}: {message.msg}" for message in everything_is_declared())
    known = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table.startswith(NO_MODELS):
                continue
            if table not in known:
                yield f"table {table}, which no model has"
                continue
            ours = {field.column for field in known[table]._meta.local_fields}
            for column in sorted(set(_columns(cursor, table)) - ours):
                if table == "articles_article" and column.startswith("search_"):
                    continue  # PostgreSQL works them out itself for readers' search
                yield f"column {table}.{column}, which no field has"
    for path in _files():
        yield f"file {path}, which the site does not write"


def places(mark: str) -> set[str]:
    """Name every column of every table that holds a mark, as `table.column`. Each table is read through once."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            names = _columns(cursor, table)
            holds = "MAX(CASE WHEN CAST({} AS text) LIKE %s THEN 1 ELSE 0 END)"
            asked = ", ".join(holds.format(_quoted(name)) for name in names)
            cursor.execute(f"SELECT {asked} FROM {_quoted(table)}", [f"%{mark}%"] * len(names))  # noqa: S608 # names
            (hits,) = cursor.fetchall()
            found |= {f"{table}.{name}" for name, hit in zip(names, hits, strict=True) if hit}
    return found


def kept() -> dict[str, str]:
    """Return the columns that erasure leaves, each with the reason that is declared for it (GDPR Art. 17(3))."""
    return {
        f"{entry.model_class._meta.db_table}.{name}": str(why)
        for entry in registry().personal
        for name, why in entry.kept.items()
    }


def _fate(entry: PersonalData, name: str) -> str:
    if entry.is_deleted or entry.is_confidential:
        return "deleted"
    if name in entry.redacted:
        return "blanked"
    return f"kept: {entry.kept[name]}" if name in entry.kept else "stays, about nobody any more"


def _columns(cursor: CursorWrapper, table: str) -> list[str]:
    cursor.execute(f"SELECT * FROM {_quoted(table)} LIMIT 0")  # noqa: S608 # the schema's own name
    return [column[0] for column in cursor.description]


def _files() -> Iterator[Path]:
    database = connection.settings_dict["NAME"]
    own = Path(str(database)).name if connection.vendor == "sqlite" else None
    for folder in {Path(settings.VAR_DIR), Path(settings.SHARED_DIR)}:
        for path in sorted(folder.iterdir()):
            is_the_database = own is not None and path.name.startswith(own)
            if not path.name.startswith(KNOWN_FILES) and not is_the_database:
                yield path


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
