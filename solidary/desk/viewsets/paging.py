"""Turning the pages of a long listing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from solidary.stories.models import Story

FARTHEST = 9_000
"""Stories a listing is paged through; filters and the search lead to those further back."""


ON_TOP = 1_000
"""Stories without a date that come before all others; where there are more, the rest come last."""


class NearPaginator(Paginator):
    """Counts no further than anyone turns pages: counting a million rows takes seconds."""

    @cached_property
    def count(self) -> int:
        return int(self.object_list[:FARTHEST].count())

    def get_elided_page_range(self, number: Any = 1, **given: Any) -> Iterator[Any]:
        """The pages to choose from; beside the first or last one, where an address names none there is."""
        try:
            beside = self.validate_number(number)
        except PageNotAnInteger:
            beside = 1
        except EmptyPage:
            beside = self.num_pages
        pages: Iterator[Any] = super().get_elided_page_range(beside, **given)
        return pages


class UndatedFirst(Sequence[Story]):
    """Stories in their order, but before them what was written here and has no date yet, the newest
    edit first: whoever has just saved such a story looks for it.

    One order over all would sort the archive. So the newest undated ones are looked up by an index of
    their own and put in order here; what moved in undated and nobody has touched stays at the end.
    """

    def __init__(self, stories: QuerySet[Story]) -> None:
        self.stories = stories

    @cached_property
    def _undated(self) -> list[int]:
        """The keys of those on top, as far as they are among these stories."""
        every = Story.objects.filter(day=None, latest_revision__isnull=False)
        keys = list(every.order_by("-latest_revision").values_list("pk", flat=True)[:ON_TOP])
        if not keys:
            return []
        among = set(self.stories.filter(pk__in=keys).order_by().values_list("pk", flat=True))
        return [key for key in keys if key in among]

    def __len__(self) -> int:
        return int(self.stories[:FARTHEST].count())

    def __getitem__(self, asked: Any) -> Any:
        if not isinstance(asked, slice):
            return self[asked : asked + 1][0]
        start, wanted = asked.start or 0, asked.stop - (asked.start or 0)
        keys = self._undated[start : start + wanted]
        by_key = (
            {story.pk: story for story in self.stories.filter(pk__in=keys).order_by()}
            if keys
            else {}
        )
        found = [by_key[key] for key in keys]
        start = max(0, start - len(self._undated))
        others = self.stories.exclude(pk__in=self._undated) if self._undated else self.stories
        return found + list(others[start : start + wanted - len(found)])


class StoryPaginator(NearPaginator):
    """Turns the pages of a list that knows itself how long it is."""

    @cached_property
    def count(self) -> int:
        return (
            len(self.object_list) if isinstance(self.object_list, UndatedFirst) else super().count
        )
