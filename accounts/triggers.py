"""Database triggers: the one place where SQLite's and PostgreSQL's dialects of them live.

SQLite drops a table's triggers when a migration rebuilds the table, and refuses where another's name it: such a
migration puts all of them aside (`Rebuilding`). `tests/architecture/test_triggers.py` finds a missing one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext

from django.apps.registry import Apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, RemoveConstraint, RunPython, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{says}'); END
"""
POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {condition} THEN
        RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""
DROP = {
    "sqlite": "DROP TRIGGER IF EXISTS {name}",
    "postgresql": "DROP TRIGGER IF EXISTS {name} ON {table}; DROP FUNCTION IF EXISTS {name}()",
}
GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_refuse_{event}'"
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
GUARDED = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
#: What a condition says for the moment at which a statement comes, as columns hold it.
CLOCK = "{clock}"
#: What it says for the seconds of a moment that a column holds, so that two can be subtracted.
SECONDS = re.compile(r"\{seconds ([\w.]+)\}")
EPOCHS = {
    "sqlite": r"CAST(strftime('%s', \1) AS INTEGER)",
    "postgresql": r"EXTRACT(EPOCH FROM date_trunc('second', \1))",
}
CLOCKS = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "postgresql": "clock_timestamp()"}

Step = Callable[[Apps | None, BaseDatabaseSchemaEditor], None]


class Guard(RunPython):
    """Makes a trigger or drops it, without the models of its day, which Django builds anew for whoever may ask."""

    code: Step
    reverse_code: Step

    def lifted(self) -> "Guard":
        """Make the operation that takes the guard away, before SQLite rebuilds its table and would lose it."""
        return Guard(self.reverse_code, self.code)

    def database_forwards(
        self, _app_label: str, schema_editor: BaseDatabaseSchemaEditor, _before: ProjectState, _after: ProjectState
    ) -> None:
        self.code(None, schema_editor)

    def database_backwards(
        self, _app_label: str, schema_editor: BaseDatabaseSchemaEditor, _before: ProjectState, _after: ProjectState
    ) -> None:
        self.reverse_code(None, schema_editor)


class Rebuilding(SeparateDatabaseAndState):
    """Operations for which SQLite rebuilds tables: all of its triggers are put aside, and stand again after."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        super().__init__(database_operations=operations, state_operations=operations)

    def deconstruct(self) -> tuple[str, list[Sequence[Operation]], dict[str, object]]:
        return type(self).__name__, [self.database_operations], {}

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, before: ProjectState, after: ProjectState
    ) -> None:
        if schema_editor.connection.vendor == "sqlite":
            with _dropped(schema_editor.connection, TRIGGERS):
                self._rebuild(app_label, schema_editor, before)
        else:
            super().database_forwards(app_label, schema_editor, before, after)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, before: ProjectState, after: ProjectState
    ) -> None:
        is_sqlite = schema_editor.connection.vendor == "sqlite"
        with _dropped(schema_editor.connection, TRIGGERS) if is_sqlite else nullcontext():
            super().database_backwards(app_label, schema_editor, before, after)

    def _rebuild(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState) -> None:
        """Build each table anew once, however many constraints come and go."""
        changed = set()
        for operation in self.database_operations:
            before, state = state, state.clone()
            operation.state_forwards(app_label, state)
            if isinstance(operation, AddConstraint | RemoveConstraint):
                changed.add(operation.model_name)
            else:
                operation.database_forwards(app_label, schema_editor, before, state)
        for name in sorted(changed):
            model = state.apps.get_model(app_label, name)
            schema_editor._remake_table(model)  # type: ignore[attr-defined] # noqa: SLF001 # SQLite's, as for one


def refuse_update(table: str, condition: str = "1 = 1", says: str = "", about: str = "") -> Guard:
    """Make a migration operation: from here on an UPDATE for which `condition` (on OLD and NEW) holds is refused.

    The refusal is an IntegrityError on both databases. `about` names a second guard of the same table.
    """
    return _refuse("update", table, condition, says, about)


def refuse_delete(table: str, condition: str = "1 = 1") -> Guard:
    """The same for a DELETE, of rows that retention never ends.

    `manage.py flush`, which empties the whole database, gets past it.
    """
    return _refuse("delete", table, condition)


def refuse_insert(table: str, condition: str, says: str = "", about: str = "") -> Guard:
    """The same for an INSERT, with the condition on NEW."""
    return _refuse("insert", table, condition, says, about)


@contextmanager
def without_delete_guards(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let SQLite's rows be deleted within, in one transaction, so that no guard is lost. TRUNCATE asks none."""
    if connection.vendor != "sqlite":
        yield
        return
    with transaction.atomic(using=connection.alias), _dropped(connection, GUARDS.format(event="delete")):
        yield


@contextmanager
def without_guards(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let rows be stored within as they once were (`accounts.backup`), in one transaction, so that no guard is lost."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            with _dropped(connection, GUARDS.format(event="%")):
                yield
            return
        cursor.execute(GUARDED)
        tables = [table for (table,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while a reference waits to be checked
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def _dropped(connection: BaseDatabaseWrapper, question: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        guards = cursor.execute(question).fetchall()
        for name, _sql in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in guards:
            cursor.execute(sql)


def _refuse(event: str, table: str, condition: str, says: str = "", about: str = "") -> Guard:
    def step(statements: dict[str, str]) -> Step:
        def run(_apps: Apps | None, editor: BaseDatabaseSchemaEditor) -> None:
            name = "_".join(filter(None, (table, about, "refuse", event)))
            named = {"name": name, "event": event.upper()}
            said, vendor = says or f"{table} is append-only", editor.connection.vendor
            met = SECONDS.sub(EPOCHS[vendor], condition.replace(CLOCK, CLOCKS[vendor]))
            sql = statements[vendor].format(table=table, condition=met, says=said, **named)
            editor.execute(sql, params=None)

        return run

    return Guard(step(CREATE), step(DROP))
