"""The dossier as it is written down: whole, honest about its languages, and well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from solidary.darkroom import subtitles
from solidary.darkroom.scrub import scrub
from solidary.sample.drawing.book import PICTURES, SCENES
from solidary.sample.reading import (
    FOLDER,
    LANGUAGES,
    events,
    fixed_address,
    read,
    tellings,
)
from solidary.stories.addresses import is_address

CYRILLIC = re.compile(r"[А-Яа-яЁёІіЎў]")
FOREIGN_LETTERS = {
    "en": CYRILLIC,
    "pl": CYRILLIC,
    "be": re.compile(r"[иИщЩъЪ]"),
    "ru": re.compile(r"[іІўЎ]"),
}
NAMES_IN_ANOTHER_LANGUAGE = re.compile(r"МБХ медиа|«?Mury»?|MBKh|https?://\S+")


KEYS = ("place", "photos", "photo", "video", "audio", "document", "address")


def texts(thing: Any) -> Iterator[str]:
    """Every text in a table, however deep, but no names of files and places, and nothing that is said
    to be in a language of its own."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, list):
        for part in thing:
            yield from texts(part)
    elif isinstance(thing, dict) and "language" not in thing:
        for name, part in thing.items():
            if name not in KEYS or isinstance(part, dict):
                yield from texts(part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_written_in_its_own_language(language: str) -> None:
    for name, event in events():
        for text in texts(event.get(language, {})):
            ours = NAMES_IN_ANOTHER_LANGUAGE.sub("", text)
            assert not FOREIGN_LETTERS[language].search(ours), f"{name} ({language}): {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_newsroom_and_the_pictures_are_described_in_every_language(language: str) -> None:
    newsroom, pictures = read("newsroom.toml"), read("pictures.toml")
    assert newsroom[language]["tagline"]
    assert "example.org" in newsroom[language]["contacts"]
    assert newsroom[language]["policies"].count("<h2>") >= 3
    pictures.pop("credit")
    for name, told in pictures.items():
        alternative = told[language][0]
        assert 20 < len(alternative) <= 500, name
        assert not FOREIGN_LETTERS[language].search(" ".join(told[language])), name


def test_what_somebody_said_is_quoted_in_one_language_only() -> None:
    """A translation told as a quotation would put words into somebody's mouth."""
    for name, event in events():
        quoted = [
            language
            for language in tellings(event)
            for block in event[language]["body"]
            if isinstance(block, dict)
            and "quote" in block
            and block["quote"]["who"] not in ("Sample desk", "Дэманстрацыйная рэдакцыя")
        ]
        assert len(set(quoted)) <= 1, name


def test_topics_and_places_have_names_in_all_seven_languages() -> None:
    seven = {"en", "be", "ru", "uk", "pl", "lt", "de"}
    for place in read("places.toml").values():
        assert set(place["names"]) == seven
    for topic in read("topics.toml").values():
        assert set(topic["names"]) == seven


def test_most_stories_are_linked_translations() -> None:
    told = [tellings(event) for _, event in events()]
    assert sum(map(len, told)) >= 24
    assert sum(len(languages) for languages in told if len(languages) == 4) >= 24


def test_addresses_are_fixed_opaque_and_all_different() -> None:
    names = [f"story {name} {language}" for name, event in events() for language in tellings(event)]
    addresses = [fixed_address(name) for name in names]
    assert all(map(is_address, addresses))
    assert len(set(addresses)) == len(addresses)
    assert fixed_address("story 2020-07-29-living-chain en") == "pbymwr8pw"


def test_there_is_a_picture_for_every_scene_and_words_for_every_picture() -> None:
    described = set(read("pictures.toml")) - {"credit"}
    assert described == set(SCENES) == {path.stem for path in PICTURES.glob("*.png")}


@pytest.mark.parametrize("name", ["mark", "ballot-box"])
def test_the_pictures_are_what_the_drawing_code_draws(name: str) -> None:
    drawn = SCENES[name]().picture().convert("RGB")
    kept = scrub((PICTURES / f"{name}.png").read_bytes())
    assert (kept.width, kept.height) == drawn.size
    assert kept.media_type == "image/png"


def test_the_dossier_is_light_enough_to_travel_with_the_house() -> None:
    files = [*(FOLDER / "pictures").iterdir(), *(FOLDER / "files").iterdir()]
    assert sum(path.stat().st_size for path in files) < 1_500_000
    assert (FOLDER / "files" / "chain.webm").stat().st_size < 150_000


@pytest.mark.parametrize("language", ["be", "en"])
def test_the_subtitles_are_read_without_a_fault(language: str) -> None:
    source = (FOLDER / "files" / f"chain.{language}.vtt").read_bytes()
    assert len(subtitles.read(source)) == 4
    assert subtitles.clean(source) == source
