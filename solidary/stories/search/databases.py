"""Which module keeps the words in which database."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from .postgresql import PostgreSQLStorage
from .sqlite import SQLiteStorage
from .storage import Storage

_STORAGES: dict[str, Callable[[BaseDatabaseWrapper], Storage]] = {
    "sqlite": SQLiteStorage,
    "postgresql": PostgreSQLStorage,
}


def storage_of(wrapper: BaseDatabaseWrapper) -> Storage:
    """The storage for a connection. Raises LookupError for a database that has none."""
    try:
        return _STORAGES[wrapper.vendor](wrapper)
    except KeyError:
        raise LookupError(
            f"Searching is not written for {wrapper.vendor}, only SQLite and PostgreSQL."
        ) from None


def storage() -> Storage:
    """The storage for the newsroom's database."""
    return storage_of(connection)
