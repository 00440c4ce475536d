"""The search index of a large import, worked out beside it by a second process.

Stemming every word of a story costs more than all the rest of taking it in. The second process
only computes: what it hands back is written by the import, in the import's own transaction.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType

from solidary.stories.search.index import keep, searched_words
from solidary.stories.search.storage import StoryWords
from solidary.wire.into.writing import Row, entries

ALONE = 3000
"""So many stories are done before a second process is worth its start."""
MOST_WAITING = 4


class Indexing:
    """Takes batches of stories; all of them are in the index when it is closed."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[Future[list[StoryWords]]] = deque()
        self._done = 0

    def __enter__(self) -> "Indexing":
        return self

    def add(self, rows: Sequence[Row], keys: Sequence[int]) -> None:
        """Index these stories, now or soon."""
        if not rows:
            return
        self._done += len(rows)
        if self._done <= ALONE or (os.cpu_count() or 1) < 2:
            keep(searched_words(entries(rows, keys)))
            return
        if self._pool is None:
            # A fresh process: one that is forked would share the database's open file.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context)
        self._waiting.append(self._pool.submit(searched_words, entries(rows, keys)))
        while len(self._waiting) > MOST_WAITING:
            keep(self._waiting.popleft().result())

    def finish(self) -> None:
        """Wait for what is still being worked out, and keep it."""
        while self._waiting:
            keep(self._waiting.popleft().result())

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)
