from __future__ import annotations

from collections.abc import Iterator

from solidary.stories.body.blocks import DISPATCH
from solidary.stories.body.plain import main_words
from solidary.stories.checks.draft import Draft
from solidary.stories.checks.finding import BODY, Finding, Found
from solidary.stories.models.story import Kind


def topics(draft: Draft) -> Iterator[Finding]:
    """The story can be found under a topic."""
    if not draft.has_topics:
        yield Finding(Found.NO_TOPIC, "topics")


def places(draft: Draft) -> Iterator[Finding]:
    """A roundup goes from place to place: it names at least one."""
    named = draft.has_places or any(_heading(block["value"]) for block in _dispatches(draft))
    if draft.kind == str(Kind.ROUNDUP) and not named:
        yield Finding(Found.NO_PLACE, "places")


def dispatches(draft: Draft) -> Iterator[Finding]:
    """Each dispatch has its place, so that its words don't read as another's."""
    for block in _dispatches(draft):
        if not _heading(block["value"]):
            words = " ".join(main_words([block]))
            yield Finding(
                Found.DISPATCH_WITHOUT_PLACE,
                BODY,
                {"words": opening(words)},
                str(block.get("id") or ""),
            )


def opening(words: str, limit: int = 40) -> str:
    """How some words begin, at most `limit` letters, cut between words where that can be."""
    if len(words) <= limit:
        return words
    return (words[:limit].rsplit(" ", 1)[0] or words[:limit]) + "…"


def _dispatches(draft: Draft) -> Iterator[dict[str, object]]:
    for block in draft.body:
        if block.get("type") == DISPATCH.name and isinstance(block.get("value"), dict):
            yield block


def _heading(value: object) -> bool:
    said = value if isinstance(value, dict) else {}
    return bool(said.get("place") or str(said.get("place_name") or "").strip())
