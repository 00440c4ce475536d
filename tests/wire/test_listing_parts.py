"""The parts of the listing reader by themselves: marks and furniture."""

import pytest

from solidary.wire.formats.listing.marks import read_marks
from solidary.wire.formats.listing.noise import why_noise


@pytest.mark.parametrize(
    ("headline", "marks"),
    [
        ("Leader addresses people (ENG video)", (True, False, ("en",))),
        ("Мітынг у Вільні (Фота)", (False, True, ())),
        ("Мітинг у Києві (відео)", (True, False, ())),
        ("Wiec w Warszawie (galeria zdjęć)", (False, True, ())),
        ("Mitingas Vilniuje (vaizdo įrašas)", (True, False, ())),
        ("Kundgebung (Video auf Deutsch)", (True, False, ("de",))),
        ("Митинг | ФОТО, ВИДЕО", (True, True, ())),
        ("Police seize video", (False, False, ())),
        ("Talk with a general (interview)", (False, False, ())),
    ],
)
def test_marks_are_read_from_headlines(
    headline: str, marks: tuple[bool, bool, tuple[str, ...]]
) -> None:
    found = read_marks(headline)
    assert (found.video, found.photos, found.spoken) == marks


def test_the_language_of_subtitles_is_not_the_language_spoken() -> None:
    found = read_marks("Film about August (video, RU, ENG subtitles)")
    assert (found.spoken, found.subtitles) == (("ru",), ("en",))


@pytest.mark.parametrize(
    "line",
    [
        "Home | News | Video | About us",
        "Чытаць далей →",
        "We use cookies to improve your experience on this site.",
        "Ta strona używa plików cookies",
        "1 2 3 … 10 »",
        "© 2021 Belsat",
        "Photo: Reuters",
        "Comments (3)",
        "#Belarus #Minsk",
        "::В мире",
        "* * *",
        "5 min read",
    ],
)
def test_furniture_of_the_page_is_recognised(line: str) -> None:
    assert why_noise(line) is not None


@pytest.mark.parametrize(
    "line", ["EU fines a company over cookies", "Solidary Białystok", "Дзень Волі ў Вільні"]
)
def test_headlines_are_not_taken_for_furniture(line: str) -> None:
    assert why_noise(line) is None
