"""An action as readers see it: plain data, read for many at once."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Prefetch

from solidary.chronicle.days import When
from solidary.chronicle.models import Action, Estimate, Former, Quote, Report
from solidary.chronicle.trees import batches, trees_of
from solidary.chronicle.whole import Turnout, Whole, as_one
from solidary.stories.models import NewsroomLanguage, PlaceName, Story, Topic

_MOST_STEPS = 50
"""Merges of topics that are followed; the record holds no circles, and an import may."""


class Words(NamedTuple):
    """The words that a field was read from, with a little of what is around them."""

    field: str
    """as `Quote.field`"""
    exact: str
    before: str
    after: str
    rule: str
    sure: bool


class ReportStory(NamedTuple):
    """A public story that reports the action."""

    story: int
    language: str
    address: str
    headline: str
    day: date


class Telling(NamedTuple):
    """A story and its translations: one report."""

    key: str
    """what they share; the record's, for nobody to read"""
    stories: tuple[ReportStory, ...]
    """in the order of the newsroom's languages"""
    sources: tuple[str, ...]
    """whom they cite"""
    words: tuple[tuple[str, Words], ...]
    """with the language they are in"""


class Figure(NamedTuple):
    """How many took part, as one report says it."""

    words: str
    low: int
    high: int
    bound: str
    sayers: tuple[str, ...]
    """nobody: the story itself"""
    language: str
    story: str
    """address of the story whose words these are"""
    rule: str


class Where(NamedTuple):
    """Where it was, as exactly as known."""

    place: str
    """address; '' where only a country is known"""
    names: tuple[tuple[str, str], ...]
    """language, name"""
    country: str
    latitude: float | None
    longitude: float | None
    precision: str
    venue: str
    pinned: bool
    """whether an editor said the point; else it is that of the place"""


class Face(NamedTuple):
    """What readers have under one id."""

    action: int
    address: str
    version: int
    revised: date
    """the day of that version"""
    since: date
    """the day readers first had it"""
    names: tuple[tuple[str, str], ...]
    """language, what it is called in it"""
    forms: tuple[str, ...]
    """the main one first"""
    standing: str
    when: When | None
    where: Where | None
    organisers: tuple[str, ...]
    speakers: tuple[str, ...]
    solidarity_with: tuple[str, ...]
    topics: tuple[str, ...]
    """addresses of the topics of its reports, merged ones replaced by where they went"""
    tellings: tuple[Telling, ...]
    figures: tuple[Figure, ...]
    turnout: Turnout | None
    merged: tuple[str, ...]
    """ids that readers had and that lead here"""

    def name(self, language: str) -> str:
        """What it is called in a language; '' where it has no name of its own."""
        return dict(self.names).get(language, "")

    @property
    def stories(self) -> tuple[ReportStory, ...]:
        return tuple(story for telling in self.tellings for story in telling.stories)


def faces(keys: Iterable[int], *, hidden: Collection[int] = ()) -> dict[int, Face]:
    """The actions of these keys that readers have under their own id, in a number of questions that
    doesn't depend on how many they are. `hidden`: stories that readers don't have, though they are
    public."""
    found: dict[int, Face] = {}
    for batch in batches(sorted(set(keys))):
        found |= _faces(set(batch), set(hidden))
    return found


def facts_digest(face: Face) -> str:
    """A hash of the facts: of everything but what the reports and places are called, which version it is,
    and which other ids lead here."""
    where = face.where and face.where._replace(names=())
    tellings = [
        ([(story.language, story.address, story.day) for story in each.stories], *each[2:])
        for each in face.tellings
    ]
    said = (
        face.names, face.forms, face.standing, face.when, where, face.organisers, face.speakers,
        face.solidarity_with, sorted(face.topics), tellings, face.figures,
    )  # fmt: skip
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _faces(keys: set[int], hidden: set[int]) -> dict[int, Face]:
    trees = [tree for tree in trees_of(keys) if tree[0].pk in keys]
    members = {row.pk: position for position, tree in enumerate(trees) for row in tree}
    reports = _reports(members, hidden)
    of_tree: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        of_tree[members[report.action_id]].append(report)
    public = [trees[position] for position in sorted(of_tree)]
    parts = _rows(row.pk for tree in public for row in tree)
    wholes = [
        Whole(tuple(parts[row.pk] for row in trees[position]), tuple(of_tree[position]))
        for position in sorted(of_tree)
    ]
    shared = _Shared(wholes)
    return {whole.action.pk: shared.face(whole) for whole in wholes}


def _reports(actions: Collection[int], hidden: set[int]) -> list[Report]:
    """The public reports of these actions, in the order of their keys. Which stories are public is looked
    at here: asked for in the same question, SQLite went through all stories of the record each time."""
    found: list[Report] = []
    for batch in batches(sorted(actions)):
        rows = Report.objects.filter(action__in=batch)
        rows = rows.select_related("story__locale").defer("story__body")
        rows = rows.prefetch_related(
            Prefetch("quotes", Quote.objects.order_by("pk")),
            Prefetch("estimates", Estimate.objects.order_by("pk")),
        )
        found += [each for each in rows if each.is_public and each.story_id not in hidden]
    return sorted(found, key=lambda report: report.pk)


