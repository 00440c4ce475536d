"""How the dossier is written: in our own words, with its sources, and with dates that hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from solidary.sample.drawing.sheets import CHRONOLOGY
from solidary.sample.reading import FOLDER, events, read, tellings
from tests.sample.test_dossier import texts

SOURCE_PAGE = Path(__file__).parent.parent / "wire" / "data" / "solidaritybelarus.txt"
"""The listing that the dossier retells; the import's tests read it too."""
RUN = 6
"""Words in a row that are no longer our own."""
OFFICIAL_NAMES = (
    "International Day of Solidarity with Belarus",
    "Day of Solidarity with the Belarusian women",
    "International Women’s Day",
    "European Parliament",
    "August Accords",
)
QUOTED = re.compile(r"‘(?:[^‘’]|’(?=\w))*’|“[^“”]*”")
"""Between quotation marks, where an apostrophe inside a word ends nothing."""
FLAG = {
    "en": "white-red-white",
    "be": "бел-чырвона-бел",
    "ru": "бело-красно-бел",
    "pl": "biało-czerwono-bia",
}
LANGUAGES = (*FLAG, "uk", "lt", "de")
NO_BREAK = ("be", "ru", "uk", "pl")
"""Languages in which a date is kept on one line and no line begins with a dash."""


def words(text: str) -> list[str]:
    plain = text.replace("’", "'").lower()
    return [word.strip("'") for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain)]


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of six words, case and punctuation apart."""
    said = words(text)
    return {tuple(said[at : at + RUN]) for at in range(len(said) - RUN + 1)}


def copied(text: str) -> set[tuple[str, ...]]:
    """The runs of a text that the page has too, outside quotations and official names."""
    own = QUOTED.sub("\n", text)
    for name in OFFICIAL_NAMES:
        own = re.sub(re.escape(name), "\n", own, flags=re.IGNORECASE)
    page = {run for line in SOURCE_PAGE.read_text().splitlines() for run in runs(line)}
    return page & {run for line in own.splitlines() for run in runs(line)}


def all_texts() -> Iterator[tuple[str, str, str]]:
    """(file, language, text) of everything the dossier says; "" where all languages share it."""
    for path in sorted(FOLDER.rglob("*.toml")):
        yield from _in_languages(path.name, read(str(path.relative_to(FOLDER))), "")
    for path in sorted((FOLDER / "files").glob("*.vtt")):
        yield path.name, path.name.split(".")[1], path.read_text()
    yield "note.txt", "en", " ".join((FOLDER / "files" / "note.txt").read_text().split())
    for _, line in CHRONOLOGY:
        yield "chronology.pdf", "en", line


def _in_languages(name: str, part: object, language: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(part, str):
        yield name, language, part
    elif isinstance(part, list):
        for inner in part:
            yield from _in_languages(name, inner, language)
    elif isinstance(part, dict):
        language = str(part.get("language", "")) or language
        for key, inner in part.items():
            if key == "quote":  # shown between quotation marks; only who said it is ours
                yield from _in_languages(name, [inner["who"], inner["about"]], language)
            elif key != "address":
                yield from _in_languages(name, inner, key if key in LANGUAGES else language)


def test_no_run_of_six_words_is_the_page_s_own() -> None:
    found = [(name, copied(text)) for name, _, text in all_texts() if copied(text)]
    assert found == []


@given(st.data())
def test_a_copied_run_is_found_wherever_it_begins_and_however_it_is_written(
    data: st.DataObject,
) -> None:
    said = words(
        data.draw(
            st.sampled_from(
                [x for x in SOURCE_PAGE.read_text().splitlines() if len(words(x)) >= RUN]
            )
        )
    )
    at = data.draw(st.integers(0, len(said) - RUN))
    run = " ".join(said[at : at + RUN])
    assert runs(f"Somebody wrote: {run.upper()}.") & runs(" ".join(said))
    assert not copied(f"Somebody wrote: “{run}”.")


def test_every_report_names_its_source_in_every_language() -> None:
    for name, event in events():
        for language in tellings(event):
            if event[language].get("state") != "review":
                assert event[language].get("sources"), f"{name} ({language})"


def test_translations_name_the_same_sources_in_the_same_order() -> None:
    """By address, since an outlet is written differently in each language."""
    for name, event in events():
        told = [event[language].get("sources", []) for language in tellings(event)]
        where = {
            tuple(source.get("address", "") for source in sources) for sources in told if sources
        }
        assert len({len(addresses) for addresses in where}) == 1, name


def test_the_flag_has_its_three_stripes_in_every_language() -> None:
    for name, event in events():
        shown = {
            language: FLAG[language] in " ".join(texts(event[language])).lower()
            for language in tellings(event)
            if not event[language].get("behind") and event[language].get("state") != "review"
        }
        assert len(set(shown.values())) == 1, (name, shown)


def test_english_dates_are_written_day_first() -> None:
    months = "|".join(get_month_names("wide", locale="en").values())
    for name, language, text in all_texts():
        if language in ("en", ""):
            assert not re.search(rf"\b(?:{months}) \d{{1,2}}\b", text), f"{name}: {text}"


@pytest.mark.parametrize("language", NO_BREAK)
def test_no_line_can_begin_with_a_dash_or_break_a_date(language: str) -> None:
    months = "|".join(get_month_names("wide", locale=language).values())
    breaks = re.compile(rf" [—–]|\d (?:{months})\b|\d{{4}} (?:год|рок)", re.IGNORECASE)
    for name, written_in, text in all_texts():
        if written_in == language:
            assert not breaks.search(text), f"{name}: {text}"
