"""An action as its own page and the pages of its stories tell it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice

from solidary.chronicle.face import Face, Figure, ReportStory, Telling
from solidary.chronicle.face import Words as Quoted
from solidary.chronicle.in_languages import ORGANISER, SPEAKER, said_in, venue_in
from solidary.chronicle.quotes import AROUND
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.event_ld import event_ld
from solidary.press.index.calendar_archive import start_of
from solidary.press.reading.actions import stand_of
from solidary.release import addresses as at
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
from solidary.site.other_languages import isolated
from solidary.site.sheets import Link, RedirectSheet, Said
from solidary.site.words import Words, direction, words_for

MOST_QUOTES = 60
"""Words of one report that its action's page quotes in its own language, and as many in others."""


def name_of(face: Face, language: str) -> Said:
    """What an action is called: its own name in the language; else its form and its town, or its country."""
    if name := face.name(language):
        return Said(name, language)
    words = words_for(language)
    form = action_words.form_as_title(words, face.forms[0] if face.forms else "")
    where = face.where
    if where is None:
        return Said(form, language)
    _, town = action_words.named(where.names, language)
    place = isolated(town, language) if town else words.country(where.country)
    return Said(f"{form}, {place}", language)


def when_of(face: Face, language: str) -> str:
    when = face.when
    first, last, precision = (when.first, when.last, when.precision) if when else (None, None, "")
    return action_words.when(words_for(language), first, last, precision)


def place_of(face: Face, language: str) -> str:
    """In one line; '' where nothing is known."""
    if face.where is None:
        return ""
    _, town = action_words.named(face.where.names, language)
    return action_words.place(words_for(language), town, face.where.country)


def draw_action(composer: Composer, face: Face, language: str) -> bytes:
    return composer.render(language, "action.html", action_sheet(composer, face, language))


def draw_former(composer: Composer, target: Face, language: str, here: str) -> bytes:
    """What stands at the page of an id that was merged: the way to the action it is part of."""
    name = name_of(target, language).text
    page = composer.page(language, here, {}, title=name)
    way = Link(name, at.action_page(language, target.address))
    heading = words_for(language).gettext(action_words.PART_OF_ANOTHER)
    return composer.render(language, "redirect.html", RedirectSheet(page, way, heading=heading))


def action_sheet(composer: Composer, face: Face, language: str) -> ActionSheet:
    words, when = words_for(language), face.when
    name = name_of(face, language)
    here = at.action_page(language, face.address)
    same = {code: at.action_page(code, face.address) for code in composer.newsroom.languages}
    day, place = when_of(face, language), place_of(face, language)
    about = " · ".join(part for part in (day, place) if part)
    topics = composer.topics_at(face.topics)
    exact = when is not None and when.is_exact
    turnout = face.turnout
    return ActionSheet(
        page=composer.page(language, here, same, title=name.text, description=about),
        name=name,
        standing=action_words.standing(words, face.standing),
        forms=action_words.in_a_row(words, (action_words.form(words, each) for each in face.forms)),
        when=day,
        day=when.first if when and exact else None,
        basis=action_words.basis(words, when.basis) if when else "",
        ways=_ways(face, language),
        place=_place(face, language),
        turnout=action_words.turnout(words, *turnout) if turnout else "",
        counted_as=action_words.counted_as(words, *turnout) if turnout else "",
        figures=tuple(_figure(each, face, language) for each in face.figures),
        organisers=_names(face, ORGANISER, face.organisers, language),
        speakers=_names(face, SPEAKER, face.speakers, language),
        solidarity_with=tuple(Said(name, "") for name in face.solidarity_with),
        reports=tuple(_report(each, language) for each in face.tellings),
        topics=tuple(
            composer.topic_link(topics[address], language)
            for address in face.topics
            if address in topics and composer.has_page(at.topic_listing(address, language))
        ),
        address=face.address,
        since=face.since,
        revised=face.revised,
        is_sure=exact and face.standing == "happened",
        json_ld=event_ld(
            face,
            language,
            title=name.text,
            topics=[row.name(language) or row.hashtag for row in topics.values()],
            root=at.root_of(here),
        ),
    )


def reported_actions(
    faces: Iterable[Face], language: str, translation_key: str
) -> tuple[ReportedAction, ...]:
    """What the page of a story says of the actions it reports; `translation_key`: what it shares with its
    translations, which are no other stories."""
    return tuple(
        ReportedAction(
            href=at.action_page(language, face.address),
            name=name_of(face, language),
            when=when_of(face, language),
            # A name made of form and town says it already.
            place=place_of(face, language) if face.name(language) else "",
            others=tuple(
                _in_language(each, language)
                for each in face.tellings
                if each.key != translation_key
            ),
        )
        for face in faces
    )


