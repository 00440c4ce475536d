"""Who says so: sources that are cited, organisers, and speakers, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from solidary.chronicle.facts import names
from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.fields.people import is_person, names_in, near
from solidary.chronicle.facts.lexicon import Mark
from solidary.chronicle.facts.story import Fact
from solidary.gazetteer import fold

AGENCIES = frozenset(
    fold(name)
    for name in """
    TASS|ТАСС|BNS|ELTA|PAP|dpa|AFP|AP|Reuters|BelTA|БелТА|БЕЛТА|UNIAN|УНІАН|УНИАН|Ukrinform|Укрінформ|Укринформ|Interfax|Интерфакс|
    RIA Novosti|РИА Новости|APA|epd|KNA|LETA|LETA/BNS|Baltic News Service|BelaPAN|БелаПАН|БелаПАН|Sputnik|Рейтер|Belsat|Белсат|Biełsat|
    Радыё Свабода|Радио Свобода|Радіо Свобода|Svaboda|Свабода|Наша Ніва|Nasha Niva|Медуза|Meduza|ОВД-Инфо|OVD-Info|МБХ медиа|Дождь|
    Deutsche Welle|BBC|Бі-бі-сі|DPA|Associated Press|Agence France-Presse|Delfi|DELFI|15min|LRT|ERR|Суспільне|Укрправда|ЛІГА|TVN24|Onet|
    Human Rights Watch|Amnesty International|Reporters Without Borders|Freedom House|
    Tut.by|TUT.BY|Зеркало|Люстэрка|Viasna|Весна|Вясна|Белый счётчик|TASR|ČTK|MTI|CNN|Hromadske|Громадське
    """.replace("\n", "").split("|")
    if name.strip()
)
"""News agencies and papers that need no other sign than a verb of reporting near them."""
REACH = 4
"""Tokens between such a word and a name."""


def _fact(sentence: Annotated, start: int, end: int, rule: str, sure: bool = False) -> Fact[str]:
    return Fact(
        sentence.words(start, end).strip('«»“”„"'), (sentence.span(start, end),), rule, sure
    )


def sources(sentences: list[Annotated]) -> list[Fact[str]]:
    """Outlets, agencies and who counted, where a sentence credits them; not people who are quoted."""
    return _once(fact for sentence in sentences for fact in _sources_in(sentence))


def _sources_in(sentence: Annotated) -> Iterator[Fact[str]]:
    for mark in sentence.spoken("by"):
        yield from _behind(sentence, mark)
    for mark in sentence.spoken("reports"):
        yield from _beside_report(sentence, mark)
    for start, end in (*names_in(sentence), *_small_agencies(sentence)):
        agency = fold(sentence.words(start, end)) in AGENCIES
        credited = sentence.has("reports", "by", "spoke") or _in_brackets(sentence, start, end)
        if agency and credited:
            yield _fact(sentence, start, end, "known agency", sure=True)
    for mark in sentence.spoken("counters"):
        if _gives_a_figure(sentence, mark):
            yield _fact(sentence, mark.start, mark.end, "who counted")


def _small_agencies(sentence: Annotated) -> Iterator[tuple[int, int]]:
    """Agencies that write themselves small: "dpa"."""
    for place, token in enumerate(sentence.tokens):
        if not token.capital and token.key in AGENCIES and len(token.key) > 2:
            yield place, place + 1


def _gives_a_figure(sentence: Annotated, mark: Mark) -> bool:
    """Whether the police, or who organised, say a number here."""
    begin, end = max(mark.start - 8, 0), min(mark.end + 8, len(sentence.tokens))
    figure = any(
        sentence.tokens[place].value is not None or sentence.at(place, "scale", "scales")
        for place in range(begin, end)
    )
    says = any(
        sentence.at(place, "by", "reports", "spoke")
        for place in range(max(mark.start - 2, 0), min(mark.end + 3, len(sentence.tokens)))
    )
    return figure and says and not sentence.has("ahead", "arrests")


def _behind(sentence: Annotated, mark: Mark) -> Iterator[Fact[str]]:
    """ "According to the PAP news agency"."""
    for place in range(mark.end, min(mark.end + REACH + 1, len(sentence.tokens))):
        if sentence.at(place, "nations") and sentence.at(place + 1, "media"):
            continue  # "the Latvian portal TVNET"
        if counter := sentence.starting(place, "counters"):
            end = counter.end
            if (
                end < len(sentence.tokens)
                and sentence.tokens[place].capital
                and sentence.tokens[end].capital
            ):
                end += 1
            yield _fact(sentence, place, end, "according to")
            return
        found = next(((a, b) for a, b in names_in(sentence) if a == place), None)
        if found:
            if not is_person(sentence, *found):
                start, end = _trimmed(sentence, *found)
                if start < end and not _is_no_name(sentence, start, end):
                    yield _fact(sentence, start, end, "according to", sure=end - start > 1)
            return
        if not sentence.at(place, "media") and place > mark.end + 2:
            return


def _trimmed(sentence: Annotated, start: int, end: int) -> tuple[int, int]:
    """A name without a counter or weekday at its end."""
    while end > start and sentence.at(end - 1, "weekday", "days"):
        end -= 1
    while end > start and (
        sentence.at(start, "by", "reports", "spoke") or sentence.tokens[start].key in _FILL
    ):
        start += 1
    return start, end


def _beside_report(sentence: Annotated, mark: Mark) -> Iterator[Fact[str]]:
    """ "PAP reports", «сообщает „ОВД-Инфо“»: the nearest name in the clause that is no person."""
    candidates = []
    for far, start, end in near(sentence, mark.start, mark.end, REACH):
        low, high = (end, mark.start) if end <= mark.start else (mark.end, start)
        between = range(low, high)
        if any(sentence.at(place, "inside", "near", "topic") for place in between):
            continue
        if not all(
            sentence.at(place, "media", "reports", "by", "spoke")
            or sentence.tokens[place].key in _FILL
            for place in between
        ):
            continue
        start, end = _trimmed(sentence, start, end)
        if end <= start or is_person(sentence, start, end) or _is_place(sentence, start, end):
            continue
        if end <= mark.start and sentence.tokens[mark.start].broken:
            continue
        if _is_no_name(sentence, start, end) or _is_occasion(sentence, start, end):
            continue
        candidates.append((far, start, end))
    if candidates:
        _far, start, end = min(candidates)
        yield _fact(sentence, start, end, "name beside a verb of reporting", sure=start >= mark.end)


_FILLING = """
the a an об этом про це пра гэта o tym die der das apie tai
как як jak wie kaip такую цифру
"""
_FILL = frozenset(map(fold, _FILLING.split()))


_OCCASION = frozenset(("zur", "zum", "am", "im", "beim", "vom"))


def _is_occasion(sentence: Annotated, start: int, end: int) -> bool:
    """„Zur Eröffnung sprach …“: in German a noun has a capital and needn't be a name."""
    before = sentence.tokens[start - 1].key if start else ""
    return sentence.lexicon.code == "de" and end - start == 1 and before in _OCCASION


