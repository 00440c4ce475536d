"""Puts the dossier's actions into the record as the act of confirming does, story by story, with the words behind
each fact; but keeps no decisions, which have the moment in which they were made and could be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from solidary.chronicle.days import DAY, When
from solidary.chronicle.facts.story import Action as Suggestion
from solidary.chronicle.facts.story import Day as ReadDay
from solidary.chronicle.facts.story import Fact, Span, Turnout, Where
from solidary.chronicle.filling import fill, report_of
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Action, Basis, Day, PlacePrecision, Standing, Version
from solidary.chronicle.telling import parts_of_story
from solidary.stories.models import Story

from .ground import Stories
from .reading import LANGUAGES, Table, fixed_address, read, reports

MARKED = ""
"""The rule of words that nobody but an editor has found."""


def declare_days() -> None:
    """The days that somebody declared, yearly, monthly or once."""
    for name, entry in read("chronicle/days.toml").items():
        Day(address=fixed_address(f"day {name}"), **entry).save()


def confirm_actions(places: dict[str, int], stories: Stories) -> None:
    """Every action with its reports, oldest story first; readers have each since its first story."""
    actions: dict[str, Action] = {}
    since: dict[int, date] = {}
    with one_change():
        for event, entries in reports():
            versions = {
                lang: stories[event, lang] for lang in LANGUAGES if (event, lang) in stories
            }
            for name, entry in entries.items():
                if name not in actions:
                    actions[name] = _action(name, entry, places)
                    first = next(iter(versions.values())).day
                    since[actions[name].pk] = first or date.min
                for language, story in versions.items():
                    if language in entry:
                        _report(actions[name], entry, story, language)
    for key, day in since.items():
        # Whoever fills a home on another day has the same chronicle.
        Action.objects.filter(pk=key).update(public_since=day, revised=day)
        addresses = Action.objects.filter(pk=key).values("address")
        Version.objects.filter(address__in=addresses).update(day=day)


def _action(name: str, entry: Table, places: dict[str, int]) -> Action:
    """A new action, with what holds whoever reports it."""
    pin = entry.get("pin", (None, None))
    action = Action(
        address=fixed_address(f"action {name}"),
        names=entry.get("names", {}),
        form=entry["form"],
        further_forms=entry.get("further_forms", []),
        standing=entry.get("standing", Standing.HAPPENED),
        place_id=places[entry["place"]] if "place" in entry else None,
        venue=entry.get("venue", ""),
        latitude=pin[0],
        longitude=pin[1],
        organisers=entry.get("organisers", []),
        speakers=entry.get("speakers", []),
        solidarity_with=entry.get("solidarity_with", []),
    )
    action.when = _when(entry)
    if action.place is not None:
        action.country = action.place.country
        action.place_precision = PlacePrecision.VENUE if action.venue else PlacePrecision.TOWN
    elif "country" in entry:
        action.country, action.place_precision = entry["country"], PlacePrecision.COUNTRY
    action.save()
    return action


def _when(entry: Table) -> When:
    first: date = entry["day"]
    last: date = entry.get("last", first)
    return When(first, last, entry.get("precision", DAY), entry.get("basis", Basis.SAID))


def _report(action: Action, entry: Table, story: Story, language: str) -> None:
    words = Words(parts_of_story(story), entry[language])
    when = _when(entry)
    last = when.last.isoformat() if when.last != when.first else None
    suggestion = Suggestion(
        standing=action.standing,
        day=words.fact("day", ReadDay(when.first.isoformat(), when.precision, when.basis, last)),
        where=words.fact("place", Where(None, action.country)),
        venue=words.fact("venue", action.venue),
        turnout=words.fact("turnout", _turnout(entry, language)),
        forms=words.facts("form", [action.form]),
        sources=words.facts("sources", entry[language].get("sources", [])),
        organisers=words.facts("organisers", entry.get("organisers", [])),
        speakers=words.facts("speakers", entry.get("speakers", [])),
    )
    fill(action, suggestion)
    action.save()
    report_of(action, story, suggestion)


def _turnout(entry: Table, language: str) -> Turnout | None:
    if "turnout" not in entry:
        return None
    said = entry[language]
    sayers = tuple(said.get("sources", ()))
    return Turnout(**entry["turnout"], words="; ".join(said["turnout"]), sayers=sayers)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one story that its entry quotes, by field, and where they are in it."""

    parts: dict[str, str]
    quoted: dict[str, Any]

    def fact(self, field: str, value: Any) -> Fact[Any] | None:
        """A fact of this value, with all words that are quoted for it; None where there are none.

        A day that nobody says is that of publication, and has no words.
        """
        if value in (None, "") or (field not in self.quoted and field != "day"):
            return None
        return Fact(value, tuple(map(self.span, self._of(field))), MARKED, sure=True)

    def facts(self, field: str, values: list[str]) -> list[Fact[str]]:
        """A fact for each value, each with the words of its place in the list."""
        return [
            Fact(value, (self.span(words),), MARKED, sure=True)
            for value, words in zip(values, self._of(field), strict=False)
        ]

    def span(self, words: str) -> Span:
        """Where words are; of the same words in several places those nearest to the action's place."""
        for part in ("text", "headline", "standfirst"):
            text = self.parts[part]
            found = [at for at in range(len(text)) if text.startswith(words, at)]
            if found:
                start = min(found, key=lambda at: abs(at - self._anchor(text)))
                return Span(part, start, start + len(words))
        raise ValueError(words)

    def _anchor(self, text: str) -> int:
        return max(text.find("".join(self._of("place"))), 0)

    def _of(self, field: str) -> list[str]:
        words = self.quoted.get(field, [])
        # A story as it is read has plain spaces.
        return [
            each.replace("\N{NO-BREAK SPACE}", " ")
            for each in (words if isinstance(words, list) else [words])
        ]
