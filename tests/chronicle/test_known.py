"""What a story reports already isn't suggested of it again, however its words are read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from solidary.chronicle.acts.confirm import Confirm
from solidary.chronicle.facts.story import Action as ReadAction
from solidary.chronicle.facts.story import Day, Fact, Span, Turnout, Where
from solidary.chronicle.filling import place_of
from solidary.chronicle.models import Action, Answer, Report, Suggestion
from solidary.chronicle.suggesting.finding import suggest
from solidary.chronicle.suggesting.known import Known
from solidary.chronicle.telling import parts_of_story
from solidary.stories.models import Story
from tests.chronicle.record import CHAIN, MakeStory, retell, tell
from tests.chronicle.test_suggesting import told

pytestmark = pytest.mark.django_db
KYIV = 703448
MORE = "In Riga 400 people came to a rally on Saturday, 6 February."


def brought_in(make_story: MakeStory, text: str = CHAIN, **fields: object) -> Story:
    """A story with its report as an import leaves it: confirmed, and no suggestion that was decided."""
    row = told(make_story, text, **fields)
    Confirm.of(row).execute()
    Suggestion.objects.all().delete()
    return Story.objects.get(pk=row.story_id)


def waits(story: Story) -> list[Suggestion]:
    suggest([Story.objects.get(pk=story.pk)])
    return list(Suggestion.objects.filter(story=story, state=Answer.WAITING))


@pytest.mark.parametrize(
    "said",
    [
        {"first": date(2021, 2, 1), "last": date(2021, 2, 1)},
        {"first": date(2020, 12, 1), "last": date(2020, 12, 31), "precision": "month"},
        {"first": None, "last": None, "precision": "", "basis": ""},
        {"form": "concert", "further_forms": []},
        {"standing": "cancelled"},
        {"country": "UA", "place": KYIV},
        {"country": "", "place": None},
    ],
    ids=lambda said: "-".join(said),
)
def test_what_an_editor_has_said_otherwise_is_not_asked_again(
    make_story: MakeStory, said: dict[str, object]
) -> None:
    story = brought_in(make_story)
    if said.get("place"):
        said = {**said, "place": place_of(KYIV)}
    Action.objects.filter(pk=Report.objects.get().action_id).update(**said)
    assert waits(story) == []


def test_another_action_of_the_story_is_suggested(make_story: MakeStory) -> None:
    story = brought_in(make_story)
    found = waits(retell(story, f"{CHAIN} {MORE}"))
    assert [row.action.where and row.action.where.value.city for row in found] == ["Riga"]


def test_two_actions_of_one_day_and_town_are_two_decisions(make_story: MakeStory) -> None:
    text = (
        "On Sunday, 7 February, 200 people rallied on Cathedral Square in Vilnius for Belarus. "
        "Another 50 people picketed the Russian embassy in Vilnius."
    )
    story = tell(make_story, text, day=date(2021, 2, 9), headline="Monday")
    first, second = waits(story)
    Confirm.of(first).execute()
    assert [row.key for row in waits(story)] == [second.key]
    Confirm.of(second).execute()
    Suggestion.objects.all().delete()
    assert waits(story) == []


@pytest.mark.parametrize("day", ["2021-02-07", "2021-02-10"])
def test_another_action_in_the_same_place_is_none_of_it(make_story: MakeStory, day: str) -> None:
    concert = "Later 50 people came to a concert in Vilnius, and to a rally."
    story = retell(brought_in(make_story, headline="Monday"), f"{CHAIN} {concert}")
    parts = parts_of_story(story)

    def fact(value: Any, words: str) -> Fact[Any]:
        start = parts["text"].index(words)
        return Fact(value, (Span("text", start, start + len(words)),), "rule", True)

    vilnius = Where("Vilnius", "LT", 54.69, 25.28, 593116)
    at_end = parts["text"].rindex("Vilnius")
    read = ReadAction(
        standing="happened",
        day=Fact(Day(day, "day", "said"), (), "rule", True),
        where=Fact(vilnius, (Span("text", at_end, at_end + 7),), "rule", True),
        turnout=fact(Turnout(50, 50, "exact", "50 people"), "50 people"),
        forms=[fact("concert", "concert")],
    )
    known = Known(list(Report.objects.all()), parts)
    assert not known.has(read)
    # The place that was quoted for the chain, and the word for it: no other action, whatever its day.
    read.where = fact(vilnius, "Gediminas Avenue")
    assert not known.has(read)
    read.forms = [fact("rally", "formed a living chain")]
    assert known.has(read)


def test_what_the_headline_sums_up_is_no_other_action(make_story: MakeStory) -> None:
    row = told(make_story, headline="A rally in Warsaw", text=MORE.replace("Riga", "Warsaw"))
    Confirm.of(row).execute()
    Suggestion.objects.all().delete()
    Report.objects.get().quotes.filter(part="headline").delete()
    assert waits(row.story) == []