def _are_places(sentence: Annotated, start: int, end: int) -> bool:
    """Whether a run is towns in a row: "Vilnius and Prague"."""
    capitals = [place for place in range(start, end) if sentence.tokens[place].capital]
    return all(_is_place(sentence, place, place + 1) for place in capitals)


def _is_place(sentence: Annotated, start: int, end: int) -> bool:
    """Whether a name is a town's or a country's, and no paper's."""
    token = sentence.tokens[start]
    if end - start > 1 or token.shouted or fold(sentence.words(start, end)) in AGENCIES:
        return False
    key = sentence.tokens[start].key
    towns = names.towns(key)
    return names.country(key) is not None or (bool(towns) and towns[0][0].population > 100_000)


def _in_brackets(sentence: Annotated, start: int, end: int) -> bool:
    before = sentence.text[sentence.tokens[start].start - 1 : sentence.tokens[start].start]
    after = sentence.text[sentence.tokens[end - 1].end : sentence.tokens[end - 1].end + 1]
    return before == "(" and after == ")"


def organisers(sentences: list[Annotated]) -> list[Fact[str]]:
    """Who organised, by name."""
    return _once(
        fact
        for sentence in sentences
        for fact in (
            *_beside(sentence, "organised", 4, _is_group, "name beside organising"),
            *_groups_that_hold(sentence),
        )
    )


def _groups_that_hold(sentence: Annotated) -> Iterator[Fact[str]]:
    """ "The association Baltic Bridge staged a protest": a name behind the noun for a group, where something
    is held or organised, and no one is cited."""
    if not sentence.spoken("organised", "held", "deeds") or sentence.aftermath:
        return
    if sentence.has("reports", "by", "spoke"):
        return
    for mark in sentence.spoken("groups"):
        for start, end in names_in(sentence):
            inside = start <= mark.start < end - 1  # „Verein Razam“: in German both have capitals
            if not inside and start != mark.end:
                continue
            first = mark.end if inside else start
            if _is_place(sentence, first, end) or sentence.at(first, "nations", "inside"):
                continue
            yield _fact(sentence, first, end, "name beside organising")


def _is_group(sentence: Annotated, start: int, end: int) -> bool:
    """Whether a name may be an organiser's: in German, where nouns have capitals, one word needs marks."""
    if end - start > 1 and _are_places(sentence, start, end):
        return False
    if sentence.lexicon.code != "de" or end - start > 1 or sentence.tokens[start].shouted:
        return True
    before = sentence.text[max(sentence.tokens[start].start - 1, 0) : sentence.tokens[start].start]
    return before in tuple('„“«"')


