"""What columns, codes and rules of the chronicle's data mean, in English words.

The codebook and the data packages say them; translations are in the catalogues, as of all fixed words.
"""

from __future__ import annotations

from solidary.site.words import gettext_noop

TITLE = gettext_noop("Codebook")
DATA_TITLE = gettext_noop("The chronicle as data")

TABLES: dict[str, str] = {
    "actions": gettext_noop("What happened: a row for each action."),
    "reports": gettext_noop(
        "Which story reports which action: a row for each action and story. A story and its "
        "translations are one report."
    ),
    "estimates": gettext_noop("How many took part, as each report says it."),
    "places": gettext_noop("Where these actions were, and what the places are called."),
    "changes": gettext_noop("What changed of which action, on which day: nothing is ever removed."),
    "former": gettext_noop("Ids that are no action any more, and where they lead."),
}
"""A table → what its rows are."""

_ID = gettext_noop("Id of the action. It never changes, and no other action ever gets it.")
_COUNTRY = gettext_noop("Country: its ISO 3166 code of two letters.")
_LATITUDE = gettext_noop("Degrees of latitude (WGS 84); empty where only the country is known.")
_LONGITUDE = gettext_noop("Degrees of longitude (WGS 84); empty where only the country is known.")

COLUMNS: dict[str, dict[str, str]] = {
    "actions": {
        "id": _ID,
        "version": gettext_noop("Number of its version: one more with each change."),
        "revised": gettext_noop("Day of this version."),
        "since": gettext_noop("Day since when readers have it."),
        "form": gettext_noop("Its main form."),
        "further_forms": gettext_noop("A list of its further forms."),
        "standing": gettext_noop("What became of it, as far as reports say."),
        "first": gettext_noop("The first day on which it was, or may have been."),
        "last": gettext_noop("The last day on which it was, or may have been."),
        "precision": gettext_noop("How exactly the day is known."),
        "basis": gettext_noop("What the day rests on."),
        "place": gettext_noop("Id of the place; empty where only the country is known."),
        "country": _COUNTRY,
        "latitude": _LATITUDE,
        "longitude": _LONGITUDE,
        "place_precision": gettext_noop("How exactly the place is known."),
        "venue": gettext_noop("Square, street or house, as reports name it."),
        "organisers": gettext_noop("A list of those who organised it."),
        "speakers": gettext_noop("A list of those who spoke."),
        "solidarity_with": gettext_noop("A list of those it was in solidarity with."),
        "topics": gettext_noop("A list of the ids of its topics."),
        "turnout_low": gettext_noop("The lowest figure of all reports."),
        "turnout_high": gettext_noop("The highest figure of all reports."),
        "turnout_bound": gettext_noop("What these two figures mean."),
        "reports": gettext_noop("How many reports there are."),
        "name": gettext_noop("What it is called in a language: a column for each."),
    },
    "reports": {
        "action": _ID,
        "report": gettext_noop("Id that a story and its translations have in common."),
        "story": gettext_noop("Id of the story."),
        "language": gettext_noop("Language of the story."),
        "day": gettext_noop("Day of the story."),
        "page": gettext_noop("Address of the story’s page, from the top of the site."),
        "sources": gettext_noop("A list of those whom the story cites."),
    },
    "estimates": {
        "action": _ID,
        "story": gettext_noop("Id of the story that says it."),
        "language": gettext_noop("Language of the words."),
        "words": gettext_noop("The words that say how many."),
        "low": gettext_noop("The lowest number that these words mean."),
        "high": gettext_noop("The highest number that these words mean."),
        "bound": gettext_noop("What the two numbers mean."),
        "sayers": gettext_noop("A list of those who say so; empty: the story itself."),
        "rule": gettext_noop("The rule that counted the words; empty: an editor."),
    },
    "places": {
        "id": gettext_noop("Id of the place."),
        "country": _COUNTRY,
        "latitude": gettext_noop("Degrees of latitude (WGS 84)."),
        "longitude": gettext_noop("Degrees of longitude (WGS 84)."),
        "name": gettext_noop("What it is called in a language: a column for each."),
    },
    "changes": {
        "id": _ID,
        "version": gettext_noop("Number of the version that came about."),
        "day": gettext_noop("Day of the change."),
        "what": gettext_noop(
            "added, changed, merged into another one, parted again, withdrawn, or restored"
        ),
    },
    "former": {
        "id": _ID,
        "merged_into": gettext_noop(
            "Id of the action that it is part of now; empty: it was withdrawn."
        ),
        "day": gettext_noop("Day since when that is so."),
    },
}
"""Table → column → what stands in it."""

CODES: dict[str, dict[str, str]] = {
    "standing": {
        "announced": gettext_noop("It was announced, and no report says more yet."),
        "happened": gettext_noop("Reports say that it happened."),
        "banned": gettext_noop("Authorities forbade it."),
        "cancelled": gettext_noop("Those who had announced it called it off."),
        "unclear": gettext_noop("Reports don’t say what became of it."),
    },
    "precision": {
        "day": gettext_noop("It was on this day."),
        "span": gettext_noop("It was on all days from the first to the last."),
        "month": gettext_noop("It was on some day of this month."),
        "year": gettext_noop("It was on some day of this year."),
        "not later than": gettext_noop(
            "It is over, and no report says since when: this is the last day on which it can have been."
        ),
    },
    "basis": {
        "said": gettext_noop("The story says the day."),
        "relative": gettext_noop("Counted from the day of the story: “yesterday”, “on Sunday”."),
        "publication day": gettext_noop("No day is said, and the story is news of its own day."),
        "recurring day": gettext_noop("A day that comes every year or every month."),
        "another report": gettext_noop("Another report of the same action says the day."),
    },
    "place_precision": {
        "venue": gettext_noop("The square, street or house is known."),
        "town": gettext_noop("The town is known."),
        "country": gettext_noop("Only the country is known: that is no point on a map."),
    },
    "bound": {
        "exact": gettext_noop("This number."),
        "approx": gettext_noop("About this number."),
        "min": gettext_noop("This number or more."),
        "max": gettext_noop("This number or fewer, or nearly so many."),
        "vague": gettext_noop("A word in place of a number, such as “dozens”."),
        "range": gettext_noop("From the lower number to the higher one."),
    },
}
"""Column → code → what it means. What the forms are called stands elsewhere: they need no more words."""

