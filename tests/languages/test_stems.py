from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from solidary.languages import BY_CODE
from solidary.languages.stems import every_stem, stems
from solidary.languages.words import LONGEST, fold, words
from tests.languages.families import FAMILIES, STRANGERS, lines


@pytest.mark.parametrize(("language", "forms"), lines(FAMILIES, "\n"), ids=str)
def test_forms_of_one_word_find_each_other(language: str, forms: list[str]) -> None:
    for kept, asked in combinations(forms, 2):
        one, other = (words(form)[0] for form in (kept, asked))
        assert set(stems(one, language)) & set(every_stem(other)), (kept, asked)
        assert set(stems(other, language)) & set(every_stem(one)), (asked, kept)


@pytest.mark.parametrize(("language", "pair"), lines(STRANGERS, "·"), ids=str)
def test_words_that_only_look_related_stay_apart(language: str, pair: list[str]) -> None:
    one, other = (words(form)[0] for form in pair)
    assert not set(stems(one, language)) & set(stems(other, language))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Вiльня", "Вільня"),  # a Latin i inside
        ("за\u0301мак", "замак"),  # a stress mark
        ("Мінск\u00ad", "Мінск"),  # a soft hyphen
        ("\u202eМінск", "Мінск"),  # a bidi override
        ("ﬁlm", "film"),
        ("п’ять", "пʼять"),
        ("ЁЛКА", "елка"),
        ("Ў", "у"),
        ("Ґедимін", "гедимін"),
        ("Łódź", "lodz"),
        ("STRASSE", "straße"),
    ],
)
def test_two_ways_to_type_a_word_are_one_word(typed: str, meant: str) -> None:
    assert [fold(word) for word in words(typed)] == [fold(word) for word in words(meant)]


def test_a_text_is_cut_into_words_at_everything_but_letters_figures_and_apostrophes() -> None:
    assert words("«Санкт-Петербург», 26.12.2020: #SolidarityBelarus_2020 😀") == [
        "санкт",
        "петербург",
        "26",
        "12",
        "2020",
        "solidaritybelarus",
        "2020",
    ]


@example("Ь", "uk")
@given(st.text(), st.sampled_from(sorted(BY_CODE)))
def test_any_text_at_all_has_words_that_can_be_kept_and_asked(text: str, language: str) -> None:
    for word in words(text):
        assert 0 < len(word) <= LONGEST
        assert set(stems(word, language)) <= set(every_stem(word))
        for stem in every_stem(word):
            assert stem.isalnum(), (word, stem)
            stem.encode()


@given(st.text())
def test_cutting_what_has_been_cut_changes_nothing(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once
