"""The migration operation that makes the tables of words, whatever the database."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from .databases import storage_of


class KeepWords(Operation):
    """Make the tables of words; going back drops them, nothing of the record is lost."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing: the tables are no models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Apps | ProjectState,
        to_state: Apps | ProjectState,
    ) -> None:
        storage_of(schema_editor.connection).create(schema_editor)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Apps | ProjectState,
        to_state: Apps | ProjectState,
    ) -> None:
        storage_of(schema_editor.connection).drop(schema_editor)

    def describe(self) -> str:
        return "Keep the words of stories for searching"
