"""A story of the record as facts are read from it, and the words of a report in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solidary.chronicle.models import Quote, Report
from solidary.chronicle.quotes import Found, cut, look
from solidary.stories.body.plain import main_words

if TYPE_CHECKING:
    from solidary.chronicle.facts.story import Fact
    from solidary.chronicle.facts.story import Story as ReadStory
    from solidary.stories.models import Story


@dataclass(frozen=True, slots=True)
class Checked:
    """A quote of a report, and how its words are in the story now."""

    quote: Quote
    found: Found


def parts_of(headline: str, standfirst: str, body: Any) -> dict[str, str]:
    """What a story says, by the names that facts have for its parts. `body`: raw blocks, or their JSON."""
    blocks = json.loads(body or "[]") if isinstance(body, str) else body
    return {"headline": headline, "standfirst": standfirst, "text": "\n".join(main_words(blocks))}


def parts_of_story(story: Story) -> dict[str, str]:
    return parts_of(story.headline, story.standfirst, story.raw_body)


def as_read(story: Story) -> ReadStory:
    """A story as `solidary.chronicle.facts.read_story` takes it."""
    from solidary.chronicle.facts.story import Story as ReadStory

    parts = parts_of_story(story)
    return ReadStory(
        headline=parts["headline"], standfirst=parts["standfirst"], text=parts["text"],
        day=story.day, language=story.language, id=story.address,
    )  # fmt: skip


def quotes_for(
    report: Report, field: str, facts: Iterable[Fact[Any]], parts: Mapping[str, str]
) -> list[Quote]:
    """The words that facts about a field were read from; not saved."""
    made = []
    for fact in facts:
        for span in fact.spans:
            quote = Quote(report=report, field=field, rule=fact.rule[:80], sure=fact.sure)
            quote.words = cut(span.part, parts[span.part], span.start, span.end)
            made.append(quote)
    return made


def quote_stands(report: Report, story: Story) -> list[Checked]:
    """Whether the words that each field of a report stands on are still in the story, and where.

    `story` may be a version that nobody has published yet. What was never quoted, as the day of
    publication, isn't in the answer.
    """
    parts = parts_of_story(story)
    return [Checked(quote, look(quote.words, parts)) for quote in report.quotes.all()]
