"""Stories with words of their own, and what an editor confirms of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from solidary.chronicle.acts.confirm import Confirm
from solidary.chronicle.facts.story import Action as Suggestion
from solidary.chronicle.facts.story import Day as ReadDay
from solidary.chronicle.facts.story import Fact, Span, Turnout
from solidary.chronicle.models import Action, Estimate, Former, Quote, Report
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models import Story

CHAIN = (
    "Over 200 people formed a living chain on Gediminas Avenue in Vilnius on Monday, 8 February. "
    "The organisers had walked 200 kilometres."
)
MakeStory = Callable[..., Story]


def tell(make_story: MakeStory, text: str = CHAIN, **fields: Any) -> Story:
    """A story whose body says this."""
    story = make_story(**fields)
    return retell(story, text)


def retell(story: Story, text: str, **fields: Any) -> Story:
    """The same story with other words, published where it was public."""
    draft = story.get_latest_revision_as_object()
    draft.body = [{"type": "paragraph", "value": f"<p>{text}</p>", "id": "1"}]
    for name, value in fields.items():
        setattr(draft, name, value)
    revision = draft.save_revision()
    if story.live:
        revision.publish()
    return Story.objects.get(pk=story.pk)


def suggestion(
    text: str = CHAIN,
    words: str = "Over 200 people",
    low: int = 201,
    high: int = 201,
    day: str = "2021-02-08",
    precision: str = "day",
    sayers: tuple[str, ...] = (),
) -> Suggestion:
    """What could have been read of a story."""
    start = text.index(words)
    span = Span("text", start, start + len(words))
    return Suggestion(
        standing="happened",
        day=Fact(ReadDay(day, precision), (), "day said", True),
        turnout=Fact(Turnout(low, high, "exact", words, sayers), (span,), "people", True),
        forms=[Fact("chain", (), "word for a form", True)],
    )


def confirm(story: Story, same_as: Action | None = None, **said: Any) -> Report:
    return Confirm(story, suggestion(**said), same_as=same_as).execute()


def withdraw(story: Story) -> None:
    Withdraw(Story.objects.get(pk=story.pk), "a mistake").execute()


def bare_action(**fields: Any) -> Action:
    action = Action(**fields)
    action.save()
    return action


def everything() -> dict[str, list[Any]]:
    """All rows of the chronicle, to compare; without when something came first to readers or left them."""
    kept = {
        "actions": Action.objects.order_by("pk").values_list(
            "pk", "address", "form", "first", "last", "precision", "basis", "venue", "merged_into",
        ),
        "reports": Report.objects.order_by("pk").values_list("pk", "action", "story"),
        "quotes": Quote.objects.order_by("pk").values_list("pk", "report", "field", "exact"),
        "estimates": Estimate.objects.order_by("pk").values_list("pk", "report", "low", "high", "kept"),
        "former": Former.objects.order_by("address").values_list("address", "merged_into"),
    }  # fmt: skip
    return {name: list(rows) for name, rows in kept.items()}


MONDAY = date(2021, 2, 8)
