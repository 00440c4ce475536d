"""The documents hold together: links lead somewhere, settings are listed, nothing is orphaned."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.repo.tree import ROOT, files, name_of, text_of

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
SETTING = re.compile(r"\bSOLIDARY_[A-Z][A-Z_]*[A-Z]\b")
MODULE = re.compile(r"(?<!^### )`((?:[a-z_0-9]+/)*[a-z_0-9]+\.py)`", re.M)
"""A module as a document names it: its own name, with as many folders before it as are needed. A
heading of docs/extending.md is one to be added; tests/extending looks at those."""
OPERATIONS = ROOT / "docs" / "operations.md"
DECISION_PARTS = ("## Decision", "## Why", "## Price")


def documents() -> list[Path]:
    return list(files(".md"))


def without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S)


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, made the way most readers of Markdown make them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text_of(path), flags=re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    lost = []
    for link in LINK.findall(without_code(text_of(document))):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = unquote(link).partition("#")
        target = (document.parent / place).resolve() if place else document
        if not target.exists() or (
            anchor and target.suffix == ".md" and anchor not in anchors(target)
        ):
            lost.append(link)
    assert lost == []


def test_every_module_that_a_document_names_is_there() -> None:
    modules = [f"/{name_of(path)}" for path in files(".py")]
    gone = [
        f"{name_of(document)}: {named}"
        for document in documents()
        for named in MODULE.findall(text_of(document))
        if not any(module.endswith(f"/{named}") for module in modules)
    ]
    assert gone == []


def test_every_document_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        if document in seen or document.suffix != ".md" or not document.is_file():
            continue
        seen.add(document)
        for link in LINK.findall(without_code(text_of(document))):
            if not re.match(r"[a-z]+:|#", link):
                target = (document.parent / unquote(link).partition("#")[0]).resolve()
                waiting += sorted(target.glob("*.md")) if target.is_dir() else [target]
    orphans = {path for path in documents() if ROOT / "docs" in path.parents} - seen
    assert sorted(map(name_of, orphans)) == []


def test_every_setting_is_listed_for_operators() -> None:
    read = {
        name
        for path in files(".py")
        if ROOT / "solidary" in path.parents
        for name in SETTING.findall(text_of(path))
    }
    listed = set(re.findall(r"^\| `(SOLIDARY_[A-Z_]+)`", text_of(OPERATIONS), re.M))
    assert listed == read


@pytest.mark.parametrize(
    "decision",
    [path for path in documents() if path.parent.name == "decisions" and path.stem != "README"],
    ids=name_of,
)
def test_every_decision_is_told_with_its_reason_and_its_price(decision: Path) -> None:
    text = text_of(decision)
    assert text.startswith("# ")
    for part in DECISION_PARTS:
        assert re.search(rf"^{part}$", text, re.M), part
    assert len(text.splitlines()) <= 40, "a decision is short"


def test_every_package_we_build_on_has_a_decision() -> None:
    import tomllib

    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    names = {re.split(r"[^A-Za-z0-9-]", line)[0] for line in project["dependencies"]}
    told = " ".join(
        text_of(path).lower() for path in documents() if path.parent.name == "decisions"
    )
    assert {name for name in names if name.lower() not in told} == set()
