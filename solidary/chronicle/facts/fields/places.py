"""Where: towns behind "in" and in other roles, embassies, capitals, adjectives, landmarks; else a country.

A place that a sentence names is rarely the place of the action unless it has a role that says so. A
person's name is no place, and what is supported, or fought, is somewhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from solidary.chronicle.facts import names
from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.fields.roles import Found, is_about, is_inside, where_of
from solidary.chronicle.facts.fields.seats import capitals, embassies, landmarks, parliaments
from solidary.chronicle.facts.story import Where
from solidary.gazetteer import Place

WITH_A_PREPOSITION = 3_000
"""People of a town that is meant behind "in"."""
ALONE = 50_000
"""People of a town that is meant without a preposition."""
NOT_FIRM = 300_000
"""People of a town whose name is only listed in the gazetteer, not known."""
LONGEST_NAME = 4
_SLAVIC = ("be", "be-Latn", "pl", "ru", "uk")
_NO_TOWNS = """
nice reading of bath split mobile orange march may most lida- wall police sunday young university
hope union freedom unity liberty justice peace mira mir
"""
_NO_TOWN = frozenset(_NO_TOWNS.split())
_CONTENT_KINDS = """
forms deeds gathered held ahead crowd others venues embassies capital numbers scale scales weekday
days reports media organised spoke by about over nearly up_to inside near start aftermath
topic banned cancelled counters joins to of past factors coming since
"""
_CONTENT = tuple(_CONTENT_KINDS.split())


def found_in(sentence: Annotated) -> list[Found]:
    """The places of a sentence, in order."""
    found = [
        *embassies(sentence),
        *capitals(sentence),
        *landmarks(sentence),
        *parliaments(sentence),
    ]
    taken = {place for one in found for place in range(one.start, one.end)}
    for one in _named(sentence):
        if taken.isdisjoint(range(one.start, one.end)):
            found.append(one)
            taken.update(range(one.start, one.end))
    for one in _in_other_words(sentence):
        if taken.isdisjoint(range(one.start, one.end)):
            found.append(one)
            taken.update(range(one.start, one.end))
    return _in_rows(sentence, sorted(_but_overruled(sentence, found), key=lambda one: one.start))


def _but_overruled(sentence: Annotated, found: list[Found]) -> list[Found]:
    """Without landmarks, seats and namesakes of venues behind which another town is said: "the UN headquarters
    in Geneva", "in Dome Square in Riga"."""
    said = [one for one in found if one.rule == "town behind a preposition" and one.place]
    return [
        one
        for one in found
        if not (one.rule in ("landmark", "seat of a nation") or _names_a_venue(sentence, one))
        or not any(0 <= other.start - one.end <= 2 and other.place != one.place for other in said)
    ]


def _names_a_venue(sentence: Annotated, one: Found) -> bool:
    """Whether a town's name is only the first word of a venue's: "Dome Square"."""
    behind = one.end < len(sentence.tokens) and sentence.tokens[one.end].capital
    return bool(behind and sentence.at(one.end, "venues"))


def _in_rows(sentence: Annotated, found: list[Found]) -> list[Found]:
    """Towns in a row have the role of the first: "in Berlin, Paris and London"."""
    for number in range(1, len(found)):
        before, one = found[number - 1], found[number]
        between = range(before.end, one.start)
        row = len(between) <= 2 and all(sentence.at(place, "joins") for place in between)
        if row and one.rule == "town" and before.rule == "town behind a preposition":
            found[number] = replace(one, rule=before.rule, about=before.about)
    return found


def _named(sentence: Annotated) -> Iterator[Found]:
    """Towns and countries that are named, the longest name first."""
    place = 0
    while place < len(sentence.tokens):
        found = _name_at(sentence, place)
        if found is None:
            place += 1
        else:
            yield found
            place = found.end


def _name_at(sentence: Annotated, place: int) -> Found | None:
    if not sentence.tokens[place].capital:
        return None
    for length in range(min(LONGEST_NAME, len(sentence.tokens) - place), 0, -1):
        run = sentence.tokens[place : place + length]
        if any(token.broken for token in run[1:]) or not run[-1].capital:
            continue
        if length > 1 and sentence.at(place + length - 1, "venues", "seats"):
            continue  # "Old Town" is no town
        if (length > 1 and any(t.possessive for t in run[:-1])) or len({t.quote for t in run}) > 1:
            continue
        key = " ".join(token.key for token in run)
        if length == 1 and (key in _NO_TOWN or len(key) < 3):
            return None
        if (
            length == 1
            and (mark := sentence.at(place, *_CONTENT))
            and mark.end - mark.start >= length
        ):
            return None
        if (country := names.country(key, sentence.lexicon.bends)) is not None:
            if length == 1 and sentence.at(place, "nations") and not is_inside(sentence, place):
                return None
            inside = is_inside(sentence, place)
            rule = "country behind a preposition" if inside else "country"
            return Found(
                Where(None, country), None, place, place + length, rule, is_about(sentence, place)
            )
        if (
            sentence.lexicon.code in _SLAVIC
            and sentence.at(place + length, "venues")
            and _is_tied(sentence, place + length)
        ):
            return None  # «Красній площі» is no town's
        if (town := _town_at(sentence, place, length)) is not None:
            return _in_role(sentence, place, place + length, town)
    return None


def _is_tied(sentence: Annotated, place: int) -> bool:
    """Whether no comma parts a token from the one before, and it has no capital of its own."""
    return not sentence.tokens[place].broken and not sentence.tokens[place].capital


