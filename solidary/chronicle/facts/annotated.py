"""A sentence with the marks of its language: what every rule looks at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from solidary.chronicle.facts.lexicon import Lexicon, Mark
from solidary.chronicle.facts.story import Span
from solidary.chronicle.facts.tokens import Sentence, Token, is_month

TOPIC_REACH = 6
"""Tokens behind "against" among which a verdict or a law is what the action is for or against."""


class Annotated:
    """A sentence, the text it is cut from, and its marks by kind."""

    def __init__(self, sentence: Sentence, text: str, lexicon: Lexicon) -> None:
        self.part = sentence.part
        self.number = sentence.number
        self.tokens = sentence.tokens
        self.text = text
        self.lexicon = lexicon
        self.marks = [
            mark
            for mark in lexicon.marks(sentence)
            if not (mark.kind in ("forms", "deeds") and self._is_month(mark.start))
            and not (mark.kind == "deeds" and self._has_article(mark.start))
        ]
        self._by_kind: dict[str, list[Mark]] = {}
        for mark in self.marks:
            self._by_kind.setdefault(mark.kind, []).append(mark)

    def _has_article(self, place: int) -> bool:
        """Whether an English verb is a noun: "the rally in Riga"."""
        before = self.tokens[place - 1].key if place else ""
        return self.lexicon.code == "en" and before in ("a", "an", "the", "this")

    def _is_month(self, place: int) -> bool:
        """Whether "March" is the month and no march: a capital, and a number or "in" beside it."""
        token = self.tokens[place]
        if not token.capital or not is_month(token.key):
            return False
        if any(near.value is not None for near in self.around(place)):
            return True
        if place + 1 < len(self.tokens) and self.tokens[place + 1].key in ("against", "for", "on"):
            return False
        return place > 0 and not self.tokens[place - 1].capital and self.lexicon.code == "en"

    @cached_property
    def aftermath(self) -> bool:
        """Whether it is about courts, sanctions and the like; what an action is for or against is not."""
        return any(
            not any(
                topic.start < mark.start <= topic.end + TOPIC_REACH
                and self.same_clause(topic.start, mark.start)
                for topic in self.all("topic")
            )
            for mark in self.all("aftermath")
            if not any(  # letters to those who are in a colony
                letters.value == "messages" and letters.end <= mark.start
                for letters in self.all("forms", "deeds")
            )
        )

    def all(self, *kinds: str) -> list[Mark]:
        """Marks of these kinds, in order."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], [])
        found = [mark for kind in kinds for mark in self._by_kind.get(kind, ())]
        return sorted(found, key=lambda mark: (mark.start, -mark.end))

    def has(self, *kinds: str) -> bool:
        return any(kind in self._by_kind for kind in kinds)

    def spoken(self, *kinds: str) -> list[Mark]:
        """Marks of these kinds outside quotations."""
        return [mark for mark in self.all(*kinds) if not self.tokens[mark.start].quote]

    @cached_property
    def _at(self) -> dict[int, list[Mark]]:
        found: dict[int, list[Mark]] = {}
        for mark in self.marks:
            for place in range(mark.start, mark.end):
                found.setdefault(place, []).append(mark)
        return found

    def at(self, place: int, *kinds: str) -> Mark | None:
        """The longest mark of these kinds that covers a token."""
        fitting = [mark for mark in self._at.get(place, ()) if mark.kind in kinds]
        return max(fitting, key=lambda mark: mark.end - mark.start, default=None)

    def starting(self, place: int, *kinds: str) -> Mark | None:
        """The longest mark of these kinds that begins at a token."""
        fitting = [
            mark for mark in self._at.get(place, ()) if mark.start == place and mark.kind in kinds
        ]
        return max(fitting, key=lambda mark: mark.end, default=None)

    def ending(self, place: int, *kinds: str) -> Mark | None:
        """The longest mark of these kinds that ends before a token."""
        fitting = [
            mark for mark in self._at.get(place - 1, ()) if mark.end == place and mark.kind in kinds
        ]
        return min(fitting, key=lambda mark: mark.start, default=None)

    @cached_property
    def _clauses(self) -> list[int]:
        """For every token, the number of its clause: commas, dashes and brackets part clauses."""
        number, found = 0, []
        for token in self.tokens:
            number += token.broken
            found.append(number)
        return found

    def clause(self, place: int) -> int:
        return self._clauses[place]

    def same_clause(self, one: int, other: int) -> bool:
        return self._clauses[one] == self._clauses[other]

    def clause_range(self, place: int) -> tuple[int, int]:
        """The first token of a clause, and the first behind it."""
        number = self._clauses[place]
        return bisect_left(self._clauses, number), bisect_right(self._clauses, number)

    def between(self, one: int, other: int, *kinds: str) -> bool:
        """Whether a mark of these kinds lies between two tokens."""
        low, high = sorted((one, other))
        return any(low < mark.start and mark.end <= high for mark in self.all(*kinds))

    def span(self, start: int, end: int) -> Span:
        """The characters of the tokens from `start` to before `end`."""
        return Span(self.part, self.tokens[start].start, self.tokens[end - 1].end)

    def words(self, start: int, end: int) -> str:
        """The text of the tokens from `start` to before `end`, as it was written."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def around(self, place: int) -> Iterator[Token]:
        """The tokens beside one."""
        if place:
            yield self.tokens[place - 1]
        if place + 1 < len(self.tokens):
            yield self.tokens[place + 1]

    @property
    def first(self) -> bool:
        """Whether it begins its part of the story."""
        return self.number == 0
