"""Belarusian in Latin letters, as the grammar of both alphabets writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.languages.lacinka import latin


@pytest.mark.parametrize(
    ("cyrillic", "written"),
    [
        ("Беларусь", "Biełaruś"),
        ("салідарнасць", "salidarnasć"),
        ("жніўня", "žniŭnia"),
        ("сям’я", "siamja"),
        ("аб'ява", "abjava"),
        ("Вільня", "Vilnia"),
        ("льга, львоў", "lha, lvoŭ"),
        ("люблю", "lublu"),
        ("хлеб і соль", "chleb i sol"),
        ("Еўропа, Ёрш, Юрый", "Jeŭropa, Jorš, Juryj"),
        ("ЛЮТЫ", "LUTY"),
        ("ЧАЦВЕР", "ČACVIER"),
        ("Ё", "Jo"),
        ("сьнежань, пляны", "śniežań, plany"),
        ("8 лютага 2021 (wideo, %(count)s)", "8 lutaha 2021 (wideo, %(count)s)"),
    ],
)
def test_words_in_cyrillic_are_written_in_latin_letters(cyrillic: str, written: str) -> None:
    assert latin(cyrillic) == written


@given(st.text(alphabet="абвгґдеёжзійклмнопрстуўфхцчшыьэюяАБЁЎІ’' -.,8"))
def test_nothing_of_a_belarusian_text_stays_in_cyrillic(text: str) -> None:
    assert not any("Ѐ" <= letter <= "ӿ" for letter in latin(text))


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_text_in_other_letters_stays(text: str) -> None:
    assert latin(text) == text