FIELDS: dict[str, str] = {
    "day": gettext_noop("The day of an action"),
    "place": gettext_noop("The place of an action"),
    "venue": gettext_noop("The venue of an action"),
    "turnout": gettext_noop("How many took part"),
    "form": gettext_noop("The form of an action"),
    "source": gettext_noop("Whom a story cites"),
    "organiser": gettext_noop("Who organised an action"),
    "speaker": gettext_noop("Who spoke at an action"),
}
"""Field of a report → what it is."""

RULES: dict[str, dict[str, str]] = {
    "day": {
        "day, month and year": gettext_noop("Day, month and year are said."),
        "day and month": gettext_noop("Day and month are said; the story’s day gives the year."),
        "day in figures": gettext_noop("The day is said in figures."),
        "days by month": gettext_noop("Several days of a month are said."),
        "month": gettext_noop("No more than a month is said."),
        "counted from today": gettext_noop("Today, yesterday, or the day before."),
        "counted from another day": gettext_noop(
            "The day before, or after, another day of the story."
        ),
        "weekend": gettext_noop("A weekend: both its days."),
        "days ago": gettext_noop("So many days ago."),
        "weekday": gettext_noop("A weekday: the last one before the story."),
        "weekday ahead": gettext_noop("A weekday that lies ahead."),
        "recurring day": gettext_noop("The name of a day that comes every year."),
        "publication day": gettext_noop("News of the story’s own day."),
        "publication month": gettext_noop("News of the story’s own month."),
        "day of the main action": gettext_noop("The day of the story’s main action."),
        "day of a report": gettext_noop(
            "The day on which somebody told of it: it was not later than that."
        ),
    },
    "place": {
        "town behind a preposition": gettext_noop("A town behind “in”, or in a case that says so."),
        "embassy": gettext_noop("A country’s embassy in another one: that one’s capital."),
        "capital of a country": gettext_noop("“The Polish capital”."),
        "landmark": gettext_noop("A landmark that one city alone has."),
        "seat of a nation": gettext_noop("The parliament or the government of a country."),
        "first place of a way": gettext_noop("Where a march or a chain began."),
        "town before a colon": gettext_noop("A town in front of a colon."),
        "streets or centre of a town": gettext_noop("Streets, squares or the centre of a town."),
        "town that owns a venue": gettext_noop("A town that a square or a house belongs to."),
        "adjective of a town": gettext_noop("A town within an adjective."),
        "dateline": gettext_noop("The town at the beginning of an agency’s story."),
        "people of a town": gettext_noop("The people of a town."),
        "town in a headline": gettext_noop("A town that the headline names."),
        "town": gettext_noop("A town that is only named."),
        "country behind a preposition": gettext_noop("A country behind “in”, and no town."),
        "embassy at home": gettext_noop(
            "An embassy, in the country where the language is at home."
        ),
        "capital at home": gettext_noop("“The capital”, where the language is at home."),
        "country": gettext_noop("A country that is only named."),
    },
    "venue": {"noun of a venue": gettext_noop("A square, an embassy, a park or a house by name.")},
    "turnout": {
        "number before people": gettext_noop("A number in front of a word for people."),
        "number behind people": gettext_noop("A number behind a word for people."),
        "number beside a verb of gathering": gettext_noop(
            "A number beside a verb of gathering, and no noun."
        ),
        "number in an adjective": gettext_noop("A number within an adjective."),
        "number of who counted": gettext_noop("A number that those who counted give."),
        "figures of several sayers": gettext_noop("The figures of several who say so, as a range."),
    },
    "form": {
        "word for a form": gettext_noop("A noun for a form."),
        "verb of a form": gettext_noop("A verb for a form."),
        "verb of banning": gettext_noop("A verb of banning."),
        "recurring day": gettext_noop("A day that is marked is a commemoration."),
        "small gathering at an embassy": gettext_noop("A few people at an embassy are a picket."),
        "people gathered": gettext_noop("People gathered, and no more is said: a rally."),
    },
    "source": {
        "known agency": gettext_noop("An agency that is known by its name."),
        "who counted": gettext_noop("Police or organisers, where the story credits them."),
        "according to": gettext_noop("A name behind “according to”."),
        "name beside a verb of reporting": gettext_noop("A name beside a verb of reporting."),
    },
    "organiser": {"name beside organising": gettext_noop("A name beside a word for organising.")},
    "speaker": {
        "name beside a verb of speaking": gettext_noop(
            "A person’s name beside a verb of speaking."
        ),
        "name in a row with a speaker's": gettext_noop("A name in one row with a speaker’s."),
    },
}
"""Field → rule that reads it → how it does."""
