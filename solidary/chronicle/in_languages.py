"""What reports in other languages call a venue, or people, that the record names once.

An editor confirms a name as one story writes it. Its translations name the same, in their own words, and these
are quoted: where the record's names stand in the words of one language, those of the others say the same ones.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from solidary.chronicle.face import Face, Words
from solidary.gazetteer import fold

VENUE, ORGANISER, SPEAKER = "venue", "organiser", "speaker"
"""Fields of quotes that hold names."""


def names_by_language(
    tellings: Iterable[Iterable[tuple[str, Words]]], field: str, names: Sequence[str]
) -> Mapping[str, tuple[str, ...]]:
    """Language → these names in the words of a report in it, in their order. `tellings`: of each report the
    words that it is quoted with, and their languages. An editor who says another name than the words do has
    the last word: nothing is said then."""
    found: dict[str, tuple[str, ...]] = {}
    for words in tellings:
        quoted: dict[str, list[str]] = {}
        for language, each in words:
            if each.field == field and each.exact not in quoted.setdefault(language, []):
                quoted[language].append(each.exact)
        if names and any(_name(said, names) for said in quoted.values()):
            for language, said in quoted.items():
                if _name(said, names):
                    found.setdefault(language, tuple(names))
                elif len(said) == len(names):
                    found.setdefault(language, tuple(said))
    return found


def said_in(face: Face, field: str, names: Sequence[str], language: str) -> tuple[str, ...]:
    """Names as reports in a language have them; none where no report in it does."""
    tellings = (telling.words for telling in face.tellings)
    return names_by_language(tellings, field, names).get(language, ())


def venue_in(face: Face, language: str) -> tuple[str, str]:
    """The venue in a language, and that language; '' for the language where nobody knows in which it is named."""
    venue = face.where.venue if face.where else ""
    found = said_in(face, VENUE, [venue], language) if venue else ()
    return (found[0], language) if found else (venue, "")


def _name(said: Sequence[str], names: Sequence[str]) -> bool:
    """Whether words name these, one each."""
    return len(said) == len(names) and all(
        fold(name) in fold(words) for name, words in zip(names, said, strict=True)
    )
