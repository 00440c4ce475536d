"""What a database has to do for the search."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import RawSQL


class StoryWords(NamedTuple):
    """What is kept of one story: words, folded and stemmed, blanks between.

    `heading` holds what ranks first: the words of the headline as written and as stems,
    topics, places.
    """

    story: int
    heading: str
    body: str


class Asked(NamedTuple):
    """One word of a question: a story has it that keeps one of `stems` or `names`, or a word
    that begins with `start` (empty: no word begins so)."""

    stems: tuple[str, ...]
    names: tuple[str, ...] = ()
    """tokens of the topics and places that have the word in a name"""
    start: str = ""

    @property
    def tokens(self) -> tuple[str, ...]:
        return (*self.stems, *self.names)

    def as_said(self) -> Asked:
        """The word itself, not what is called by it."""
        return self._replace(names=())


class Storage(Protocol):
    """Tables of words in one kind of database."""

    def create(self, editor: BaseDatabaseSchemaEditor) -> None: ...

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None: ...

    def keep(self, documents: Sequence[StoryWords]) -> None:
        """Keep the words of these stories, in place of what was kept of them before."""

    def forget(self, stories: Collection[int]) -> None:
        """Keep nothing of these stories, in a form that can't be read from the disk either."""

    def forget_all(self) -> None:
        """Keep nothing of any story."""

    def sweep(self) -> None:
        """Have the disk lose what was kept before and isn't any more."""

    def stories_with(self, question: Sequence[Asked], *, in_heading: bool = False) -> RawSQL:
        """A subquery for the keys of the stories that have every word of the question."""
