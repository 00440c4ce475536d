"""How each rule of a grammar reads: short texts of our own, and what is in them.

`sentences.txt` has a line for each: language, what is to be read, text.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from solidary.chronicle.facts import Action
from solidary.gazetteer import fold
from tests.chronicle.reading import read

LINES = [
    line
    for line in (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _said(actions: list[Action], field: str) -> object:
    main = actions[0] if actions else Action()
    match field:
        case "n":
            return str(len(actions))
        case "c":
            return main.where.value.city if main.where else "None"
        case "d":
            return main.day.value.first if main.day else "None"
        case "t":
            return str(main.turnout.value.low) if main.turnout else "None"
    names = {"o": main.organisers, "s": main.speakers, "q": main.sources}[field]
    return [fact.value for fact in names]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:60])
def test_a_sentence_is_read_as_its_grammar_says(line: str) -> None:
    language, wanted, text = line.split("|", 2)
    actions = read(text, language).actions
    for each in wanted.split(";"):
        field, _, value = each.strip().partition("=")
        said = _said(actions, field)
        if isinstance(said, list):
            names = [name.strip() for name in value.split("&")] if value else []
            assert len(said) == len(names), said
            assert all(any(fold(name)[:5] in fold(one) for one in said) for name in names), said
        else:
            assert said == value