def _ways(face: Face, language: str) -> tuple[Link, ...]:
    """To the pages of its days, the first and the last, and of its month: where no more is known, to that of
    the whole month."""
    words, stand = words_for(language), stand_of(face)
    days, months = stand.days(), stand.months()[:1]
    return (
        *(
            Link(words.day(date.fromisoformat(day)), at.day_page(language, day))
            for day in dict.fromkeys((*days[:1], *days[-1:]))
        ),
        *(
            Link(words.month(start_of(month)), at.chronicle_page(at.every_story(language), month))
            for month in months
        ),
    )


def _place(face: Face, language: str) -> Place | None:
    where, words = face.where, words_for(language)
    if where is None:
        return None
    spoken, town = action_words.named(where.names, language)
    return Place(
        name=Said(town, spoken),
        country=words.country(where.country) if where.country else "",
        href=at.place_page(language, where.place) if where.place else "",
        venue=Said(*venue_in(face, language)),
        precision=action_words.place_precision(words, where.precision),
    )


def _names(face: Face, field: str, names: tuple[str, ...], language: str) -> tuple[Said, ...]:
    """Names as a report in the page's language has them; else as the record has."""
    found = said_in(face, field, names, language)
    return tuple(Said(name, language if found else "") for name in found or names)


def _figure(figure: Figure, face: Face, language: str) -> FigureLine:
    words = words_for(language)
    said, spoken, story = _in_its_words(figure, face, language)
    public = any(each.address == story for each in face.stories)
    return FigureLine(
        turnout=action_words.turnout(words, figure.low, figure.high, figure.bound),
        sayers=action_words.in_a_row(words, figure.sayers) if figure.sayers else "",
        words=Said(said, spoken),
        href=at.story_page(spoken, story) if public else "",
    )


def _in_its_words(figure: Figure, face: Face, language: str) -> tuple[str, str, str]:
    """The words of a figure, their language, and the address of their story: those of the translation in the
    page's language, where it says one figure as the story itself does."""
    for telling in face.tellings:
        addresses = {story.address: story.language for story in telling.stories}
        if figure.story not in addresses or figure.language == language:
            continue
        figures = [each for each in face.figures if each.story in addresses]
        quotes = [
            said.exact for own, said in telling.words if own == language and said.field == "turnout"
        ]
        story = next((each for each, own in addresses.items() if own == language), "")
        if len(figures) == len(quotes) == 1 and story:
            return quotes[0], language, story
    return figure.words, figure.language, figure.story


def _report(telling: Telling, language: str) -> ActionReport:
    words = words_for(language)
    order = list(action_words.QUOTED)
    quotes = sorted(
        (each for each in dict.fromkeys(telling.words) if each[1].field in order),
        key=lambda each: order.index(each[1].field),
    )
    stories = sorted(telling.stories, key=lambda story: story.language != language)
    spoken = {own for own, _ in quotes}
    shown = next((each.language for each in stories if each.language in spoken), language)
    return ActionReport(
        stories=tuple(map(_link, stories)),
        cites=action_words.in_a_row(words, telling.sources) if telling.sources else "",
        quotes=_quoted(words, (each for each in quotes if each[0] == shown)),
        other_quotes=_quoted(words, (each for each in quotes if each[0] != shown)),
    )


def _quoted(words: Words, quotes: Iterable[tuple[str, Quoted]]) -> tuple[QuotedWords, ...]:
    return tuple(
        QuotedWords(
            action_words.quoted(words, said.field),
            _before(said.before),
            said.exact,
            _after(said.after),
            spoken,
        )
        for spoken, said in islice(quotes, MOST_QUOTES)
    )


def _before(text: str) -> str:
    """What is kept of the words before a quote, from the first whole one on."""
    return f"…{text.partition(' ')[2]}" if len(text) >= AROUND else text


def _after(text: str) -> str:
    if len(text) < AROUND:
        return text
    whole = text.rpartition(" ")[0]
    return f"{whole} …" if whole.endswith((".", "!", "?")) else f"{whole}…"


def _in_language(telling: Telling, language: str) -> ReportLink:
    """The story of a report in a language, else its first."""
    stories = telling.stories
    return _link(next((story for story in stories if story.language == language), stories[0]))


def _link(story: ReportStory) -> ReportLink:
    return ReportLink(
        at.story_page(story.language, story.address),
        story.headline,
        story.language,
        direction(story.language),
        story.day,
    )
