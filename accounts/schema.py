"""Making tables."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AllAtOnce(SeparateDatabaseAndState):
    """The first tables of an app, of operations as `makemigrations` writes them, made as they are after the last.

    Django itself renders the models of the whole project anew for each: nine tenths of what migrating took.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        super().__init__(database_operations=operations, state_operations=operations)

    def deconstruct(self) -> tuple[str, list[Sequence[Operation]], dict[str, object]]:
        return type(self).__name__, [self.database_operations], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        vars(state).pop("apps", None)  # rendered once, when somebody asks next
        super().state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, _before: ProjectState, after: ProjectState
    ) -> None:
        for name in self._names():
            schema_editor.create_model(after.apps.get_model(app_label, name))

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, before: ProjectState, _after: ProjectState
    ) -> None:
        for name in reversed(self._names()):
            schema_editor.delete_model(before.apps.get_model(app_label, name))

    def _names(self) -> list[str]:
        return [operation.name for operation in self.database_operations if isinstance(operation, CreateModel)]
