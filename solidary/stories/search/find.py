"""Asking for stories by words, in any of the newsroom's languages and any form of a word."""

from __future__ import annotations

from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from solidary.languages.stems import every_stem
from solidary.languages.words import fold, words
from solidary.stories.models import STORY_ORDER, Story

from .databases import storage
from .names import named_by
from .storage import Asked

_MOST_WORDS = 12
"""Words of a question that are looked at; stories that have all of these are few enough."""
MANY = 4_000
"""Stories that are ranked and sorted for a question."""
_SHORTEST_START = 2
"""Letters the last word must have to stand for every word that begins with it."""


def search(
    text: str, *, language: str | None = None, limit: int = 20, offset: int = 0
) -> list[int]:
    """The keys of the stories that have every word of `text`, in whatever form.

    Stories whose headline or standfirst has all the words come first, then those whose text has
    them, then those that only have a topic or place of such a name; within each, the newest. The
    last word also stands for words that begin with it. `language` (a code) looks at the stories
    of one language only.
    """
    found = filter_queryset(_stories(language), text, language=language)
    return list(found.values_list("pk", flat=True)[offset : offset + limit])


def count(text: str, *, language: str | None = None) -> int:
    """How many stories `search` would find without a limit."""
    return filter_queryset(_stories(language), text, language=language).count()


def filter_queryset(
    stories: QuerySet[Story], text: str, *, language: str | None = None
) -> QuerySet[Story]:
    """Those of `stories` that `search` would find, in the same order; none if `text` has no word.

    The words are read as `language`, or as every language of their script. Of very many stories
    that have them the newest are given: nobody reads on to the others, and to sort them all would
    take seconds in a large archive.
    """
    question = _question(text, language)
    if not question:
        return stories.none()
    kept, said = storage(), [asked.as_said() for asked in question]
    ranks = [kept.stories_with(said, in_heading=True)]
    if _are_many(ranks[0]):
        return _walked(stories, ranks[0])
    if said != question:
        # Only then may a story be found that doesn't say the words itself.
        ranks.append(kept.stories_with(said))
    anywhere = kept.stories_with(question)
    found = Q(pk__in=anywhere)
    if _are_many(anywhere):
        found = Q(pk__in=ranks[0]) | Q(pk__in=_walked(stories, anywhere).values("pk")[:MANY])
    cases = [When(pk__in=having, then=Value(rank)) for rank, having in enumerate(ranks)]
    return stories.filter(found).order_by(Case(*cases, default=Value(len(ranks))), *STORY_ORDER)


def _are_many(found: RawSQL) -> bool:
    with connection.cursor() as cursor:
        question = f"SELECT COUNT(*) FROM ({found.sql} LIMIT {MANY + 1}) AS found"  # noqa: S608
        cursor.execute(question, found.params)
        [number] = cursor.fetchone()
    return bool(number > MANY)


def _walked(stories: QuerySet[Story], found: RawSQL) -> QuerySet[Story]:
    """Found stories, newest first, picked from the archive in its order rather than sorted.

    The sum keeps the database from beginning with the keys: it would sort all of them then.
    """
    walked = stories.annotate(walked=F("pk") + Value(0)).filter(walked__in=found)
    return walked.order_by(*STORY_ORDER)


def _stories(language: str | None) -> QuerySet[Story]:
    stories = Story.objects.all()
    return stories if language is None else stories.filter(locale__language_code=language)


def _question(text: str, language: str | None) -> list[Asked]:
    asked = list(dict.fromkeys(words(text)))[:_MOST_WORDS]
    named = named_by(asked)
    question = [
        Asked(stems=tuple(every_stem(word, language)), names=tuple(named[word])) for word in asked
    ]
    if question and len(asked[-1]) >= _SHORTEST_START:
        question[-1] = question[-1]._replace(start=fold(asked[-1]))
    return question
