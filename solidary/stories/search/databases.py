"""Which module keeps the words in which database."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import import_string

from .storage import Storage

_STORAGES = {
    "sqlite": "solidary.stories.search.sqlite.SQLiteStorage",
    "postgresql": "solidary.stories.search.postgresql.PostgreSQLStorage",
}
"""By name: a newsroom has one database, and nothing loads the other's module."""


def storage_of(wrapper: BaseDatabaseWrapper) -> Storage:
    """The storage for a connection. Raises LookupError for a database that has none."""
    name = _STORAGES.get(wrapper.vendor)
    if name is None:
        raise LookupError(
            f"Searching is not written for {wrapper.vendor}, only SQLite and PostgreSQL."
        )
    made = cast(Callable[[BaseDatabaseWrapper], Storage], import_string(name))
    return made(wrapper)


def storage() -> Storage:
    """The storage for the newsroom's database."""
    return storage_of(connection)
