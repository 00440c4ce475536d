"""A suggestion as a page shows it: its facts, the story with their words marked, and what it may be one with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext, pgettext

from solidary.chronicle.days import when_of
from solidary.chronicle.models import Suggestion, Why
from solidary.chronicle.same_as import like_these
from solidary.chronicle.suggesting.queue import twins_of
from solidary.chronicle.suggesting.watching import lost
from solidary.chronicle.telling import parts_of_story
from solidary.chronicle.whole import whole
from solidary.chronicle.wholes import wholes
from solidary.desk.chronicle.marking import Mark, Paragraph, paragraphs
from solidary.desk.chronicle.rules import rule_words
from solidary.desk.chronicle.wording import (
    FIELDS,
    action_line,
    basis_words,
    form_words,
    names_words,
    reasons_words,
    says_words,
    standing_words,
    turnout_words,
    when_words,
    where_words,
)
from solidary.stories.languages import own_name

if TYPE_CHECKING:
    from solidary.chronicle.facts.story import Action as ReadAction
    from solidary.chronicle.facts.story import Fact
    from solidary.desk.chronicle.filtering import Filter

MOST_LIKE = 4
"""Actions that are proposed: the first has the key m, the others a figure."""
WHY = {
    Why.CHANGED: gettext_lazy("A correction put other words in the place of those it stands on:"),
    Why.GONE: gettext_lazy("A correction took away the words it stands on:"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A field: what was read, from what, and how surely. `is_sure` is None where nothing is to be sure of."""

    field: str
    label: Any
    words: str
    note: str = ""
    rule: str = ""
    rule_lang: str = ""
    is_sure: bool | None = None
    is_quoted: bool = False
    """whether the words are the story's own"""


@dataclass(frozen=True, slots=True)
class Like:
    """An action of the record that it may be one with."""

    key: int
    address: str
    line: str
    reasons: str
    languages: str
    shortcut: str


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    fields: tuple[str, ...]
    labels: str
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    segments: tuple[Piece, ...]
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    lines: tuple[Line, ...]


def facts_of(action: ReadAction) -> Iterator[tuple[str, Fact[Any]]]:
    """The fields of what was read, by the names that quotes have for them, in the order of a card."""
    single = (
        ("day", action.day), ("place", action.where), ("venue", action.venue),
        ("turnout", action.turnout),
    )  # fmt: skip
    yield from ((name, fact) for name, fact in single if fact is not None)
    lists = (
        ("form", action.forms), ("source", action.sources), ("organiser", action.organisers),
        ("speaker", action.speakers),
    )  # fmt: skip
    for name, facts in lists:
        yield from ((name, fact) for fact in facts)


def line_of(action: ReadAction) -> str:
    """What was read in one line: form, day, place, how many."""
    when = when_of(action.day.value) if action.day else None
    said = [
        *(form_words(fact.value) for fact in action.forms[:1]),
        when_words(when, weekday=False),
        where_words(action.where.value if action.where else None),
        *([turnout_words(action.turnout.value)] if action.turnout else []),
    ]
    return " · ".join(said)


def rows_of(action: ReadAction) -> list[Row]:
    """The facts, one a line; the standing among them, for which there is no rule of its own."""
    made = []
    for field, label in FIELDS.items():
        if field == "standing":
            made.append(Row(field, label, standing_words(action.standing)))
            continue
        facts = [fact for name, fact in facts_of(action) if name == field]
        if not facts:
            continue
        words, note = _said(field, facts)
        rule, language = rule_words(field, facts[0].rule)
        sure = all(fact.sure for fact in facts)
        quoted = field in ("venue", "source", "organiser", "speaker")
        made.append(Row(field, label, words, note, rule, language, sure, quoted))
    return made


def _said(field: str, facts: list[Any]) -> tuple[str, str]:
    """The words of a field and, where something is to be said besides, that."""
    value = facts[0].value
    match field:
        case "day":
            return when_words(when_of(value)), basis_words(value.basis)
        case "place":
            return where_words(value), ""
        case "turnout":
            return turnout_words(value), says_words(value.sayers)
        case "form":
            return ", ".join(dict.fromkeys(form_words(fact.value) for fact in facts)), ""
    return names_words(facts), ""


