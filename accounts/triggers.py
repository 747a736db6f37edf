"""Database triggers: the one place where SQLite's and PostgreSQL's dialects of them live.

SQLite drops a table's triggers when a migration rebuilds the table: such a migration must end with the same operation
again. `tests/architecture/test_triggers.py` finds a missing one.
"""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

SQLITE = """
CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {condition} THEN
        RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""
DROP = {
    "sqlite": "DROP TRIGGER IF EXISTS {name}",
    "postgresql": "DROP TRIGGER IF EXISTS {name} ON {table}; DROP FUNCTION IF EXISTS {name}()",
}
CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}

Step = Callable[[Apps, BaseDatabaseSchemaEditor], None]


def refuse_update(table: str, condition: str = "1 = 1") -> RunPython:
    """Make a migration operation: from here on an UPDATE of a row for which `condition` (on OLD) holds is refused.

    The refusal is an IntegrityError on both databases. Deleting is not refused: it would break flush on SQLite.
    """

    def step(statements: dict[str, str]) -> Step:
        def run(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
            sql = statements[editor.connection.vendor]
            editor.execute(sql.format(name=f"{table}_refuse_update", table=table, condition=condition), params=None)

        return run

    return RunPython(step(CREATE), step(DROP))
