"""Keeping the words of stories: what the desk will find them by.

Of a story with unpublished changes the words of its latest revision are kept, for the desk
searches what editors are writing, not what readers see. Topics and places are kept by their
keys and looked up by name when somebody asks, so that renaming one touches no story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction

from solidary.languages.stems import stems_of_text
from solidary.languages.words import fold, words
from solidary.stories.body.plain import places_reported_from, words_of
from solidary.stories.changes import Change

from .databases import storage
from .entries import Entry, entries_of
from .names import place_token, topic_token
from .storage import StoryWords

if TYPE_CHECKING:
    from solidary.stories.models import Story

_BATCH = 500


def index_stories(stories: Iterable[int | Entry]) -> None:
    """Keep the words of stories, given by key or, by who has them at hand, as entries.

    Replaces what was kept before; keys without a story are passed over, and of several entries
    for one story the last counts. Call it inside the transaction that wrote the stories.
    """
    waiting = iter(stories)
    while batch := list(islice(waiting, _BATCH)):
        given = [story for story in batch if isinstance(story, Entry)]
        keys = [story for story in batch if not isinstance(story, Entry)]
        last = {entry.story: entry for entry in (*entries_of(keys), *given)}
        storage().keep([_searched(entry) for entry in last.values()])


def searched_words(entries: Iterable[Entry]) -> list[StoryWords]:
    """The words under which stories are found. Asks no database, so another process can work it out."""
    return [_searched(entry) for entry in entries]


def keep(documents: list[StoryWords]) -> None:
    """Keep what `searched_words` worked out, inside the transaction that wrote the stories."""
    storage().keep(documents)


def forget_stories(stories: Iterable[int]) -> None:
    """Keep nothing of these stories any more, not on the disk either."""
    storage().forget(set(stories))


def sweep() -> None:
    """Have the disk lose the words that stories had before. Not inside a transaction."""
    storage().sweep()


def index_all(progress: Callable[[int, int], None] | None = None) -> int:
    """Keep the words of every story anew, a batch at a time so that editors can go on writing.

    `progress` is told how many stories are done, of how many. Returns that number.
    """
    from solidary.stories.models import Story

    storage().forget_all()
    keys = list(Story.objects.order_by("-pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _BATCH):
        with transaction.atomic():
            index_stories(keys[start : start + _BATCH])
        if progress:
            progress(min(start + _BATCH, len(keys)), len(keys))
    return len(keys)


def follow(change: Change, **_: Any) -> None:
    """Keep up with a change of the record: its stories are read again."""
    index_stories(change.get("story", ()))


def follow_draft(instance: Story, update_fields: frozenset[str] | None, **_: Any) -> None:
    """Keep up with a new revision: it changes nothing for readers, so nobody is told of it."""
    if update_fields and "latest_revision" in update_fields:
        index_stories([instance.pk])


def follow_deletion(instance: Story, **_: Any) -> None:
    """Forget a deleted story, also one of many that were deleted at once."""
    forget_stories([instance.pk])


def _searched(entry: Entry) -> StoryWords:
    heading = (
        stems_of_text(entry.headline, entry.language),
        *map(fold, words(entry.headline)),
        *map(topic_token, entry.topics),
        *map(place_token, (*entry.places, *places_reported_from(entry.body))),
    )
    text = f"{entry.standfirst}\n{words_of(entry.body)}"
    return StoryWords(entry.story, " ".join(heading), stems_of_text(text, entry.language))
