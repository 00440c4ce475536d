"""What it was: a rally, a march, a chain … the main form first."""

from __future__ import annotations

from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.lexicon import Mark
from solidary.chronicle.facts.story import Fact

FORMS = (
    "rally", "march", "chain", "picket", "performance", "statement", "meeting", "ban", "commemoration",
    "concert", "film", "messages", "exhibition", "other",
)  # fmt: skip
PLAIN = 1.0
"""What a noun weighs in the text."""
_HEADLINE = 2.0
_SPECIAL = {
    "chain": 1.5,
    "picket": 0.6,
    "film": 1.2,
    "concert": 1.0,
    "exhibition": 1.2,
    "march": 0.5,
    "performance": 0.8,
}
"""What a form that says more than "rally" weighs more."""
MOST = 4


_WAY = 7
"""Tokens behind a verb of going among which "through" or "along" makes it a march."""


def _on_their_way(sentence: Annotated) -> list[Mark]:
    """People who "walked on Friday down the Royal Mile"."""
    if sentence.part == "headline":
        return []
    return [
        mark
        for mark in sentence.spoken("going")
        if any(
            mark.end <= way.start <= mark.end + _WAY and sentence.same_clause(mark.start, way.start)
            for way in sentence.all("through")
        )
        and not sentence.at(mark.start, "deeds")
    ]


def read(sentences: list[Annotated], *, at_embassy: bool, people: int | None) -> list[Fact[str]]:
    """The forms of an action by what its sentences say, headline first; a small gathering at an embassy is a
    picket, whatever it is called."""
    weights: dict[str, float] = {}
    facts: dict[str, Fact[str]] = {}
    for order, sentence in enumerate(sentences):
        for mark in sentence.spoken("forms", "deeds"):
            form = str(mark.value)
            weight = PLAIN + _SPECIAL.get(form, 0.0)
            weight *= _HEADLINE if sentence.part == "headline" else 1.0 / (1 + 0.25 * order)
            weights[form] = weights.get(form, 0.0) + weight
            rule = "word for a form" if mark.kind == "forms" else "verb of a form"
            if form not in facts:
                facts[form] = Fact(form, (sentence.span(mark.start, mark.end),), rule)
        for mark in _on_their_way(sentence):
            weights["march"] = weights.get("march", 0.0) + (PLAIN + 1.0) / (1 + 0.25 * order)
            span = sentence.span(mark.start, mark.end)
            facts.setdefault("march", Fact("march", (span,), "verb of a form"))
        feasts = sentence.spoken("feasts")
        if feasts and sentence.spoken("held", "gathered"):
            weights["commemoration"] = weights.get("commemoration", 0.0) + 1.2
            mark = feasts[0]
            span = sentence.span(mark.start, mark.end)
            facts.setdefault("commemoration", Fact("commemoration", (span,), "recurring day"))
    if at_embassy and set(weights) <= {"rally", "picket"} and (people is None or people <= 300):
        if "picket" not in facts and "rally" in facts:
            facts["picket"] = Fact("picket", facts["rally"].spans, "small gathering at an embassy")
        weights["picket"] = weights.get("picket", 0.0) + weights.get("rally", 0.0) + 1
    ordered = sorted(weights, key=lambda form: -weights[form])[:MOST]
    found = [facts[form] for form in ordered if form in facts]
    if not found and (gathered := next((s for s in sentences if s.spoken("gathered")), None)):
        mark = gathered.spoken("gathered")[0]
        found = [Fact("rally", (gathered.span(mark.start, mark.end),), "people gathered")]
    if found:
        lead = (
            weights.get(found[0].value, 1) >= 1.5 * weights.get(ordered[1], 0)
            if len(ordered) > 1
            else True
        )
        found[0] = Fact(found[0].value, found[0].spans, found[0].rule, sure=lead)
    return found
