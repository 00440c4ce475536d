"""An action in a line, as calendars, days and lists say it: what it is called, where, when and how many."""

from __future__ import annotations

from solidary.chronicle.face import Face, Figure
from solidary.press.drawing.actions import when_of
from solidary.press.drawing.chronicle import DeclaredDay as Declared
from solidary.release import addresses as at
from solidary.site import action_words
from solidary.site.calendar_sheets import DeclaredDay, Entry
from solidary.site.sheets import Said
from solidary.site.words import Words, words_for

SIMPLY_HAPPENED = "happened"


def called(face: Face, language: str) -> Said:
    """What an action is called where its place stands beside it: its own name in the language, else its
    form."""
    form = face.forms[0] if face.forms else ""
    name = face.name(language) or action_words.form_as_title(words_for(language), form)
    return Said(name, language)


def place_of(face: Face, words: Words) -> str:
    """The town, or the country where no more is known; '' where nothing is."""
    if face.where is None:
        return ""
    _, name = action_words.named(face.where.names, words.language)
    return name or action_words.place(words, "", face.where.country)


def place_href(face: Face, language: str) -> str:
    """The page of its town; '' where no town is known."""
    return at.place_page(language, face.where.place) if face.where and face.where.place else ""


def standing_of(face: Face, words: Words) -> str:
    """What became of it, as a small word; '' where it simply happened."""
    if face.standing == SIMPLY_HAPPENED:
        return ""
    return action_words.short_standing(words, face.standing)


def turnout_of(face: Face, words: Words) -> str:
    return action_words.turnout(words, *face.turnout) if face.turnout else ""


def said_by(figure: Figure, words: Words) -> str:
    """A figure and who says so: "about 200 people (the organisers)"."""
    said = action_words.turnout(words, figure.low, figure.high, figure.bound)
    sayers = action_words.in_a_row(words, figure.sayers)
    return f"{said} ({sayers})" if sayers else said


def entry(face: Face, language: str, *, dated: bool = False) -> Entry:
    """`dated`: with its day in words, where it stands under no single day."""
    words = words_for(language)
    return Entry(
        href=at.action_page(language, face.address),
        name=called(face, language),
        place=place_of(face, words),
        place_href=place_href(face, language),
        turnout=turnout_of(face, words),
        standing=standing_of(face, words),
        when=when_of(face, language) if dated else "",
    )


def declared(day: Declared) -> DeclaredDay:
    return DeclaredDay(Said(day.name, day.language), day.declared_by)


def by_size(face: Face) -> tuple[int, int, str]:
    """The order of actions of one day: the largest first, then those that more reports tell of."""
    high = face.turnout.high if face.turnout else 0
    return -high, -len(face.tellings), face.address
