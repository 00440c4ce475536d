"""The words of stories in PostgreSQL: one tsvector a story, under a GIN index.

Words come folded and stemmed, so the vector is built of plain lexemes without a text search
configuration; weight A stands for the heading, B for the body. Dead rows go with VACUUM.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from .storage import Asked, StoryWords


class PostgreSQLStorage:
    """See `storage.Storage`."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(
            "CREATE TABLE search_words (story bigint PRIMARY KEY, words tsvector NOT NULL)"
        )
        editor.execute("CREATE INDEX search_words_gin ON search_words USING gin (words)")

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute("DROP TABLE search_words")

    def keep(self, documents: Sequence[StoryWords]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (story, words) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (story) DO UPDATE SET words = excluded.words",
                [(document.story, _vector(document)) for document in documents],
            )

    def forget(self, stories: Collection[int]) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words WHERE story = ANY(%s)", [list(stories)])

    def forget_all(self) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute("TRUNCATE search_words")

    def sweep(self) -> None:
        """Nothing to do here: dead rows go with VACUUM."""

    def stories_with(self, question: Sequence[Asked], *, in_heading: bool = False) -> RawSQL:
        weights = "A" if in_heading else "AB"
        expression = " & ".join(f"({_either(word, weights)})" for word in question)
        return RawSQL(
            "SELECT story FROM search_words WHERE words @@ %s::tsquery",
            [expression],
            output_field=BigIntegerField(),
        )


def _vector(document: StoryWords) -> str:
    # A lexeme needs a position to carry a weight; all stand at 1, for order is never asked.
    heading = [f"'{word}':1A" for word in document.heading.split()]
    return " ".join([*heading, *(f"'{word}':1B" for word in document.body.split())])


def _either(word: Asked, weights: str) -> str:
    parts = [f"'{stem}':{weights}" for stem in word.tokens]
    if word.start:
        parts.append(f"'{word.start}':*{weights}")
    return " | ".join(parts)
