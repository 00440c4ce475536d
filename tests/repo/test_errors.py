"""Every exception of ours is a kind of one base, and is named as what it is."""

from __future__ import annotations

import ast
import builtins
from pathlib import Path

import pytest
from click.testing import CliRunner

import solidary.cli
from solidary.errors import SolidaryError
from solidary.release.keyring import UnusableKeyError
from solidary.release.minisign import BadSignatureError
from solidary.release.verify.signed import StatementError
from tests.repo.tree import ROOT

BUILT_IN = {
    name
    for name, what in vars(builtins).items()
    if isinstance(what, type) and issubclass(what, Exception)
}


def bases(folder: Path) -> dict[str, tuple[set[str], list[str]]]:
    """Class → the names it derives from, and its decorators, for every class of ours."""
    found = {}
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                heirs = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
                found[node.name] = (heirs, [ast.unparse(one) for one in node.decorator_list])
    return found


def unfit(folder: Path) -> list[str]:
    """What is wrong with the exceptions, and with what looks like one."""
    known = bases(folder)

    def above(name: str) -> set[str]:
        direct = known[name][0] if name in known else set()
        return direct.union(*(above(base) for base in direct if base != name))

    wrong = []
    for name, (_, decorators) in known.items():
        over = above(name)
        raised = bool(over & (BUILT_IN | {"SolidaryError", "PermissionDenied"}))
        if raised and not name.endswith("Error"):
            wrong.append(f"{name} is an exception and doesn't end in Error")
        if raised and name != "SolidaryError" and not over & {"SolidaryError", "PermissionDenied"}:
            wrong.append(f"{name} doesn't derive from SolidaryError")
        if name.endswith("Error") and (not raised or any("dataclass" in d for d in decorators)):
            wrong.append(f"{name} is named as an exception and is none")
    return sorted(wrong)


def test_every_exception_ends_in_error_and_has_the_one_base() -> None:
    assert unfit(ROOT / "solidary") == []


def test_an_exception_beside_the_base_is_found(tmp_path: Path) -> None:
    (tmp_path / "attic.py").write_text(
        "class Gone(OSError): ...\n"
        "class DustError(ValueError): ...\n"
        "@dataclass\nclass MothError: ...\n"
        "class LadderError(SolidaryError): ...\n",
        "utf-8",
    )
    assert unfit(tmp_path) == [
        "DustError doesn't derive from SolidaryError",
        "Gone doesn't derive from SolidaryError",
        "Gone is an exception and doesn't end in Error",
        "MothError is named as an exception and is none",
    ]


def test_an_error_without_words_of_its_own_says_its_kinds_line() -> None:
    assert str(SolidaryError()) == "this can't be done"
    assert str(BadSignatureError()) == "the signature isn't this key's over these bytes"
    assert str(UnusableKeyError("the key can be read by others")) == "the key can be read by others"
    wrong = StatementError("signature", "root.txt.minisig", "isn't what the key signed")
    assert str(wrong) == "root.txt.minisig isn't what the key signed"


@pytest.mark.parametrize(
    ("line", "said"),
    [("the home is away", "Error: the home is away.\n"), ("Choose one.", "Error: Choose one.\n")],
)
def test_a_room_that_says_no_ends_the_command_in_one_line(
    monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SolidaryError(line)

    monkeypatch.setattr("solidary.release.verify.verify", refuse)
    monkeypatch.setattr("solidary.commands.verify.verify", refuse)
    key = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
    done = CliRunner().invoke(solidary.cli.solidary, ["verify", ".", "--key", key])
    assert (done.exit_code, done.output) == (1, said)
