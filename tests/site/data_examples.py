"""Example sheets of the timeline, of the page of data, and of the codebook."""

from __future__ import annotations

from datetime import date

from solidary.site import codebook as meanings
from solidary.site.data_sheets import (
    CodebookSheet,
    Codes,
    ColumnLine,
    Counted,
    DataPart,
    DataSheet,
    RuleLine,
    RulesOfField,
    TableOfColumns,
)
from solidary.site.sheets import Link, Said
from solidary.site.timeline_sheets import (
    DayLink,
    StoryWords,
    TimelineAction,
    TimelineDay,
    TimelineMonth,
    TimelineSheet,
)
from solidary.site.words import words_for
from tests.site.examples import page
from tests.site.voices import voice

FILES = ("actions.csv", "reports.csv", "estimates.csv", "places.csv", "chronicle.jsonl")
CODES = ("be", "de", "en", "lt", "pl", "ru", "uk")


def action(language: str, number: int, day: date | None) -> TimelineAction:
    words = voice(language)
    headline = words.headlines[number % len(words.headlines)]
    facts = (words.cities[number % len(words.cities)], words_for(language).number(200 * number))
    return TimelineAction(
        href=f"x/7f/{number}.{language}.html",
        name=Said(headline, language),
        when=words_for(language).day(day or date(2020, 8, 31)),
        day=day,
        facts=tuple(Said(fact, language) for fact in facts),
        stories=tuple(
            StoryWords(Said(each, language), f"{language}/s/7f/{place}.html")
            for place, each in enumerate(words.headlines[: number % 3 + 1])
        ),
        more=number,
    )


def timeline(language: str) -> TimelineSheet:
    """Two months of a year with a declared day, and one that leads to its days."""
    declared = TimelineDay(
        date(2020, 8, 9), Said(voice(language).topic, language), voice(language).newsroom
    )
    there = f"c/2020-08/all.{language}.html"
    return TimelineSheet(
        page=page(language, "c/2020/all.html", words_for(language).year(date(2020, 1, 1))),
        trail=(Link(voice(language).topic, f"{language}/latest.html"),),
        year=date(2020, 1, 1),
        months=(
            TimelineMonth(date(2020, 7, 1), there, (action(language, 1, date(2020, 7, 27)),), ()),
            TimelineMonth(
                date(2020, 8, 1),
                there,
                (declared, action(language, 0, declared.day), action(language, 2, None)),
                (),
            ),
            TimelineMonth(
                date(2020, 9, 1),
                there,
                (),
                tuple(
                    DayLink(date(2020, 9, day), f"c/2020-09-{day:02}.{language}.html")
                    for day in range(1, 29, 3)
                ),
            ),
        ),
        undated=(action(language, 3, None),),
        before=Link("2019", f"c/2019/all.{language}.html"),
        after=Link("2021", f"c/2021/all.{language}.html"),
        data=f"c/all.data.{language}.html",
    )


def data(language: str) -> DataSheet:
    files = tuple(Link(name, f"c/2020/all/{name}") for name in FILES)
    return DataSheet(
        page=page(
            language, "w/all.data.html", words_for(language).gettext("The chronicle as data")
        ),
        parents=(Link(voice(language).topic, f"{language}/latest.html"),),
        month=None,
        parts=(
            DataPart(date(2021, 3, 1), "month", (), page=f"c/all.data.2021-03.{language}.html"),
            DataPart(date(2021, 2, 1), "month", files),
            DataPart(date(2020, 8, 9), "day", files, ("b", "f")),
            DataPart(date(2020, 1, 1), "year", files),
            DataPart(None, "", files),
        ),
        log=(DataPart(date(2021, 2, 1), "month", files[:2]),),
        codebook=f"{language}/codebook.html",
        all_data=f"c/all.data.{language}.html",
        licence="c/LICENSE.txt",
        licence_name="Creative Commons Attribution 4.0 International",
        licence_page="https://creativecommons.org/licenses/by/4.0/",
        citation="c/CITATION.cff",
    )


def codebook(language: str) -> CodebookSheet:
    words = words_for(language)

    def lines(said: dict[str, str]) -> tuple[ColumnLine, ...]:
        return tuple(ColumnLine(name, words.gettext(about)) for name, about in said.items())

    def rules(said: dict[str, str]) -> tuple[RuleLine, ...]:
        figures = ("3/3", "", "14/15", "1/1", "", "2/2", "7/7")
        return tuple(RuleLine(name, words.gettext(about), figures) for name, about in said.items())

    return CodebookSheet(
        page=page(language, "codebook.html", words.gettext("Codebook")),
        data=f"c/all.data.{language}.html",
        tables=tuple(
            TableOfColumns(name, words.gettext(about), lines(meanings.COLUMNS[name]))
            for name, about in meanings.TABLES.items()
        ),
        codes=tuple(
            Codes(name, words.gettext(meanings.COLUMNS["actions"].get(name, "")), lines(codes))
            for name, codes in meanings.CODES.items()
            if name != "bound"
        ),
        fields=tuple(
            RulesOfField(name, words.gettext(meanings.FIELDS[name]), rules(said))
            for name, said in meanings.RULES.items()
        ),
        languages=CODES,
        scores=rules({"": meanings.FIELDS["day"]}),
        stories=55,
        counted=(Counted("dozens", 24, 24, 20), Counted("a dozen", 12, None, 10)),
    )
