"""Which contributions are shown: chosen in the address, which says nothing of a sender."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, Q
from django.http import QueryDict

from solidary.desk.queue.gathering import Sent, waiting_items
from solidary.gazetteer.folding import fold
from solidary.intake.models import Contribution, State

MOST_SOUGHT = 100
STATES = (State.WAITING, State.ASKED, State.ACCEPTED, State.REFUSED)
ALL = "all"
NO_TOPIC = "none"


@dataclass(frozen=True, slots=True)
class Filter:
    """What an editor chose. What is unknown in an address is as if it weren't there."""

    state: str = State.WAITING
    topic: str = ""
    language: str = ""
    mine: bool = False

    @classmethod
    def read(cls, said: QueryDict, topics: Collection[str], languages: Collection[str]) -> Filter:
        state, topic, language = (said.get(name, "") for name in ("state", "topic", "language"))
        return cls(
            state if state in (*STATES, ALL) else State.WAITING,
            topic if topic in topics or topic == NO_TOPIC else "",
            language if language in languages else "",
            said.get("mine") == "1",
        )

    def rows(self, by: Any) -> Any:
        """The contributions of the record that may be meant."""
        rows = Contribution.objects.exclude(state=State.WITHDRAWN)
        if self.mine:
            rows = rows.filter(handed_to=by)
        if self.state == State.WAITING:
            # What was added to an accepted one waits too.
            added = Q(state=State.ACCEPTED) & Q(Exists(waiting_items()))
            return rows.filter(Q(state=State.WAITING) | added)
        return rows if self.state == ALL else rows.filter(state=self.state)

    def lets_in(self, sent: Sent) -> bool:
        """Whether a contribution is meant, by what the index says of it."""
        if self.topic and sent.topic != ("" if self.topic == NO_TOPIC else self.topic):
            return False
        return not self.language or sent.language == self.language

    def query(self, **other: object) -> str:
        """The address's query for this choice, or for another; '' for the usual one."""
        said = {
            "state": "" if self.state == State.WAITING else str(self.state),
            "topic": self.topic,
            "language": self.language,
            "mine": "1" if self.mine else "",
            **{name: str(value) for name, value in other.items()},
        }
        found = urlencode({name: value for name, value in said.items() if value})
        return f"?{found}" if found else ""


def says(sent: Sent, sought: str) -> bool:
    """Whether the index has these words of a contribution: its first words, place, day, credit. Case,
    accents and the letters of another script that look the same don't count."""
    wanted = fold(sought)
    if not wanted:
        return True
    return any(
        wanted in fold(text)
        for each in sent.entries
        for text in (each.beginning, each.place, each.when, each.credit)
    )
