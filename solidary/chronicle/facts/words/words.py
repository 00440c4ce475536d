"""What the reader of facts knows of a language: the fields that a module of words fills.

Entries are separated by blanks. A star stands for any ending ("rall*") or beginning („*platz“, in a word alone),
a low line joins the words of a phrase ("took_place"), and a wave stands for other words between, up to six
("lit~candles"). Case, accents, apostrophes and the spellings that `gazetteer.fold` takes as one make
no difference, so one list serves both orthographies of Belarusian; its Latin script is turned into Cyrillic
before it is looked up (`latin.py`). Rules come from school grammars and from how newsrooms write, never
from the errors on a set of examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Entries = str


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words by which facts are read in one language."""

    forms: Mapping[str, Entries]
    """Form → nouns that name an action of it: "march", "vigil"."""
    deeds: Mapping[str, Entries]
    """Form → verbs that are the action: "marched", "rallied"."""
    gathered: Entries
    """Verbs of people coming together, which may be for anything: "gathered", "turned out"."""
    going: Entries = ""
    """Verbs of people on their way, which are a march where they go through or along something."""
    through: Entries = ""
    held: Entries
    """What happens to an action that happens: "took place", "was held"."""
    ahead: Entries
    """What says that it still lies ahead: "will", "is planned"."""
    banned: Entries
    cancelled: Entries
    aftermath: Entries
    """Courts, sanctions, interviews, borders: a sentence with one of these reports no action."""
    events: Entries = ""
    """What may be forbidden or called off, and is no word for an action: "event", "assembly"."""
    arrests: Entries
    """"Detained", "in custody": what comes after an action, and is none."""
    loose: Entries
    """Words for actions that mean other things as well: rallies of markets, акции of shops."""
    civic: Entries
    """What shows that a gathering is for a cause: "protest", "prisoners", "freedom". Rallies of cars and of
    markets, sales and fairs of flowers have none of these."""
    past: Entries
    """What puts a sentence into the past: "a year ago", "anniversary of"."""
    topic: Entries
    """Words behind which a place or a number is what the action is about: "support of"."""

    crowd: Entries
    """Who takes part and is counted: "people", "protesters"."""
    crowd_endings: Entries
    """Endings of nouns for persons that are in no list: "-ists"."""
    others: Entries
    """Who or what is counted and is no turnout: prisoners, police, respondents, kilometres."""
    about: Entries
    over: Entries
    nearly: Entries
    up_to: Entries
    articles: Entries = ""
    """Before a number, and nothing to what it says: "a", "the"; what bounds it stands before them."""
    or_more: Entries = ""
    """Behind a number or the noun it counts: "or more", «с лишним»."""
    or_so: Entries = ""
    """Behind it: "or so"."""
    or_fewer: Entries = ""
    """Behind it: "or fewer"."""
    ranging: Entries
    """Before the first figure of a range: "between"."""
    to: Entries
    """Between the two figures of a range: "to"."""
    joins: Entries
    """"And", "or"."""
    of: Entries = ""
    """Between a scale and the next: "tens of thousands"."""
    numbers: Mapping[int, Entries]
    scales: Mapping[int, tuple[Entries, Entries]]
    """Hundred, thousand, dozen: forms that mean one alone, and forms that mean several alone."""
    genitives: Mapping[int, Entries] = field(default_factory=dict)
    """Forms of a scale that mean one behind "about" and several alone: «около сотни», «сотни»."""
    factors: Mapping[float, Entries]
    """What multiplies the scale behind it and may stand alone: "several" 3, "half" 0.5."""
    halves: Entries = ""
    """Between a number and its scale: "two and a half thousand"."""
    between: Mapping[str, Entries] = field(default_factory=dict)
    """Words for a range: "11-19" «kilkanaście»."""
    sized: Mapping[int, Entries]
    """Adjectives that hold the number of people: 1 "-strong", 1000 «-тысячный», 2000 «многотысячный»."""

    inside: Entries
    """Prepositions before the place where something happens: "in"."""
    near: Entries
    """Prepositions before a venue: "outside"."""
    start: Entries
    """Before the place where a way begins: "from"."""
    venues: Entries
    embassies: Entries
    capital: Entries
    seats: Entries
    """Parliaments and the like: beside a nation's name they are in its capital."""
    weekdays: tuple[Entries, ...]
    """Seven, Monday first; adjectives and evenings too: «niedzielną», "Sonntagabend"."""
    days: Mapping[int, Entries]
    """Days from the publication day: 0 "today", -1 "yesterday"."""
    coming: Entries
    """Before a weekday that lies ahead: "next"."""
    telling: Entries
    """Before an action that is only the subject of a book or a talk: "about"."""
    since: Entries
    """Before a day that something else began on: "since"."""
    weekend: Entries = ""
    """Saturday and Sunday in one word."""
    from_day: Mapping[int, Entries] = field(default_factory=dict)
    """Days counted from another day of the story: -1 "the day before", 1 "the next day"."""
    ago: Mapping[int, Entries]
    """Behind a number, what counts back, in days: 1 "days ago", 7 "weeks ago"."""
    feasts: Mapping[str, Entries]
    """Recurring day → its names: "02-07"."""
    nations: Mapping[str, Entries]
    """Country → adjectives and names of its people."""
    cities: Mapping[str, Entries] = field(default_factory=dict)
    """English GeoNames name → adjectives, people and other words that hold it and follow no rule."""

    by: Entries
    """Before a source: "according to"."""
    reports: Entries
    """What a source does: "reports"."""
    reporting: Entries
    """What somebody does who tells of an action, on a day that needn't be the action's: "police said on Monday"."""
    own_reports: Entries
    """The newsroom's own telling, earlier: "which we reported", «о чём мы писали», "our article of"."""
    media: Entries
    """What stands between such a word and a name: "news agency"."""
    counters: Entries
    """Sources that have no name: "police", "organisers"."""
    organised: Entries
    """Verbs and nouns beside an organiser's name."""
    groups: Entries = ""
    """Nouns before the name of a group: "association", "members of"."""
    spoke: Entries
    """Verbs beside a speaker's name."""
