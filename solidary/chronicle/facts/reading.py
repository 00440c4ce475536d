"""Reading a story: from its words to the actions it reports, each fact with what it stands on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from solidary.chronicle.facts import gate
from solidary.chronicle.facts.actions import actions_of
from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.fields import days, places, turnout
from solidary.chronicle.facts.language import detected
from solidary.chronicle.facts.lexicon import languages, lexicon
from solidary.chronicle.facts.parting import parted
from solidary.chronicle.facts.story import Reading, Story
from solidary.chronicle.facts.tokens import LONGEST, sentences_of

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years of stories."""
LONG_AGO = date(FIRST_YEAR, 1, 2)
"""What "the day before" counts from where a sentence before tells of long ago: no day of any news."""
MOST_READ = 400
"""Sentences of a story in which fields are looked for; what a story reports stands near its beginning."""


def read_story(story: Story) -> Reading:
    """The actions that a story reports, often none. Anything is read; what cannot be is a warning."""
    warnings: list[str] = []
    if story.day is not None and not FIRST_YEAR <= story.day.year <= LAST_YEAR:
        warnings.append(f"{story.day.isoformat()} is no publication day: it is left out")
        story = replace(story, day=None)
    code = detected(story)
    if code not in languages():
        which = f"“{code[:20]}”" if code else "its language"
        return Reading(code, [], [f"{which} is not one of the languages that facts are read in"])
    words = lexicon(code)
    reads: list[gate.Read] = []
    for part, text in story.parts():
        if len(text) > LONGEST:
            warnings.append(f"only the first {LONGEST} characters of the {part} were read")
            text = text[:LONGEST]
        sentences = [
            Annotated(each, text, words) for each in sentences_of(part, text, words.key_of)
        ]
        last_named: date | None = None
        for sentence in sentences[:MOST_READ]:
            reads += _read_whole_or_parted(sentence, story, last_named)
            named_day = [day.first for day in reads[-1].days if day.day.precision == "day"]
            if named_day:
                last_named = named_day[0]
            elif days.is_background(sentence, story.day):
                last_named = LONG_AGO
        if len(sentences) > MOST_READ:
            warnings.append(f"only the first {MOST_READ} sentences of the {part} were read")
    if story.day is None or story.month_only:
        warnings.append("no publication day: nothing that counts from it was read")
    named = gate.names_action(reads)
    before: gate.Read | None = None
    for read in reads:
        if before is not None and not read.people:
            read.people = turnout.of_towns(read.sentence)
        gate.judge(read, story, named=named)
        gate.go_on_in_a_sentence(read)
        gate.go_on(read, before)
        before = read if read.people and read.firmness is gate.Firmness.REPORTED else None
        warnings += [day.warning for day in read.days if day.warning]
    return Reading(code, actions_of(reads, story), warnings)


def _read_whole_or_parted(
    sentence: Annotated, story: Story, last_named: date | None
) -> list[gate.Read]:
    whole = _read(sentence, story, last_named)
    parts = parted(whole)
    if parts is None:
        return [whole]
    first, second = (_read(part, story, last_named) for part in parts)
    second.first_part = first
    return [first, second]


def _read(sentence: Annotated, story: Story, last_named: date | None) -> gate.Read:
    return gate.Read(
        sentence,
        days.found_in(sentence, story.day, month_only=story.month_only, last_named=last_named),
        places.found_in(sentence),
        turnout.found_in(sentence),
    )
