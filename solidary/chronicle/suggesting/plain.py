"""An action that was read, as plain data for a row, and back without loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from solidary.chronicle.facts.story import Action, Day, Fact, Span, Turnout, Where

Plain = dict[str, Any]
_SINGLE: dict[str, Callable[..., Any]] = {"day": Day, "where": Where, "turnout": Turnout}
LISTS = ("forms", "sources", "organisers", "speakers")


def to_plain(action: Action) -> Plain:
    plain: Plain = {"standing": action.standing}
    for name in (*_SINGLE, "venue"):
        fact = getattr(action, name)
        plain[name] = None if fact is None else _fact_out(fact)
    for name in LISTS:
        plain[name] = [_fact_out(fact) for fact in getattr(action, name)]
    return plain


def from_plain(plain: Plain) -> Action:
    """Raises KeyError or TypeError for what `to_plain` didn't write."""
    action = Action(standing=plain.get("standing", "unclear"))
    for name in (*_SINGLE, "venue"):
        if plain.get(name) is not None:
            setattr(action, name, _fact_in(plain[name], _SINGLE.get(name)))
    for name in LISTS:
        setattr(action, name, [_fact_in(fact, None) for fact in plain.get(name, ())])
    return action


def _fact_out(fact: Fact[Any]) -> Plain:
    value = fact.value if isinstance(fact.value, str) else asdict(fact.value)
    if isinstance(value, dict) and "sayers" in value:
        value["sayers"] = list(value["sayers"])
    spans = [[span.part, span.start, span.end] for span in fact.spans]
    return {"value": value, "spans": spans, "rule": fact.rule, "sure": fact.sure}


def _fact_in(plain: Plain, kind: Callable[..., Any] | None) -> Fact[Any]:
    value = plain["value"]
    if kind is not None:
        if "sayers" in value:
            value = {**value, "sayers": tuple(value["sayers"])}
        value = kind(**value)
    spans = tuple(Span(*span) for span in plain["spans"])
    return Fact(value, spans, plain["rule"], plain["sure"])
