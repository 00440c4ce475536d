"""The glossary is true: words live where it says, every room is in it, retired words stay away."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repo.tree import ROOT, files, name_of, rooms, text_of

GLOSSARY = ROOT / "docs" / "glossary.md"
WORDS, RETIRED = (
    [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in part.splitlines()
        if line.startswith("| ") and not line.startswith("| word ")
    ]
    for part in text_of(GLOSSARY).split("\n## Retired words\n")
)


def spelled(word: str) -> re.Pattern[str]:
    """A word or its plural, as prose or a name in the code may write it."""
    stem = re.escape(word.removesuffix("y")).replace(r"\ ", r"[ _-]?\s*")
    ending = "(y|ies)" if word.endswith("y") else "(s|es)?"
    return re.compile(rf"(?<![a-z]){stem}{ending}(?![a-z])", re.IGNORECASE)


def parts(name: str) -> set[str]:
    """The words that a name in the code is made of, in small letters."""
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def given_names(tree: ast.AST) -> Iterator[str]:
    """Every name that a module gives to something."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr
            case ast.alias(asname=str(name)):
                yield name


def modules() -> list[Path]:
    return [
        path
        for path in files(".py")
        if ROOT / "solidary" in path.parents and "migrations" not in path.parts
    ]


@pytest.mark.parametrize(("word", "home"), [(word, home) for word, _, home in WORDS])
def test_a_word_is_used_where_the_glossary_says(word: str, home: str) -> None:
    path = ROOT / home.strip("`")
    assert path.exists(), f"there is no {home}"
    within = [path] if path.is_file() else [each for each in files(".py") if path in each.parents]
    assert any(
        spelled(word).search(name_of(each)) or spelled(word).search(text_of(each))
        for each in within
    ), f"{home} doesn't say “{word}”"


def test_a_word_stands_once_and_in_its_order() -> None:
    words = [word for word, _, _ in WORDS]
    assert words == sorted(set(words))


def test_every_room_has_its_word() -> None:
    told = {word: (meaning, home) for word, meaning, home in WORDS}
    for room in rooms():
        meaning, home = told[room.name]
        assert meaning.startswith("room: ")
        assert home == f"`solidary/{room.name}/`"


def test_a_meaning_is_one_plain_sentence_or_two() -> None:
    assert [word for word, meaning, _ in WORDS if not 10 < len(meaning) < 200] == []


def test_no_name_in_the_code_is_made_of_a_retired_word() -> None:
    retired = {each for words, _ in RETIRED for each in words.split(", ")}
    assert len(retired) > 10
    found = {
        f"{name_of(path)}: {name}"
        for path in modules()
        for name in (path.stem, *given_names(ast.parse(text_of(path))))
        if parts(name) & retired
    }
    assert found == set()


@pytest.mark.parametrize("name", ["told", "_told", "is_told", "HouseStyle", "SHELVES", "kin2"])
def test_a_retired_word_is_found_in_a_name(name: str) -> None:
    retired = {each for words, _ in RETIRED for each in words.split(", ")}
    source = f"def {name}() -> None: ...\ndef other({name}: int) -> None: ...\nnew = {name}\n"
    assert [each for each in given_names(ast.parse(source)) if parts(each) & retired] == [name] * 2
