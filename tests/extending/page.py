"""What docs/extending.md says: for each thing to add, how many files, and what is in them.

A heading of the second rank is a thing to add, one of the third a file. Behind it stands the whole
file, or, as `diff`, what is put into one that is there: lines marked “+” among lines that are. A
file without either is made by a program that the page names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

_ROW = re.compile(r"^\| (an? .+?) \| (\d+) \|$", re.M)
_PART = re.compile(
    r"^## (?P<row>[^\n]+)$|^### `(?P<file>[^`]+)`$|^```(?P<kind>\w+)\n(?P<code>.*?)^```$",
    re.M | re.S,
)


@dataclass(slots=True)
class Row:
    """One thing to add. `most`: files that it may take."""

    most: int
    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    """path → how it is written (“diff”, or a language; '' for a program's) and its content"""


def read(text: str) -> dict[str, Row]:
    """The rows of the table by their names. Raises KeyError for a part that is in no row."""
    rows = {name: Row(int(most)) for name, most in _ROW.findall(text)}
    row, file = None, ""
    for part in _PART.finditer(text):
        if part["row"]:
            row, file = rows[part["row"][0].lower() + part["row"][1:]], ""
        elif row is not None and part["file"]:
            file = part["file"]
            row.files.setdefault(file, ("", ""))
        elif row is not None:
            row.files[file] = (part["kind"], part["code"])
    return rows


def complaints(rows: dict[str, Row], promised: dict[str, int]) -> list[str]:
    """Where the page takes more files than were promised, or promises something else."""
    said = {name: row.most for name, row in rows.items()}
    found = [] if said == promised else [f"the table says {said}, promised was {promised}"]
    for name, row in rows.items():
        if len(row.files) > row.most or not row.files:
            found.append(f"{name} takes {len(row.files)} files of {row.most}")
    return found


def write(row: Row, root: Path) -> None:
    """Write the files of a row into a copy of the repository."""
    for name, (kind, code) in row.files.items():
        path = root / name
        if kind == "diff":
            path.write_text(patched(path.read_text("utf-8"), code), "utf-8")
        elif kind:
            assert not path.exists(), f"{name} is there already"
            path.write_text(code, "utf-8")


def patched(text: str, changes: str) -> str:
    """The text with the lines marked “+” put in. Each place must be found, and found once."""
    for change in changes.split("@@\n"):
        lines = change.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if not line.startswith("+"))
        after = "".join(line[1:] for line in lines)
        assert ("\n" + text).count("\n" + before) == 1, f"not to be found once: {before}"
        text = ("\n" + text).replace("\n" + before, "\n" + after)[1:]
    return text