def speakers(sentences: list[Annotated]) -> list[Fact[str]]:
    """People who speak, in the action or to the reporter."""
    return _once(
        fact
        for sentence in sentences
        for fact in _beside(sentence, "spoke", 5, is_person, "name beside a verb of speaking")
    )


def _beside(
    sentence: Annotated,
    kind: str,
    reach: int,
    fits: Callable[[Annotated, int, int], bool],
    rule: str,
) -> Iterator[Fact[str]]:
    for mark in sentence.all(kind):
        best: tuple[int, int, int] | None = None
        for far, start, end in near(sentence, mark.start, mark.end, reach):
            start, end = _trimmed(sentence, start, end)
            if fits is is_person and end - start > 2 and sentence.tokens[start].shouted:
                start += 1  # "MP Anna Example"
            if end <= start or not fits(sentence, start, end) or _is_no_name(sentence, start, end):
                continue
            if _is_place(sentence, start, end):
                continue
            low, high = (end, mark.start) if end <= mark.start else (mark.end, start)
            if any(sentence.at(place, "inside", "near") for place in range(low, high)):
                continue
            if best is None or far < best[0]:
                best = far, start, end
        if best is not None:
            start, end = best[1], _with_its_noun(sentence, best[1], best[2])
            yield _fact(sentence, start, end, rule)
            if fits is _is_group and (joined := _joined_name(sentence, end)):
                yield _fact(sentence, *joined, rule)
            if fits is is_person:
                for first, last in _chained(sentence, end):
                    yield _fact(sentence, first, last, "name in a row with a speaker's")


def _joined_name(sentence: Annotated, end: int) -> tuple[int, int] | None:
    """The second of two organisers: "Baltic Bridge and Open Door"."""
    if end >= len(sentence.tokens) or not sentence.at(end, "joins"):
        return None
    found = next(((a, b) for a, b in names_in(sentence) if a == end + 1), None)
    if found is None or _is_place(sentence, *found) or _is_no_name(sentence, *found):
        return None
    return found


def _with_its_noun(sentence: Annotated, start: int, end: int) -> int:
    """«Беларускі дом»: an adjective of a nation goes on with the noun behind it."""
    following = end < len(sentence.tokens) and not sentence.tokens[end].broken
    if following and end - start == 1 and sentence.at(start, "nations"):
        return end + 1
    return end


def _chained(sentence: Annotated, place: int) -> Iterator[tuple[int, int]]:
    """People behind a speaker, parted by commas, "and", and what they are: «А, призёр Б и В»."""
    for start, end in names_in(sentence):
        if start < place:
            continue
        apart = range(place, start)
        if len(apart) > 6 or any(
            sentence.at(each, "gathered", "held", "deeds", "forms", "reports", "topic")
            for each in apart
        ):
            return
        parted = any(sentence.tokens[each].broken for each in (*apart, start))
        parted = parted or any(sentence.at(each, "joins") for each in apart)
        if parted and is_person(sentence, start, end):
            yield start, end
            place = end
        elif not sentence.at(start, "nations"):
            place = end


_OFFICES = frozenset(
    [
        "president",
        "minister",
        "mayor",
        "ambassador",
        "premier",
        "chancellor",
        "governor",
        "pope",
        "king",
        "queen",
        "speaker",
        "embassy",
        "government",
    ]
)
"""English offices, which have a capital behind "the" and are no outlet."""


def _is_no_name(sentence: Annotated, start: int, end: int) -> bool:
    """Whether a single word with a capital is only the first of its sentence, a place, a day or a form."""
    if end - start > 1:
        if any(sentence.at(place, "forms") for place in range(start, end)):
            return True
        return all(
            sentence.at(place, "weekday", "venues", "cities", "landmarks")
            for place in range(start, end)
        )
    token = sentence.tokens[start]
    if sentence.at(start, "nations") and start and end < len(sentence.tokens):
        return sentence.tokens[end].broken or sentence.at(start, "crowd") is not None
    if start and sentence.tokens[start - 1].key == "the" and token.key in _OFFICES:
        return True
    known = sentence.at(
        start, "forms", "gathered", "held", "inside", "crowd", "weekday", "days", "nations", "cities", "venues", "topic",
        "others", "organised", "counters", "spoke", "about", "over", "near", "aftermath", "ahead", "reports", "by", "numbers", "joins", "capital", "seats",
    )  # fmt: skip
    return known is not None or (start == 0 and not token.shouted) or len(token.key) < 3


def _once(facts: Iterator[Fact[str]]) -> list[Fact[str]]:
    found: dict[str, Fact[str]] = {}
    for fact in facts:
        key = fold(fact.value)
        if key and not any(key in other or other in key for other in found):
            found[key] = fact
    return list(found.values())