def _rows(keys: Iterable[int]) -> dict[int, Action]:
    wanted = sorted(set(keys))
    rows = Action.objects.select_related("place")
    return {
        row.pk: row
        for batch in batches(wanted)
        for row in rows.filter(pk__in=batch)
    }  # fmt: skip


class _Shared:
    """What the faces of a batch need besides their own rows."""

    def __init__(self, wholes: list[Whole]) -> None:
        self.languages = list(NewsroomLanguage.objects.values_list("language", flat=True))
        self.place_names = _place_names({whole.placed.place_id for whole in wholes} - {None})
        self.topics = _topics({report.story_id for whole in wholes for report in whole.reports})
        self.merged: dict[str, list[str]] = defaultdict(list)
        for batch in batches([whole.address for whole in wholes]):
            rows = Former.objects.filter(merged_into__in=batch).order_by("address")
            for target, address in rows.values_list("merged_into", "address"):
                self.merged[target].append(address)

    def face(self, whole: Whole) -> Face:
        action, stories = whole.action, [report.story_id for report in whole.reports]
        since = action.public_since or date.min
        return Face(
            action=action.pk,
            address=action.address,
            version=action.version,
            revised=action.revised or since,
            since=since,
            names=tuple(sorted(whole.names.items())),
            forms=tuple(whole.forms),
            standing=whole.standing,
            when=whole.when,
            where=self._where(whole),
            organisers=tuple(whole.organisers),
            speakers=tuple(whole.speakers),
            solidarity_with=tuple(whole.solidarity_with),
            topics=tuple(dict.fromkeys(t for story in stories for t in self.topics.get(story, ()))),
            tellings=tuple(self._telling(group) for group in as_one(whole.reports)),
            figures=tuple(_figure(each) for each in whole.estimates),
            turnout=whole.turnout,
            merged=tuple(self.merged.get(action.address, ())),
        )

    def _where(self, whole: Whole) -> Where | None:
        row = whole.placed
        if row.place is None:
            if not row.country:
                return None
            return Where("", (), row.country, None, None, row.place_precision, whole.venue, False)
        pinned = row.latitude is not None
        latitude, longitude = (
            (row.latitude, row.longitude) if pinned else (row.place.latitude, row.place.longitude)
        )
        return Where(
            row.place.address,
            self.place_names.get(row.place.pk, ()),
            row.place.country or row.country,
            None if latitude is None else float(latitude),
            None if longitude is None else float(longitude),
            row.place_precision,
            whole.venue,
            pinned,
        )

    def _telling(self, group: tuple[Report, ...]) -> Telling:
        ordered = sorted(group, key=lambda each: self._order(each.story))
        return Telling(
            key=group[0].story.translation_key.hex,
            stories=tuple(
                {
                    each.story_id: ReportStory(
                        each.story_id,
                        each.story.language,
                        each.story.address,
                        each.story.headline,
                        each.story.day,
                    )
                    for each in ordered
                }.values()
            ),
            sources=tuple(dict.fromkeys(name for each in ordered for name in each.sources)),
            words=tuple(
                (each.story.language, _words(quote))
                for each in ordered
                for quote in each.quotes.all()
                if quote.exact
            ),
        )

    def _order(self, story: Story) -> tuple[Any, ...]:
        own = story.language in self.languages
        place = self.languages.index(story.language) if own else len(self.languages)
        return place, story.language, story.address


def _words(quote: Quote) -> Words:
    return Words(quote.field, quote.exact, quote.before, quote.after, quote.rule, quote.sure)


def _figure(each: Estimate) -> Figure:
    story = each.report.story
    return Figure(
        each.words, each.low, each.high, each.bound, tuple(each.sayers), story.language,
        story.address, each.rule,
    )  # fmt: skip


def _place_names(keys: Collection[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for batch in batches(sorted(keys)):
        rows = PlaceName.objects.filter(place__in=batch).order_by("sort_order", "pk")
        for place, language, name in rows.values_list("place_id", "language", "name"):
            found[place].append((language, name))
    return {place: tuple(names) for place, names in found.items()}


def _topics(stories: Collection[int]) -> dict[int, list[str]]:
    """Story → addresses of its topics in the editor's order, each merged one replaced by where it went."""
    links: list[tuple[int, int]] = []
    for batch in batches(sorted(stories)):
        rows = Story.topics.through.objects.filter(story__in=batch).order_by("pk")
        links += rows.values_list("story_id", "topic_id")
    known: dict[int, tuple[str, int | None]] = {}
    asked = {topic for _, topic in links}
    for _ in range(_MOST_STEPS):
        for batch in batches(sorted(asked - known.keys())):
            rows = Topic.objects.filter(pk__in=batch)
            known |= {pk: rest for pk, *rest in rows.values_list("pk", "address", "merged_into")}
        asked = {into for _, into in known.values() if into is not None} - known.keys()
        if not asked:
            break
    found: dict[int, list[str]] = defaultdict(list)
    for story, topic in links:
        if (address := _end_of(topic, known)) and address not in found[story]:
            found[story].append(address)
    return found


def _end_of(topic: int, known: dict[int, tuple[str, int | None]]) -> str:
    seen = {topic}
    while topic in known and (into := known[topic][1]) is not None and into not in seen:
        topic = into
        seen.add(topic)
    return known[topic][0] if topic in known else ""
