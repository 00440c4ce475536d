"""Example sheets of an action's own page, and of what a story reports."""

from __future__ import annotations

from datetime import date

from solidary.site import action_words
from solidary.site.action_sheets import (
    ActionReport,
    ActionSheet,
    FigureLine,
    Place,
    QuotedWords,
    ReportedAction,
    ReportLink,
)
from solidary.site.sheets import Link, Said
from solidary.site.words import direction, words_for
from tests.site.examples import page, topic
from tests.site.voices import voice

DAY = date(2020, 7, 27)


def report_link(language: str, number: int, spoken: str) -> ReportLink:
    return ReportLink(
        f"{spoken}/s/7f/{number}.html", voice(spoken).headlines[number], spoken, direction(spoken),
        DAY,
    )  # fmt: skip


def quoted(language: str, field: str, spoken: str) -> QuotedWords:
    words = voice(spoken)
    label = action_words.quoted(words_for(language), field)
    return QuotedWords(label, words.summary[:20], words.headlines[3], words.summary[-20:], spoken)


def chain(language: str) -> ActionSheet:
    """An action with all that can be known of one, in several languages."""
    words, said = words_for(language), voice(language)
    other = "be" if language != "be" else "en"
    figures = ((200, 200, "min", said.who), (300, 300, "exact", ""))
    return ActionSheet(
        page=page(language, "x/7f/chain.html", said.headlines[3], same=lambda code: True),
        name=Said(said.headlines[3], language),
        standing=action_words.standing(words, "happened"),
        forms=action_words.in_a_row(
            words, [action_words.form(words, each) for each in ("chain", "performance")]
        ),
        when=action_words.when(words, DAY, DAY, "day"),
        day=DAY,
        basis=action_words.basis(words, "another report"),
        ways=(
            Link(words.day(DAY), f"c/2020-07-27.{language}.html"),
            Link(words.month(DAY), f"c/2020-07/all.{language}.html"),
        ),
        place=Place(
            Said(said.cities[0], language), words.country("LT"), f"w/7f/1.{language}.html",
            Said(said.cities[1], language), action_words.place_precision(words, "venue"),
        ),
        turnout=action_words.turnout(words, 200, 300, "range"),
        counted_as="",
        figures=tuple(
            FigureLine(
                action_words.turnout(words, low, high, bound), sayers,
                Said(voice(other).headlines[3], other), f"{other}/s/7f/3.html",
            )
            for low, high, bound, sayers in figures
        ),
        organisers=(Said(said.newsroom, language), Said(said.who, "")),
        speakers=(Said(said.who, language),),
        solidarity_with=(Said(said.topic, ""),),
        reports=(
            ActionReport(
                (report_link(language, 3, language), report_link(language, 3, other)),
                said.credit,
                (quoted(language, "day", language),),
                (quoted(language, "turnout", other),),
            ),
            ActionReport((report_link(language, 1, other),), "", ()),
        ),
        topics=(topic(language),),
        address="7fchain22",
        since=date(2020, 7, 28),
        revised=date(2020, 8, 1),
        is_sure=True,
    )  # fmt: skip


def announced(language: str) -> ActionSheet:
    """An action of which next to nothing is known."""
    words, said = words_for(language), voice(language)
    name = action_words.form_as_title(words, "picket")
    return chain(language)._replace(
        page=page(language, "x/7f/announced.html", name, same=lambda code: True),
        name=Said(name, language),
        standing=action_words.standing(words, "announced"),
        forms=action_words.form(words, "picket"),
        when=action_words.when(words, None, None, ""),
        day=None, basis="", turnout="", figures=(), organisers=(), speakers=(), solidarity_with=(),
        place=Place(Said("", ""), words.country("PL"), "", Said("", ""), ""),
        reports=(ActionReport((report_link(language, 5, language),), said.who, ()),),
        topics=(), revised=date(2020, 7, 28), is_sure=False,
    )  # fmt: skip


def reported(language: str) -> tuple[ReportedAction, ...]:
    """What a story says of the actions it reports."""
    words, said = words_for(language), voice(language)
    other = "be" if language != "be" else "en"
    return (
        ReportedAction(
            f"x/7f/chain.{language}.html", Said(said.headlines[3], language),
            action_words.when(words, DAY, DAY, "day"), said.cities[0],
            (report_link(language, 1, language), report_link(language, 2, other)),
        ),
        ReportedAction(
            f"x/7f/announced.{language}.html",
            Said(action_words.form_as_title(words, "picket"), language),
            action_words.when(words, DAY, DAY, "month"), "", (),
        ),
    )  # fmt: skip
