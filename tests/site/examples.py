"""Example sheets of the reader's site: one of everything a page may have to carry.

The words come from `voices.py`, so that each template is seen in Latin, Cyrillic and
right-to-left writing alike.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from markupsafe import Markup

from solidary.languages import BY_CODE
from solidary.site.missing import missing_words
from solidary.site.sheets import (
    AboutSheet,
    ArchivePart,
    Byline,
    FeedLink,
    FrontSheet,
    Item,
    LanguageLink,
    Link,
    ListingSheet,
    Marks,
    Masthead,
    MissingSheet,
    MissingWords,
    MovedSheet,
    Page,
    Picture,
    RedirectSheet,
    Rendition,
    Said,
    SourceLine,
    StorySheet,
    TopicLink,
    TopicTeaser,
)
from solidary.site.words import direction, own_name
from tests.site.voices import voice

LANGUAGES = tuple(BY_CODE)
RIGHT_TO_LEFT = ("ar", "fa", "he")
WIDTHS = (240, 480, 960, 1440)
DRAWINGS = 8
STYLESHEET = "a/style.css"
CHRONICLE_STYLE = "a/chronicle.css"
ICON = "a/icon.svg"


def picture(number: int, caption: str = "", credit: str = "", illustration: bool = True) -> Picture:
    """One of the gallery's drawings; every third stands upright, one has a single small file."""
    number %= DRAWINGS
    wide, high = (3, 4) if number % 3 == 2 else (3, 2)
    widths = WIDTHS[:1] if number == 7 else WIDTHS
    return Picture(
        renditions=tuple(
            Rendition(f"p/{number}-{width}.webp", width, width * high // wide, "image/webp")
            for width in widths
        ),
        alt="" if number == 6 else "A line of people holding hands along a river",
        caption=caption,
        credit=credit,
        illustration=illustration,
    )


def masthead(language: str, logo: bool = False) -> Masthead:
    words = voice(language)
    return Masthead(
        name=words.newsroom,
        tagline=words.tagline,
        language=language,
        direction=direction(language),
        logo=picture(1) if logo else None,
        front=f"{language}/index.html",
        all_stories=f"{language}/latest.html",
        about=f"{language}/about.html",
        stylesheet=STYLESHEET,
        icon=ICON,
        touch_icon="apple-touch-icon.png",
        chronicle_style=CHRONICLE_STYLE,
    )


def language_links(
    language: str, name: str, same: Callable[[str], bool]
) -> tuple[LanguageLink, ...]:
    codes = LANGUAGES if language in LANGUAGES else (*LANGUAGES, language)
    return tuple(
        LanguageLink(
            language=code,
            name=own_name(code),
            direction=direction(code),
            href=f"{code}/{name}" if same(code) else f"{code}/index.html",
            same=same(code),
            current=code == language,
        )
        for code in codes
    )


def page(
    language: str,
    name: str,
    title: str,
    *,
    feed: str = "all",
    logo: bool = False,
    same: Callable[[str], bool] = lambda code: True,
) -> Page:
    here = f"{language}/{name}"
    return Page(
        masthead=masthead(language, logo),
        here=here,
        root="../" * here.count("/"),
        languages=language_links(language, name, lambda code: code == language or same(code)),
        title=title,
        description=voice(language).summary,
        feeds=tuple(
            FeedLink(label, f"{language}/{feed}.{kind}", f"{title} · {label}")
            for label, kind in (
                ("Atom", "atom.xml"),
                ("RSS", "rss.xml"),
                ("JSON Feed", "feed.json"),
            )
        )
        if feed
        else (),
        default=f"en/{name}" if name and same("en") else "",
    )


def topic(language: str) -> TopicLink:
    return TopicLink("SolidarityBelarus", voice(language).topic, f"{language}/t/7f/7f3kq.html")


MARKS = (
    Marks("roundup", photos=True),
    Marks("video", video=True, spoken=("en", "be"), subtitled=("pl",)),
    Marks("news", corrected=date(2021, 3, 9)),
    Marks("news"),
    Marks("statement"),
    Marks("documentary", video=True, spoken=("pl",)),
    Marks("opinion", audio=True),
    Marks("announcement"),
)

DAYS = (
    date(2021, 9, 7),
    date(2021, 8, 31),
    date(2021, 7, 11),
    date(2021, 2, 8),
    date(2021, 2, 8),
    date(2020, 12, 26),
    date(2020, 9, 22),
)


def items(language: str, count: int, pictures: bool = True, timed: bool = True) -> tuple[Item, ...]:
    words = voice(language)
    return tuple(
        Item(
            href=f"{language}/s/7f/{number}.html",
            headline=words.headlines[number % len(words.headlines)],
            standfirst=words.summary if number % 4 != 3 else "",
            day=DAYS[number % len(DAYS)].replace(year=2021 - number // len(DAYS)),
            time=time(14, 5) if timed and number % 3 == 1 else None,
            marks=MARKS[number % len(MARKS)],
            picture=picture(number) if pictures and number % 2 == 0 else None,
        )
        for number in range(count)
    )


def front(language: str) -> FrontSheet:
    words = voice(language)
    listed = items(language, 6)
    return FrontSheet(
        page=page(language, "index.html", words.newsroom),
        lead=listed[0],
        others=listed[1:6],
        topics=(
            TopicTeaser(topic(language), words.standfirst, items(language, 3, False), 1204),
            TopicTeaser(
                TopicLink("PalitviazniBelarusi", "", f"{language}/t/aa/aa.html"),
                "",
                items(language, 7, False)[3:6],
                1,
            ),
        ),
    )


def empty_front(language: str) -> FrontSheet:
    return FrontSheet(
        page=page(language, "index-empty.html", voice(language).newsroom, feed="", logo=True),
        lead=None,
        others=(),
        topics=(),
    )


def bare_front(language: str) -> FrontSheet:
    """A lead without a picture, one story beside it, no topics."""
    listed = items(language, 2, pictures=False)
    return FrontSheet(
        page=page(language, "index-bare.html", voice(language).newsroom, same=lambda code: False),
        lead=listed[0],
        others=listed[1:],
        topics=(),
    )


def topic_page(language: str) -> ListingSheet:
    words = voice(language)
    listed = items(language, 30)
    return ListingSheet(
        page=page(language, "t/7f/7f3kq.html", words.topic, feed="t/7f/7f3kq"),
        topic=topic(language),
        standfirst=words.standfirst,
        pinned=listed[5:7],
        items=listed,
        part=None,
        parents=(),
        parts=tuple(
            ArchivePart(date(year, 1, 1), "year", 2**power, f"{language}/d/{year}/7f3kq.html")
            for power, year in enumerate(range(2021, 2017, -1))
        ),
        total=15 + 30,
    )


def small_topic(language: str) -> ListingSheet:
    """Eleven stories, no pictures, a hashtag without a name, another language missing."""
    return topic_page(language)._replace(
        page=page(
            language,
            "t/7f/small.html",
            "#SolidarityBelarus",
            same=lambda code: code in ("en", "be"),
        ),
        topic=TopicLink("SolidarityBelarus", "", f"{language}/t/7f/small.html"),
        pinned=(),
        items=items(language, 11, pictures=False, timed=False),
        parts=(),
        total=11,
    )


def all_stories(language: str) -> ListingSheet:
    return topic_page(language)._replace(
        page=page(language, "latest.html", "All stories"),
        topic=None,
        standfirst="",
        pinned=(),
    )


def empty_listing(language: str) -> ListingSheet:
    return all_stories(language)._replace(
        page=page(language, "all-empty.html", "All stories"),
        items=(),
        parts=(),
        total=0,
    )


def crowded_year(language: str) -> ListingSheet:
    return topic_page(language)._replace(
        page=page(language, "d/2021/7f3kq.html", f"{voice(language).topic} · 2021"),
        pinned=(),
        items=(),
        part=ArchivePart(date(2021, 1, 1), "year", 0, f"{language}/d/2021/7f3kq.html"),
        parents=(Link(voice(language).topic, f"{language}/t/7f/7f3kq.html"),),
        parts=tuple(
            ArchivePart(
                date(2021, month, 1), "month", 0, f"{language}/d/2021-{month:02}/7f3kq.html"
            )
            for month in range(12, 0, -1)
        ),
        total=0,
    )


def month(language: str) -> ListingSheet:
    return topic_page(language)._replace(
        page=page(language, "d/2021-02/7f3kq.html", f"{voice(language).topic} · 2021-02"),
        pinned=(),
        items=items(language, 7)[3:5],
        part=ArchivePart(date(2021, 2, 1), "month", 2, f"{language}/d/2021-02/7f3kq.html"),
        parents=(
            Link(voice(language).topic, f"{language}/t/7f/7f3kq.html"),
            Link("2021", f"{language}/d/2021/7f3kq.html"),
        ),
        parts=(),
        total=2,
    )


def about(language: str) -> AboutSheet:
    words = voice(language)
    return AboutSheet(
        page=page(language, "about.html", "About us"),
        contacts=Markup(f"<p>{words.newsroom}<br>{words.cities[1]}</p>"),
        policies=Markup(
            f"<h3>{words.topic}</h3><p>{words.paragraph}</p><ul><li>{words.summary}</li></ul>"
        ),
        contact_email="desk@example.org",
        letterbox=("https://letterbox.example.org/", f"http://{'a2' * 28}.onion/"),
    )


def _missing_words(language: str) -> MissingWords:
    return missing_words(language, f"{language}/index.html", f"{language}/latest.html")


def missing(language: str) -> MissingSheet:
    words = _missing_words(language)
    return MissingSheet(
        page=page(language, "404.html", words.heading, feed="", same=lambda code: False),
        words=words,
        others=tuple(_missing_words(code) for code in LANGUAGES if code != language),
    )


def redirect(language: str) -> RedirectSheet:
    return RedirectSheet(
        page=page(language, "t/7f/old.html", "#OldTopic", feed=""),
        target=Link(voice(language).topic, f"{language}/t/7f/7f3kq.html"),
    )


def moved(language: str) -> MovedSheet:
    target = f"{language}/s/7f/7f3kq.html"
    here = page(language, "2021/day/index.html", "This page has moved", feed="")
    return MovedSheet(here, target, "")


def gone(language: str) -> MovedSheet:
    return MovedSheet(page(language, "2021/gone/index.html", "This page is gone", feed=""), "", "")


def story(language: str, name: str, body: Markup, **changes: object) -> StorySheet:
    """A story with everything a head and a foot can hold; `changes` leave parts out."""
    words = voice(language)
    other = "be" if language != "be" else "en"
    sheet = StorySheet(
        page=page(
            language,
            f"s/7f/{name}.html",
            words.headlines[0],
            same=lambda code: code in ("be", "en", "pl"),
        ),
        headline=words.headlines[0],
        standfirst=words.summary,
        dateline=words.cities[0].upper(),
        day=date(2021, 2, 8),
        time=time(21, 40),
        marks=Marks("roundup", photos=True, corrected=date(2021, 2, 9)),
        bylines=(Byline("Hanna Novik", "reporter"), Byline(words.who, "")),
        topics=(topic(language), TopicLink("Warsaw", "", f"{language}/t/bb/bb.html")),
        places=tuple(Said(city, language) for city in words.cities),
        sources=(
            SourceLine(
                "Example Media",
                "Artur H., a local association",
                "https://www.example.org/a",
                "d/kept.html",
            ),
            SourceLine("", "", "https://example.net/b?c=d&e=f", ""),
            SourceLine("Radio of the town", "", "", ""),
        ),
        body=body,
        based_on=LanguageLink(
            other, own_name(other), direction(other), f"{other}/s/7f/original.html", True, False
        ),
        json_ld=Markup('{"@context":"https://schema.org","@type":"NewsArticle"}'),
    )
    return sheet._replace(**changes)  # type: ignore[arg-type]
