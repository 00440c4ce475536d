"""Which format a file is in, and which language a text."""

import pytest

from solidary.languages import BY_CODE
from solidary.languages.guessing import guess_language, looks_foreign
from solidary.wire.recognise import recognise
from tests.wire.pages import HEADLINES, STANDFIRSTS


@pytest.mark.parametrize(
    ("head", "name", "form"),
    [
        (b'{"record": "archive"}\n', "x.txt", "json lines"),
        (b'\xef\xbb\xbf{"headline": "x"}', "-", "json lines"),
        (b'{"headline": "' + b"x" * 70_000, "-", "json lines"),
        (b"#SolidarityBelarus\n", "x.jsonl", "listing"),
        (b"{ not json", "-", "listing"),
        (b"[1, 2]", "-", "listing"),
        (b"", "x.txt", "listing"),
    ],
)
def test_the_format_is_recognised_by_what_is_in_the_file(head: bytes, name: str, form: str) -> None:
    assert recognise(head, name) == form


@pytest.mark.parametrize("language", sorted(BY_CODE))
def test_the_language_of_a_text_is_told_from_six_others(language: str) -> None:
    text = "\n".join([*HEADLINES[language], *STANDFIRSTS[language]])
    assert guess_language(text, list(BY_CODE)).language == language


def test_a_language_the_newsroom_does_not_have_is_noticed() -> None:
    assert looks_foreign(" ".join(STANDFIRSTS["lt"]), ["en", "pl"]) == "lt"


def test_nothing_is_guessed_from_figures() -> None:
    assert guess_language("2021 8 02", ["en", "be"]).language == ""
