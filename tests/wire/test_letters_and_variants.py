"""Letters composed and apart, joiners, and variants of a language, from an archive to a page."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from solidary.press.publish import publish_pending
from solidary.release.addresses import listing_page, topic_listing
from solidary.stories.models import Story, Topic
from solidary.stories.search.find import filter_queryset
from tests.wire.test_json_lines import taken_in

pytestmark = pytest.mark.django_db


def story(language: str, headline: str, **more: object) -> dict[str, object]:
    said = {"record": "story", "language": language, "headline": headline, "day": "2021-02-08"}
    return {**said, **more}


def newsroom(language: str) -> dict[str, object]:
    return {"record": "newsroom", "name": "N", "languages": [{"language": language}]}


def cyrillic_in(text: str) -> list[str]:
    return [letter for letter in text if "Ѐ" <= letter <= "ӿ"]


def test_variants_of_belarusian_move_in_under_any_spelling_of_their_code() -> None:
    taken_in(
        newsroom("be-latn"),
        story("be-tarask", "Сьвет"),
        story("be-TARASK", "Плян"),
        story("BE_latn", "Śviet"),
        strict=True,
    )
    languages = set(Story.objects.values_list("locale__language_code", flat=True))
    assert languages == {"be-tarask", "be-Latn"}


def test_pages_in_latin_belarusian_have_their_words_and_dates_in_latin_letters(home: Path) -> None:
    taken_in(newsroom("be-Latn"), story("be-Latn", "Śviet", sources=[{"outlet": "A"}]), strict=True)
    publish_pending(wait=True)
    (file,) = (home / "site" / "be-Latn" / "s").rglob("*.html")
    page = file.read_text("utf-8").replace("\u00a0", " ")
    assert '<html lang="be-Latn"' in page
    assert "8 lutaha 2021" in page
    assert "Krynicy" in page
    assert cyrillic_in(page) == []


def test_the_classical_orthography_is_searched_like_the_official_one() -> None:
    taken_in(story("be-tarask", "Сьветлы плян салідарнасьці"), strict=True)
    for asked in ("плян", "планы", "салідарнасць", "салідарнасьці"):
        assert filter_queryset(Story.objects.all(), asked).exists(), asked


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_texts_and_hashtags_move_in_composed(form: Literal["NFC", "NFD"]) -> None:
    def stored(text: str) -> str:
        return unicodedata.normalize(form, text)

    words = {"Kraków, Śródmieście": "Żółć", "Ёлка й Пакоі": "Жыццё"}
    taken_in(
        *(
            story(
                "be",
                stored(headline),
                topics=[stored(f"#{tag}")],
                body=[{"type": "quote", "value": {"text": stored(tag)}}],
            )
            for headline, tag in words.items()
        ),
        strict=True,
    )
    assert set(Story.objects.values_list("headline", flat=True)) == set(words)
    assert set(Topic.objects.values_list("hashtag", flat=True)) == set(words.values())
    assert {str(one.raw_body[0]["value"]["text"]) for one in Story.objects.all()} == set(
        words.values()
    )


def test_a_hashtag_with_a_joiner_has_its_topic_and_its_pages(home: Path) -> None:
    taken_in(
        newsroom("fa"),
        story("fa", "خبر", topics=["#می\u200cخواهم"]),
        story("fa", "دو", topics=["#میخواهم"]),
        strict=True,
    )
    topic = Topic.objects.get()
    assert topic.stories.count() == 2
    publish_pending(wait=True)
    site = home / "site"
    assert (site / listing_page(topic_listing(topic.address, "fa"))).is_file()
    assert (site / "fa" / topic.hashtag / "index.html").is_file()
