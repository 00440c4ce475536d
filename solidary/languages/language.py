"""What the program knows of a language: the fields that its module fills.

Texts of words are for people to read and edit. In a `Words` text blanks and line ends separate
single words; in a `Phrases` text bars and line ends separate phrases. Case, a final dot and the
kind of apostrophe don't matter in either. A `Pattern` is a regular expression that is read
without regard to case. CLDR stays the base: what it knows is not said again. Every command
reads this file, so that its classes are of the kinds that are made fastest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Words = str
Phrases = str
Pattern = str
Script = Literal["latin", "cyrillic"]
Direction = Literal["ltr", "rtl"]
Rules = tuple[tuple[str, str], ...]
"""(ending, phrase): the first ending that a name has wins; `{stem}` is the name without it."""


class Dates(NamedTuple):
    """How the language writes days, beyond what CLDR has."""

    months: tuple[Words, ...]
    """Twelve, January first: other cases, short forms of newsroom templates, other spellings."""
    weekdays: tuple[Words, ...]
    """Seven, Monday first: the same for weekdays."""
    beside: Phrases
    """What may stand on a line with a date without being anything else: "published", "at"."""
    updated: Phrases
    """What makes a date the day of a change: "updated"."""
    relative: Phrases
    """Days counted from a day the page does not name: "yesterday"."""
    ago: Phrases
    """What counts back from such a day: "ago"."""
    units: Phrases
    """What is counted: "minutes", "days"."""
    day_endings: Words = ""
    """Endings of a day's number: "st", "th"."""
    last_day_endings: Words = ""
    """Those that it also has as the last word, behind the month: "February 8th"."""
    joints: Words = ""
    """Words between day, month and year: "8th of February"."""
    year_alone: Words = ""
    """Words for "year" on a line that is nothing but a year."""
    year_behind: Words = ""
    """Words for "year" behind a date, where a headline goes on."""
    year_before_month: tuple[Pattern, ...] = ()
    """What stands between a year and the month behind it: "2021 m. vasaris"."""
    year_before_day: tuple[Pattern, ...] = ()
    """What stands there only when the day follows: "2021 metų vasario 8 d."."""


class Stems(NamedTuple):
    """How the forms of a word are brought to one: a stemmer, and the words it does not fit.

    Either Snowball's or one of our own.
    """

    snowball: str = ""
    """Snowball's name for the language."""
    own: Callable[[str], str] | None = None
    """The stem of a folded word (`words.fold`)."""
    left: Words = ""
    """Syllables that the stemmer leaves on; cut twice, folded."""
    shortest: int = 4
    """Letters that a stem keeps when those are cut."""
    irregular: str = ""
    """Words of the news whose forms share no stem, one word in its forms to a line. The first
    form stands for the others."""


class MediaWords(NamedTuple):
    """The words of marks in headlines: “(ENG video)”, «(Фото)», “[wideo]”."""

    video: Words
    audio: Words
    photos: Words
    subtitles: Words
    joining: Words
    """What may stand between the words of a mark: "in", "with"."""


class PageWords(NamedTuple):
    """What newsrooms' pages say around their items, so that it is not taken for a headline."""

    navigation: Phrases
    """Whole lines of a page's furniture. Digits, arrows and punctuation don't matter."""
    sections: Phrases
    """Names of sections and kinds; alone on a line they label an item, they are none."""
    labels: Phrases
    """Before a colon, in a line about an item or the page rather than one: "photo", "author"."""
    related: Phrases
    """Before a colon, in a line that leads to another piece: "read also"."""
    tag_labels: Phrases
    """Before a topic's name in the heading of its page: "tag"."""
    consent: Phrases
    """Together with the word cookie, these make a line a notice about cookies."""
    cookies: tuple[Pattern, ...]
    """The word cookie."""
    rights: tuple[Pattern, ...]
    """"All rights reserved"."""
    minutes: tuple[Pattern, ...]
    """How the word minute begins, in the time that a piece takes to read."""
    reading: tuple[Pattern, ...]
    """The word behind it: "5 min read"."""
    domains: Words
    """Last parts of the addresses of its newsrooms: "org", "by"."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Language:
    """All the program knows of a language it speaks, reads and searches."""

    code: str
    """BCP 47; the name of the module (with _ for -), of both catalogues' folders, of addresses."""
    name: str
    """What the language calls itself, as a language switch shows it."""
    rank: int
    """Where it stands when languages are offered: lower first, by code among equals."""
    locale: str
    """CLDR's locale that its dates, numbers and names are written by."""
    reads: tuple[str, ...]
    """CLDR's locales whose names of months and weekdays are read."""
    script: Script
    direction: Direction
    alphabet: str
    """Its letters beyond ASCII, lower case: text in an old encoding is judged by them."""
    letters: str
    """Those of its letters that few of the others have: each speaks for it."""
    foreign: str
    """Letters that it does not have and its neighbours do: each speaks against it."""
    small_words: Words
    """Its smallest words: each speaks for it."""
    encodings: str
    """Eight-bit encodings that its old texts are in, by Python's names."""
    marked: Words
    """How marks in headlines name it, in every language: "eng", «англ», "angielsku"."""
    organizations: Words
    """What the names of offices, papers and groups have in them and those of people don't, so that
    a byline is known for one: "board", "agency". Those of seven letters and more also as the end of
    a longer word: "Lokalredaktion"."""
    dates: Dates
    stems: Stems
    media: MediaWords
    page: PageWords
    in_language: Rules
    """After "Video": "Video · po polsku". For names of languages as CLDR has them; the last rule
    takes any name. Source of these rules: the school grammars of the languages."""
    from_language: Rules
    """After "Translated": "Tłumaczenie z białoruskiego"."""
    formats: Mapping[str, str | int] = field(default_factory=dict)
    """Django's formats of dates and numbers, where Django has none or another country's."""
    calls: Mapping[str, str] = field(default_factory=dict)
    """Names of languages, by code, that its newsrooms write otherwise than CLDR."""
    after_day: str = " "
    """The space between the number of a day and its month; a no-break one where no line may end
    there: «9 жніўня»."""
