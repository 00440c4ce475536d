"""Example bodies: every kind of block, as the press hands them to `body.html`."""

from __future__ import annotations

from datetime import date
from typing import Any

from markupsafe import Markup

from solidary.site.sheets import CardLink, Document, Picture, Recording, Said
from tests.site.examples import picture
from tests.site.voices import voice

ROOT = "../../../"
"""Every example story lies at `<language>/s/7f/<name>.html`."""

Block = dict[str, Any]


def in_body(shown: Picture) -> Picture:
    """A picture as a body gets it: with the way to the root in its addresses."""
    files = tuple(file._replace(href=ROOT + file.href) for file in shown.renditions)
    return shown._replace(renditions=files)


def photos(language: str, start: int, count: int) -> list[Picture]:
    words = voice(language)
    return [
        in_body(
            picture(
                start + number,
                words.caption if number % 3 != 1 else words.cities[number % 5],
                words.credit,
                illustration=number % 2 == 0,
            )
        )
        for number in range(count)
    ]


def paragraph(language: str) -> Block:
    return {"type": "paragraph", "text": Markup(f"<p>{voice(language).paragraph}</p>")}


def correction(language: str) -> Block:
    return {"type": "correction", "day": date(2021, 2, 9), "text": voice(language).summary}


def dispatch(language: str, city: int, pictures: int, start: int = 0) -> Block:
    words = voice(language)
    return {
        "type": "dispatch",
        "place": Said(words.cities[city], language),
        "place_name": "",
        "text": Markup(f"<p>{words.paragraph}</p>"),
        "messages": [],
        "photos": photos(language, start, pictures),
        "added": None,
    }


def message(language: str, quoted: bool) -> Block:
    words = voice(language)
    return {"text": words.quote, "language": language, "who": words.who, "quoted": quoted}


def quote(language: str) -> Block:
    words = voice(language)
    return {
        "type": "quote",
        "text": words.quote,
        "who": words.who,
        "about": words.cities[1],
        "language": "",
    }


def wall(language: str) -> Block:
    """Wishes in many languages, one of them right to left, long and short."""
    words = voice(language)
    wish = {"language": "", "who": words.who, "place": Said(words.cities[2], language)}
    return {
        "type": "wall",
        "added": None,
        "title": words.headlines[3],
        "wishes": [
            {**wish, "text": words.quote, "place_name": ""},
            {
                **wish, "text": "Кветкі замест кратаў.\nМы побач.", "language": "be", "who": "",
                "place": None, "place_name": "",
            },
            {**wish, "text": "الورود بدل القضبان", "language": "ar", "who": "", "place_name": ""},
            {**wish, "text": words.summary, "place": None, "place_name": words.cities[0]},
            {
                **wish, "text": "Stiprybės!", "language": "lt", "who": "", "place": None,
                "place_name": "",
            },
        ],
    }  # fmt: skip


def table(language: str) -> Block:
    """As wide as no phone is."""
    words = voice(language)
    return {
        "type": "table",
        "caption": words.caption,
        "rows": [
            words.cities[:5],
            *([words.summary[:40], "200", "1\n2", "", "4"] for _ in range(3)),
        ],
        "head": True,
    }


def roundup(language: str) -> list[Block]:
    """A walk through five cities, with one, two, three, five and no photos."""
    return [
        paragraph(language),
        dispatch(language, 0, 1),
        dispatch(language, 1, 2, 3),
        quote(language),
        dispatch(language, 2, 3, 1),
        correction(language),
        {
            **dispatch(language, 3, 5, 2),
            "messages": [message(language, True), message("be", False)],
        },
        {**dispatch(language, 4, 0), "text": Markup(f"<p>{voice(language).summary}</p>")},
        {**dispatch(language, 4, 4), "place": "", "text": Markup("")},
        {**dispatch(language, 4, 1), "added": date(2021, 9, 8)},
    ]


def all_kinds(language: str) -> list[Block]:
    """Every block kind once, lists and foreign words among the paragraphs."""
    words = voice(language)
    clip = Recording(
        files=((ROOT + "m/clip.mp4", "video/mp4"),),
        poster=in_body(picture(3)),
        title=words.headlines[5],
        credit=words.credit,
        spoken=("en", "be"),
        subtitles=(("pl", ROOT + "m/clip.pl.vtt", "Polski"),),
        width=1280,
        height=720,
    )
    sound = clip._replace(poster=None, width=None, height=None)
    return [
        paragraph(language),
        {"type": "photo", "photo": photos(language, 0, 1)[0], "caption": ""},
        paragraph(language),
        {"type": "heading", "text": words.headlines[2], "id": "flowers"},
        {
            "type": "paragraph",
            "text": Markup(
                f'<p>{words.summary} <span lang="ar" dir="rtl">التضامن مع بيلاروسيا</span>, '
                f"<i>{words.cities[2]}</i>.</p><ul><li>{words.cities[0]}</li>"
                f"<li>{words.summary}</li></ul><ol><li>{words.cities[1]}</li></ol>"
            ),
        },
        quote(language),
        wall(language),
        table(language),
        {"type": "video", "video": clip, "caption": ""},
        {"type": "audio", "audio": sound, "caption": ""},
        paragraph(language),
        {"type": "gallery", "caption": words.caption, "photos": photos(language, 1, 4)},
        {
            "type": "embed",
            "address": CardLink("https://www.example.com/watch?v=1&t=2", "example.com"),
            "title": words.headlines[1],
            "outlet": "Example Television",
            "photo": in_body(picture(4, credit=words.credit)),
        },
        {
            "type": "embed",
            "address": CardLink("https://example.com/post", "example.com"),
            "title": "",
            "outlet": "",
            "photo": None,
        },
        {
            "type": "document",
            "document": Document(ROOT + "d/letter.pdf", words.headlines[4], "PDF", 2_437_000),
            "note": words.summary,
        },
        correction(language),
        paragraph(language),
    ]


def plain(language: str) -> list[Block]:
    return [paragraph(language), paragraph(language), quote(language), paragraph(language)]
