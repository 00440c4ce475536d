"""Places that are told by an office: embassies, capitals, and landmarks that one city alone has."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.chronicle.facts import names
from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.fields.roles import Found, is_about, is_inside, nation_at, where_of
from solidary.chronicle.facts.landmarks import HOMES


def embassies(sentence: Annotated) -> Iterator[Found]:
    """ "Embassy of X in Y" is in Y, in its capital if no town is named."""
    for mark in sentence.all("embassies"):
        for place in range(mark.end, min(mark.end + 7, len(sentence.tokens))):
            token = sentence.tokens[place]
            if token.broken and place > mark.end + 3:
                break
            in_it = is_inside(sentence, place) or sentence.ending(place, "near") is not None
            if not token.capital or not in_it:
                continue
            if names.country(token.key, sentence.lexicon.bends) is None and names.towns(
                token.key, sentence.lexicon.bends
            ):
                break
            if (country := names.country(token.key, sentence.lexicon.bends)) and (
                capital := names.capital(country)
            ):
                yield Found(where_of(capital), capital, mark.start, place + 1, "embassy", False)
                break
        else:
            home = HOMES.get(sentence.lexicon.code)
            if home and (capital := names.capital(home)):
                yield Found(
                    where_of(capital), capital, mark.start, mark.end, "embassy at home", False
                )


def capitals(sentence: Annotated) -> Iterator[Found]:
    """ "The Polish capital", «столица Польши»; alone it is that of the country the language is at home in."""
    for mark in sentence.all("capital"):
        for place in (mark.start - 1, mark.end, mark.end + 1, mark.start - 2):
            if not 0 <= place < len(sentence.tokens):
                continue
            country = nation_at(sentence, place)
            if country and (town := names.capital(country)):
                start, end = min(place, mark.start), max(place + 1, mark.end)
                yield Found(
                    where_of(town),
                    town,
                    start,
                    end,
                    "capital of a country",
                    is_about(sentence, mark.start),
                )
                break
        else:
            home = HOMES.get(sentence.lexicon.code)
            if home and (town := names.capital(home)):
                yield Found(where_of(town), town, mark.start, mark.end, "capital at home", False)


def parliaments(sentence: Annotated) -> Iterator[Found]:
    """ "The Georgian parliament", «парламент Грузии» is in the nation's capital."""
    for mark in sentence.all("seats"):
        for place in (mark.start - 1, mark.end):
            country = nation_at(sentence, place)
            if country and (town := names.capital(country)):
                start, end = min(place, mark.start), max(place + 1, mark.end)
                about = is_about(sentence, mark.start)
                yield Found(where_of(town), town, start, end, "seat of a nation", about)
                break


def landmarks(sentence: Annotated) -> Iterator[Found]:
    for mark in sentence.all("landmarks"):
        if town := names.city(str(mark.value)):
            about = is_about(sentence, mark.start)
            yield Found(where_of(town), town, mark.start, mark.end, "landmark", about)
