"""A chronicle of as many actions as one likes, made in a few statements."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from solidary.chronicle.models import Action, Estimate, Quote, Report
from solidary.stories.addresses import new_address
from solidary.stories.changes import whole_record_changed
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom, NewsroomLanguage, Place, PlaceName, Story, Topic
from tests.press.actions import action, report
from tests.press.archive import newsroom, story

LANGUAGES = ("en", "be", "pl", "uk")
FIRST_DAY = date(2020, 6, 1)
TOWNS = 40


def four_languages() -> Newsroom:
    found = newsroom()
    for number, language in enumerate(LANGUAGES[2:], 2):
        NewsroomLanguage.objects.create(
            newsroom=found, language=language, sort_order=number, tagline=f"In {language}"
        )
    found = Newsroom.objects.get()
    found.save()
    return found


def towns(number: int = TOWNS) -> list[Place]:
    made = Place.objects.bulk_create(
        [
            Place(address=new_address(), country="LT", latitude=40 + each / 3, longitude=each)
            for each in range(number)
        ]
    )
    PlaceName.objects.bulk_create(
        [PlaceName(place=place, language="en", name=f"Town {place.pk}") for place in made]
    )
    return made


def stories(number: int, topics: list[Topic]) -> list[Story]:
    """Stories in English, each in one of the topics by turns."""
    locale = locale_of("en")
    moment = datetime(2020, 6, 1, tzinfo=UTC)
    made = Story.objects.bulk_create(
        [
            Story(
                headline=f"Story {each}", locale=locale, day=FIRST_DAY + timedelta(days=each % 400),
                live=True, body=[("paragraph", "<p>They came.</p>")], address=new_address(),
                first_published_at=moment,
            )
            for each in range(number)
        ]
    )  # fmt: skip
    Story.topics.through.objects.bulk_create(
        [
            Story.topics.through(story=story, topic=topics[each % len(topics)])
            for each, story in enumerate(made)
        ]
    )
    return made


def actions(number: int, places: list[Place], sources: list[Story]) -> list[Action]:
    """Actions of many days in these places, each reported by one of the stories. They are settled as after an
    import, once."""
    made = Action.objects.bulk_create(
        [
            Action(
                address=new_address(), form="rally", standing="happened", place=places[n % len(places)],
                place_precision="town", country="LT", precision="day", basis="said",
                first=FIRST_DAY + timedelta(days=n * 7 % 400),
                last=FIRST_DAY + timedelta(days=n * 7 % 400),
            )
            for n in range(number)
        ]
    )  # fmt: skip
    reports = Report.objects.bulk_create(
        [Report(action=each, story=sources[n % len(sources)]) for n, each in enumerate(made)]
    )
    Quote.objects.bulk_create(
        [
            Quote(report=each, field="day", part="text", exact="They came.", rule="a rule")
            for each in reports
        ]
    )
    Estimate.objects.bulk_create(
        [Estimate(report=each, words="They", low=200, high=200) for each in reports]
    )
    whole_record_changed()
    return made


def in_four_languages(number: int, topics: tuple[Topic, ...], day: date) -> list[Story]:
    """A story in four languages."""
    first = story(f"Reported {number}", day=day, topics=topics)
    others = [
        story(
            f"Reported {number} in {language}", language=language, day=day, topics=topics, of=first
        )
        for language in LANGUAGES[1:]
    ]
    return [first, *others]


def reported(first: list[Story], second: list[Story], day: date, place: Place) -> Action:
    made = action(*first, day=day, low=200, place=place, form="chain")
    for each in second:
        report(made, each)
    return made


def moved(made: Action, day: date, place: Place) -> None:
    found = Action.objects.get(pk=made.pk)
    found.first = found.last = day
    found.place = place
    found.save()