def _town_at(sentence: Annotated, place: int, length: int) -> Place | None:
    """The town that tokens name, if it is large enough for how it is named, and no person's name."""
    run = sentence.tokens[place : place + length]
    key = " ".join(token.key for token in run)
    if sentence.lexicon.code == "en" and length == 1 and run[0].possessive:
        key = run[0].key
    prepared = sentence.ending(place, "inside", "near", "start") is not None
    prepared = prepared or is_inside(sentence, place)
    for town, firm, exact in names.towns(key, sentence.lexicon.bends):
        german = sentence.lexicon.code == "de"  # nouns have capitals: "im Buch" is no town
        people = town.population * (5 if town.country in _at_home(sentence) and not german else 1)
        least = (ALONE // 2 if german else WITH_A_PREPOSITION) if prepared else ALONE
        if length == 1 and not exact and not prepared and people < 4 * ALONE:
            least = 4 * ALONE
        if people >= (least if firm else NOT_FIRM):
            if not prepared and length == 1 and _is_in_a_name(sentence, place, town):
                return None
            return town
    return None


def _at_home(sentence: Annotated) -> tuple[str, ...]:
    from solidary.gazetteer.countries import AT_HOME

    code = sentence.lexicon.code
    return (*AT_HOME.get(code, ()), *(("RU",) if code == "ru" else ()))


def _is_in_a_name(sentence: Annotated, place: int, town: Place) -> bool:
    """Whether a word is rather a part of a person's or an office's name: capitals stand beside it."""
    tokens = sentence.tokens
    if tokens[place].quote:
        return True
    before = tokens[place - 1] if place and not tokens[place].broken else None
    after = tokens[place + 1] if place + 1 < len(tokens) and not tokens[place + 1].broken else None
    if before is not None and before.capital and place > 1 and not before.possessive:
        known = sentence.at(place - 1, *_CONTENT, "nations", "landmarks")
        if known is None and not names.country(before.key, sentence.lexicon.bends):
            return True
    if (
        after is not None
        and after.capital
        and not tokens[place].possessive
        and not tokens[place].shouted
    ):
        known = sentence.at(place + 1, *_CONTENT, "nations", "landmarks")
        if known is None and (
            town.population < 300_000 or sentence.at(place + 2, "spoke") is not None
        ):
            return sentence.lexicon.code != "de"
    return False


def _in_role(sentence: Annotated, start: int, end: int, town: Place) -> Found:
    rule = _role(sentence, start, end)
    return Found(where_of(town), town, start, end, rule, is_about(sentence, start))


def _role(sentence: Annotated, start: int, end: int) -> str:
    """What the words beside a town say of it."""
    tokens = sentence.tokens
    gap = sentence.text[tokens[end - 1].end : tokens[end - 1].end + 2]
    if (sentence.part == "headline" and start == 0 and gap[:1] in (":", "|")) or (
        gap == ". " and start == 0
    ):
        return "town before a colon"
    if sentence.ending(start, "start") and not sentence.ending(start, "inside"):
        forms = {mark.value for mark in sentence.all("forms", "deeds")}
        if forms & {"chain", "march"}:
            return "first place of a way"
    if is_inside(sentence, start):
        return "town behind a preposition"
    if start and not tokens[start].broken:
        before = sentence.at(start - 1, "venues", "capital", "crowd", "nations")
        if before is not None and before.kind in ("venues"):
            return "streets or centre of a town"
        if before is not None and before.kind in ("crowd", "nations"):
            return "people of a town"
        if sentence.ending(start, "of") and sentence.at(start - 2, "venues"):
            return "streets or centre of a town"
        if sentence.ending(start - 1, "inside", "near") and not tokens[start - 1].capital:
            return "town behind a preposition"
    if sentence.part == "text" and sentence.first and start <= 1 and tokens[start].shouted:
        return "dateline"
    if end < len(tokens) and not tokens[end].broken:
        for place in range(end, min(end + 3, len(tokens))):
            if sentence.at(place, "venues", "embassies"):
                return "town that owns a venue"
            if sentence.at(place, "crowd", "nations") and (
                tokens[start].possessive or sentence.lexicon.code == "lt"
            ):
                return "people of a town"
            if not tokens[place].capital and not tokens[start].possessive:
                break
    return "town in a headline" if sentence.part == "headline" else "town"


def _in_other_words(sentence: Annotated) -> Iterator[Found]:
    """Adjectives of towns, and names of their people."""
    for mark in sentence.all("cities"):
        if town := names.city(str(mark.value)):
            person = sentence.at(mark.start, "crowd") or sentence.lexicon.is_person(
                sentence.tokens[mark.start]
            )
            rule = "people of a town" if person else "adjective of a town"
            if not person and _beside_person(sentence, mark.start):
                continue
            yield Found(
                where_of(town), town, mark.start, mark.end, rule, is_about(sentence, mark.start)
            )
    if sentence.lexicon.code in ("en", "lt", "de"):
        return
    for place, token in enumerate(sentence.tokens):
        if len(token.key) < 6 or sentence.at(place, "nations", "cities", *_CONTENT):
            continue
        if (town := names.by_adjective(token.key)) and not _beside_person(sentence, place):
            about = is_about(sentence, place)
            yield Found(where_of(town), town, place, place + 1, "adjective of a town", about)


def _beside_person(sentence: Annotated, place: int) -> bool:
    """Whether an adjective with a capital is a surname."""
    token = sentence.tokens[place]
    if not token.capital or place == 0:
        return False
    before = sentence.tokens[place - 1]
    return before.capital and not token.broken and sentence.at(place - 1, "venues") is None
