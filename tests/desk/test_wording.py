"""What is wrong with mirrors and keys is said in the editor's language, whatever went wrong."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from solidary.desk.mirrors.wording import WORDS, problem_with, said_of
from solidary.mirrors import register
from solidary.mirrors.faults import Fault
from solidary.mirrors.models import Mirror
from solidary.mirrors.problems import problem_of
from solidary.mirrors.store import StoreError, StoreRefusedError
from solidary.release.keyring import KeyFault, UnusableKeyError

PACKAGE = Path(register.__file__).parents[1]
WORDED = {
    "MirrorError", "NotHeldError", "PlaceError", "ProfileError", "StoreError",
    "StoreRefusedError", "UnpublishedError", "UnusableKeyError",
}  # fmt: skip
ROOMS = ("mirrors", "release", "press")
AT_THE_PROMPT = {"new_keys"}
"""Functions that nothing but a command calls."""
FAULTS = {
    **{f"Fault.{one.name}": one for one in Fault},
    **{f"KeyFault.{one.name}": one for one in KeyFault},
}


def raised() -> Iterator[tuple[str, str, ast.Call]]:
    """Every refusal the desk may have to word: where, in which function, how it is made."""
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            for function in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(function, ast.FunctionDef) and function.name not in AT_THE_PROMPT:
                    for call in ast.walk(function):
                        if isinstance(call, ast.Call) and _name(call) in WORDED:
                            yield f"{path.name}:{call.lineno}", function.name, call


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _passes_on(call: ast.Call) -> bool:
    """Whether it only wraps what was raised below, whose own fault counts."""
    return "error" in {name.id for name in ast.walk(call) if isinstance(name, ast.Name)}


def test_every_refusal_that_reaches_the_desk_names_its_fault_and_the_facts_of_its_words() -> None:
    seen = set()
    for where, _function, call in raised():
        given = {word.arg: word.value for word in call.keywords}
        if "fault" not in given:
            assert _passes_on(call), f"{where} names no fault"
            continue
        for name in re.findall(r"\b(?:Key)?Fault\.[A-Z_]+", ast.unparse(given["fault"])):
            seen.add(FAULTS[name])
            wanted = set(re.findall(r"%\((\w+)\)s", str(WORDS[FAULTS[name]])))
            assert wanted <= given.keys(), f"{where} lacks {wanted - given.keys()}"
    assert seen


def test_every_fault_has_its_words() -> None:
    assert WORDS.keys() == {*Fault, *KeyFault}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "/m/x"), "На дыску скончылася месца."),
        (StoreError("x doesn't answer in time", fault=Fault.SLOW), "Сервер не адказвае ў час."),
        (
            StoreRefusedError("…", fault=Fault.SETTING, name="region"),
            "Наладу «Рэгіён» нельга выкарыстаць.",
        ),
        (
            UnusableKeyError("…", fault=KeyFault.MISSING, file="/k"),
            "Няма файла /k. Выканайце «solidary keys renew».",
        ),
        (StoreError("said by a store of somebody's own"),
         "На серверы нешта не атрымалася. Яго адказ: said by a store of somebody's own"),
    ],
)  # fmt: skip
def test_a_refusal_is_said_in_the_editors_language(error: Exception, said: str) -> None:
    with translation.override("be"):
        assert said_of(error) == said
        kept = Mirror()
        problem_of(error).keep(kept)
        assert problem_with(kept) == said


def test_what_was_wrapped_on_the_way_keeps_its_fault() -> None:
    try:
        try:
            raise StoreError("no answer", fault=Fault.SLOW)
        except StoreError as error:
            raise register.MirrorError(f"/m can't be used: {error}") from error
    except register.MirrorError as error:
        with translation.override("de"):
            assert said_of(error) == "Der Server antwortet nicht rechtzeitig."


def test_the_prompt_keeps_its_english_line(db: None) -> None:
    kept = Mirror()
    problem_of(OSError(28, "No space left on device", "/m/x")).keep(kept)
    assert kept.problem == "No space left on device (/m/x)"


def test_a_mirror_in_trouble_is_described_in_one_language(
    at_desk: Client, newsroom: object
) -> None:
    mirror = Mirror(name="berlin", kind="folder", place="/m")
    problem_of(StoreError("there is no folder /m", fault=Fault.NO_FOLDER, folder="/m")).keep(mirror)
    mirror.save()
    page = at_desk.get("/desk/mirrors/", headers={"accept-language": "lt"}).content.decode()
    assert "Nėra aplanko /m." in page
    assert "there is no folder" not in page