def marked_parts(row: Suggestion, action: ReadAction) -> list[Part]:
    """The story with the words marked that the facts were read from."""
    texts = parts_of_story(row.story)
    marks: dict[str, list[Mark]] = {}
    for field, fact in facts_of(action):
        for span in fact.spans:
            marks.setdefault(span.part, []).append(Mark(span.start, span.end, field))
    return [
        Part(name, tuple(_line(each) for each in paragraphs(text, marks.get(name, []))))
        for name, text in texts.items()
        if text.strip()
    ]


def _line(paragraph: Paragraph) -> Line:
    pieces = []
    for each in paragraph.segments:
        labels = " · ".join(str(FIELDS[field]) for field in each.begins)
        title = " · ".join(str(FIELDS[field]) for field in each.fields)
        pieces.append(Piece(each.text, each.fields, labels, title))
    return Line(tuple(pieces), paragraph.is_gap)


def likes_of(row: Suggestion) -> list[Like]:
    """The actions proposed, the likeliest first."""
    made = []
    likely = like_these(row)[:MOST_LIKE]
    known = wholes(action.pk for action, _reasons in likely)
    for number, (action, reasons) in enumerate(likely, 1):
        found = known[action.pk]
        languages = dict.fromkeys(own_name(report.story.language) for report in found.reports)
        made.append(
            Like(
                action.pk,
                reverse("desk_chronicle_action", args=[action.address]),
                action_line(found),
                reasons_words(reasons),
                ", ".join(languages),
                "m" if number == 1 else str(number),
            )
        )
    return made


class Card:
    """One suggestion among those chosen; `order`: their keys as they are walked through."""

    def __init__(self, row: Suggestion, chosen: Filter, order: list[int]) -> None:
        self.row, self.chosen = row, chosen
        self.pk, self.twin = row.pk, row.twin
        self.action = row.action
        story = row.story
        self.language = story.language
        self.language_name = own_name(story.language)
        self.published = date_format(story.day, "DATE_FORMAT") if story.day else ""
        self.story_edit = reverse("desk_stories:edit", args=[story.pk])
        self.story_state = pgettext("chronicle", "The story")
        self.line = line_of(self.action)
        self.rows = rows_of(self.action)
        self.parts = marked_parts(row, self.action)
        self.likes = [] if row.why else likes_of(row)
        self.others = self._others()
        self._watch()
        at = order.index(row.pk) if row.pk in order else -1
        self.before = self._address(order[at - 1]) if at > 0 else ""
        self.after = self._address(order[at + 1]) if at + 1 < len(order) else ""
        self.here = self._address(row.pk)
        self.decide = reverse("desk_chronicle_decide", args=[row.pk]) + chosen.query()
        self.search = reverse("desk_chronicle_actions")
        self.form: Any = None

    def _address(self, key: int) -> str:
        if self.chosen.story:
            return reverse("desk_chronicle_story", args=[self.chosen.story]) + f"?at={key}"
        return reverse("desk_chronicle") + self.chosen.query(at=key)

    def _others(self) -> str:
        """That the decision is for translations too."""
        others = len(twins_of(self.row))
        if not others:
            return ""
        said = ngettext(
            "decides for %(count)s translation too",
            "decides for %(count)s translations too",
            others,
        )
        return said % {"count": others}

    def _watch(self) -> None:
        """Why a fact that was confirmed is asked about again."""
        self.why = self.report = ""
        self.lost: list[tuple[str, str, str]] = []
        if not self.row.why or self.row.report is None:
            return
        self.why = str(WHY[Why(self.row.why)])
        self.lost = [
            (str(FIELDS.get(each.quote.field, each.quote.field)), each.was, each.now)
            for each in lost(self.row.report)
        ]
        action = whole(self.row.report.action).action
        self.report = reverse("desk_chronicle_action", args=[action.address])
