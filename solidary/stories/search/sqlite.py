"""The words of stories in SQLite's FTS5.

The table is contentless and knows columns but no positions, a fifth of the size of the text.
To take a story out, FTS5 wants the words it was given; they are kept compressed beside it,
which also tells when nothing has changed.

What was deleted must not be readable from a seized disk. SQLite 3.42 rewrites the index on
deletion (`secure-delete`); before that the words stay in old segments until these are merged,
so forgetting merges them all, some seconds in an archive of 100,000 stories
(https://sqlite.org/fts5.html#the_secure_delete_configuration_option). Pages that become free
are overwritten by `PRAGMA secure_delete`, which the settings turn on.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from .storage import Asked, StoryWords

_DELETES_SECURELY = sqlite3.sqlite_version_info >= (3, 42)
_AT_ONCE = 500
_OURS, _WAGTAILS = "search_index", "wagtailsearch_indexentry_fts"
"""The two full-text tables of the record; the desk finds photos by Wagtail's."""
_BUFFER = 16 * 1024 * 1024
"""Bytes FTS5 gathers before it writes a segment; its own default is 1 MiB."""

_TABLES = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "heading, body, content='', columnsize=0, detail=column, prefix='3', tokenize='ascii')",
    f"INSERT INTO search_index (search_index, rank) VALUES ('hashsize', {_BUFFER})",  # noqa: S608
    "CREATE TABLE search_words (story INTEGER PRIMARY KEY, words BLOB NOT NULL)",
)
_ADD = "INSERT INTO search_index (rowid, heading, body) VALUES (%s, %s, %s)"
_TAKE_OUT = (
    "INSERT INTO search_index (search_index, rowid, heading, body) VALUES ('delete', %s, %s, %s)"
)


class SQLiteStorage:
    """See `storage.Storage`."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _TABLES:
            editor.execute(statement)
        if _DELETES_SECURELY:
            editor.execute(
                "INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1)"
            )

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute("DROP TABLE search_index")
        editor.execute("DROP TABLE search_words")

    def keep(self, documents: Sequence[StoryWords]) -> None:
        packed = {document.story: _pack(document) for document in documents}
        before = self._stored(packed)
        new = [
            document
            for document in documents
            if before.get(document.story) != packed[document.story]
        ]
        self._take_out(
            {document.story: before[document.story] for document in new if document.story in before}
        )
        with self._connection.cursor() as cursor:
            cursor.executemany(_ADD, [(each.story, each.heading, each.body) for each in new])
            cursor.executemany(
                "INSERT INTO search_words (story, words) VALUES (%s, %s)",
                [(each.story, packed[each.story]) for each in new],
            )

    def forget(self, stories: Collection[int]) -> None:
        before = self._stored(stories)
        self._take_out(before)
        if before:
            transaction.on_commit(self._sweep_words, using=self._connection.alias)

    def forget_all(self) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words")
        self._tell(_OURS, "delete-all")

    def stories_with(self, question: Sequence[Asked], *, in_heading: bool = False) -> RawSQL:
        expression = " AND ".join(f"({_either(word)})" for word in question)
        if in_heading:
            expression = f"heading : ({expression})"
        return RawSQL(
            "SELECT rowid FROM search_index WHERE search_index MATCH %s",
            [expression],
            output_field=BigIntegerField(),
        )

    def _stored(self, stories: Collection[int]) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        keys = list(stories)
        with self._connection.cursor() as cursor:
            for start in range(0, len(keys), _AT_ONCE):
                some = keys[start : start + _AT_ONCE]
                places = ", ".join(["%s"] * len(some))
                cursor.execute(
                    f"SELECT story, words FROM search_words WHERE story IN ({places})",  # noqa: S608
                    some,
                )
                found.update(cursor.fetchall())
        return found

    def _take_out(self, packed: dict[int, bytes]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(
                _TAKE_OUT, [(story, *_unpack(words)) for story, words in packed.items()]
            )
            cursor.executemany(
                "DELETE FROM search_words WHERE story = %s", [(story,) for story in packed]
            )

    def sweep(self) -> None:
        """Take what was forgotten out of old segments and out of the write-ahead log.

        Costs next to nothing when there is nothing to sweep. Does not wait for somebody who is
        reading just now: then the log is emptied by the next sweep.
        """
        if _DELETES_SECURELY:
            self._configure(_WAGTAILS, "secure-delete", 1)
        # Whatever the version: until now nothing told Wagtail's table to forget.
        self._tell(_WAGTAILS, "optimize")
        self._sweep_words()

    def _sweep_words(self) -> None:
        """The same for our own table alone."""
        if not _DELETES_SECURELY:
            self._tell(_OURS, "optimize")
        with self._connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            [patience] = cursor.fetchone()
            cursor.execute("PRAGMA busy_timeout = 0")
            try:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")

    def _tell(self, table: str, command: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({table}) VALUES (%s)", [command])  # noqa: S608

    def _configure(self, table: str, name: str, value: int) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({table}, rank) VALUES (%s, %s)",  # noqa: S608
                [name, value],
            )


def _either(word: Asked) -> str:
    # Words are letters and digits only, so quoting them is all the syntax there is.
    parts = [f'"{stem}"' for stem in word.tokens]
    if word.start:
        parts.append(f'"{word.start}"*')
    return " OR ".join(parts)


def _pack(document: StoryWords) -> bytes:
    return zlib.compress(f"{document.heading}\n{document.body}".encode(), 1)


def _unpack(words: bytes) -> list[str]:
    return zlib.decompress(words).decode().split("\n")
