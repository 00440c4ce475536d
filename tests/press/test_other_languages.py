"""What is in another language than its page says so, wherever it is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile

from solidary.press.publish import address_of, publish_pending
from solidary.stories.models import Byline, Document, Place, PlaceName, Story
from tests.press.archive import newsroom, photo, recording, story

pytestmark = pytest.mark.django_db


def page_of(home: Path, made: Story) -> BeautifulSoup:
    publish_pending(workers=1)
    return BeautifulSoup((home / "site" / address_of(made)).read_text("utf-8"), "html.parser")


def marked(found: Any) -> tuple[str | None, str | None]:
    return found.get("lang"), found.get("dir")


def test_words_that_fall_back_carry_the_newsrooms_first_language(home: Path) -> None:
    newsroom()  # English first, then Belarusian
    shown = photo(caption="A caption in English", alt_text="What it shows", credit="Jane Roe")
    film = recording("A song")
    paper = Document.objects.create(title="A letter", file=ContentFile(b"%PDF", "letter.pdf"))
    made = story(
        "Навіна",
        language="be",
        body=[
            ("photo", {"photo": shown}),
            ("gallery", {"photos": [shown]}),
            ("dispatch", {"photos": [shown]}),
            ("embed", {"address": "https://e.org/", "title": "Навіна", "photo": shown}),
            ("audio", {"audio": film}),
            ("document", {"document": paper}),
        ],
    )
    page = page_of(home, made)
    pictures = page.select(".body img")
    assert [marked(each) for each in pictures] == [("en", None)] * 4
    captions = page.select(".body .caption")
    assert [marked(each) for each in captions] == [("en", None)] * 4  # three photos, the song
    credits = page.select(".body .credit bdi")
    assert [marked(each) for each in credits] == [("en", None)] * 4
    assert [each["lang"] for each in page.select("audio")] == ["en"]
    assert marked(page.select_one(".document a bdi")) == ("en", None)

    for each in ("alt_text", "caption", "credit"):
        shown.words.update_or_create(language="be", defaults={each: "Па-беларуску"})
    film.words.create(language="be", title="Песня")
    paper.words.create(language="be", title="Ліст")
    for thing in (shown, film, paper):
        thing.save()
    assert not page_of(home, made).select(".body [lang]")


def test_a_place_without_a_name_in_the_pages_language_says_whose_name_it_has(home: Path) -> None:
    newsroom()
    place = Place.objects.create()
    PlaceName.objects.create(place=place, language="he", name="חיפה")
    made = story(body=[("dispatch", {"place": place})])
    made.places = [place]
    made.save()
    page = page_of(home, made)
    assert marked(page.select_one("h2.place bdi")) == ("he", "rtl")
    assert marked(page.select_one(".places li bdi")) == ("he", "rtl")


def test_a_quote_is_in_the_language_an_editor_chose_or_its_letters_tell(home: Path) -> None:
    newsroom()
    said = {"who": "Jane Roe", "about": ""}
    quotes = [
        {"text": "We shall overcome, said the crowd in English.", **said},
        {"text": "Мы не замоўкнем, сказалі людзі.", **said},
        {"text": "Wir schweigen nicht.", "language": "de", **said},
        {"text": "לא נשתוק", "language": "he", **said},
    ]
    made = story("Навіна", language="be", body=[("quote", quote) for quote in quotes])
    page = page_of(home, made)
    found = [marked(each) for each in page.select(".quote blockquote")]
    assert found == [("en", None), (None, None), ("de", None), ("he", "rtl")]
    # What feeds carry is the same drawing.
    feed = json.loads((home / "site" / "be/latest.feed.json").read_bytes())
    html = BeautifulSoup(feed["items"][0]["content_html"], "html.parser")
    assert [marked(each) for each in html.select("blockquote")] == found


def test_a_line_that_is_marked_as_a_whole_runs_from_the_side_of_its_language(home: Path) -> None:
    newsroom()
    begin = '<span lang="he" dir="rtl">'
    made = story(
        body=[
            (
                "paragraph",
                f"<p>{begin}<b>לא</b> נשתוק</span></p><p>{begin}לא</span> they said</p>"
                f"<ul><li>{begin}לא</span></li><li>{begin}לא</span> {begin}לא</span></li></ul>",
            )
        ]
    )
    page = page_of(home, made)
    assert [marked(each) for each in page.select(".body p, .body li")] == [
        ("he", "rtl"),
        (None, None),
        ("he", "rtl"),
        (None, None),
    ]
    assert page.select_one(".body p") == BeautifulSoup(
        '<p lang="he" dir="rtl"><b>לא</b> נשתוק</p>', "html.parser"
    ).select_one("p")
    assert len(page.select(".body span[lang=he]")) == 3


def test_a_name_in_other_letters_is_set_apart_from_what_follows(home: Path) -> None:
    newsroom()
    made = story()
    Byline.objects.create(story=made, name="يوسف حداد", role="2021 photos")
    made.save()
    page = page_of(home, made)
    name, role = page.select(".bylines bdi")
    assert (name.text, marked(name)) == ("يوسف حداد", ("ar", "rtl"))
    assert (role.text, marked(role)) == ("2021 photos", (None, None))
