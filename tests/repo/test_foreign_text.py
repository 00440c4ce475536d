"""What strangers wrote reaches a terminal, a log and the desk as one line that can do nothing there.

Honest as far as a look at source text can be: a command whose lines may hold foreign text says them through
`say`; one that isn't known says nothing but literals; and no other prints an error's or a headline's words.
"""

from __future__ import annotations

import ast
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from solidary.cli import solidary
from solidary.commands.saying import spoken
from solidary.errors import as_shown, shown
from solidary.mirrors.problems import problem_of
from solidary.mirrors.store import StoreError
from solidary.release import minisign
from solidary.release.verify.findings import Report
from solidary.sftp.faults import in_one_line
from tests.fixtures.laws import examples
from tests.fixtures.raw_server import asked, raw_server
from tests.repo.tree import ROOT

COMMANDS = ROOT / "solidary" / "commands"
OWN = {
    "__init__.py", "backup.py", "editor.py", "export.py", "facts_record.py", "keys.py", "keys_desk.py",
    "letterbox.py", "mirror_headers.py", "publish.py", "reindex.py", "restore.py", "run.py", "sample.py",
    "saying.py",
}  # fmt: skip
"""Commands that print numbers and what whoever runs them named; strangers' words they say()."""
STRANGERS = {
    "error",
    "problem",
    "headline",
    "fault",
    "title",
    "reason",
    "answer",
    "finding",
    "left",
}
ATTACK = (
    "a\x1b[2K\x1b[1A\rSOUND: this is what the newsroom published.\n\x9b2J\u202egnp.exe\u2066\u200b\x00\x07"
    "\x1b]0;title\x07\u2028z"
)


def is_harmless(text: str) -> bool:
    return all(letter.isprintable() or letter == "\n" for letter in text)


@pytest.mark.hypothesis
@hypothesis_settings(max_examples=examples(200), database=None)
@given(st.text(max_size=80) | st.just(ATTACK), st.integers(1, 60))
def test_whatever_is_shown_is_one_short_line_that_does_nothing(text: str, most: int) -> None:
    for line in (shown(text, most), spoken(f"  {text}", most)):
        assert line.isprintable() and len(line) <= most
    if text.isprintable() and " ".join(text.split()) == text:
        assert shown(text) == text


@pytest.mark.hypothesis
@hypothesis_settings(max_examples=examples(200), database=None)
@given(st.dictionaries(st.text(max_size=8), st.text(max_size=20) | st.none(), max_size=4))
def test_json_that_is_shown_says_the_same_and_does_nothing(facts: dict[str, str | None]) -> None:
    written = as_shown(json.dumps(facts, ensure_ascii=False))
    assert written.isprintable() and json.loads(written) == facts
    assert as_shown('{"a": "Ланцуг"}') == '{"a": "Ланцуг"}'


def printed(path: Path) -> Iterator[ast.expr]:
    """What a module prints by itself, apart from literals and what is made harmless there."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        if ast.unparse(call.func) not in ("click.echo", "click.secho", "print", "sys.stdout.write"):
            continue
        said = call.args[0]
        harmless = isinstance(said, ast.Call) and ast.unparse(said.func) in ("as_shown", "shown")
        if not harmless and not isinstance(said, ast.Constant):
            yield said


@pytest.mark.parametrize("path", sorted(COMMANDS.glob("*.py")), ids=lambda path: path.name)
def test_no_command_prints_foreign_text_by_itself(path: Path) -> None:
    found = list(printed(path))
    if path.name not in OWN:
        assert [ast.unparse(one) for one in found] == [], "say() it"
    names = {
        name.id if isinstance(name, ast.Name) else name.attr
        for one in found for name in ast.walk(one) if isinstance(name, ast.Name | ast.Attribute)
    }  # fmt: skip
    assert path.name == "saying.py" or not names & STRANGERS, "say() it"


def test_a_report_shows_whatever_a_place_said_in_lines_of_its_own() -> None:
    report = Report(ATTACK, "KEY", sequence=1, created=ATTACK)
    for _ in range(3):
        report.find("added", ATTACK, ATTACK * 1000)
    report.notes.append(ATTACK)
    lines = list(report.lines())
    assert all(line.isprintable() and len(line) <= 1_000 for line in lines)
    assert [line for line in lines if line.startswith("SOUND")] == []
    assert lines[-1].startswith("TAMPERED: ")


def test_what_a_mirror_answers_is_kept_on_its_row_as_one_harmless_line() -> None:
    problem = problem_of(StoreError(ATTACK * 50, fault="answered", answer=ATTACK * 50))
    assert problem.line.isprintable()
    assert problem.facts["answer"].isprintable() and len(problem.facts["answer"]) <= 200
    assert in_one_line(OSError(ATTACK)).isprintable()


@pytest.mark.django_db
@pytest.mark.usefixtures("no_pause")
def test_names_in_a_package_and_words_of_a_server_do_nothing_to_a_terminal(
    home: Path, site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    package = tmp_path / "site.zip"
    name = ATTACK.replace("\x00", "")
    with zipfile.ZipFile(package, "w") as archive:
        for path in sorted(site.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(site))
        archive.writestr(f"en/{name}.html", "x")
        archive.writestr(name, "x")

    def rude(connection: object, over: object) -> None:
        asked(connection)  # type: ignore[arg-type]
        line = ATTACK.encode().replace(b"\n", b"").replace(b"\r", b"")
        connection.sendall(b"HTTP/1.1 302 " + line + b"\r\nLocation: " + line + b"\r\n\r\n")  # type: ignore[attr-defined]

    told = ["--key", str(home / "keys" / "root.pub"), "--state", str(tmp_path / "seen")]
    with raw_server(rude) as address:
        for place in (str(package), address):
            for more in ([], ["--json"]):
                done = CliRunner().invoke(solidary, ["verify", place, *told, *more])
                assert done.exit_code in (3, 5), done.output
                assert is_harmless(done.output), repr(done.output)
                assert not any(line.startswith("SOUND") for line in done.output.splitlines())


@pytest.mark.django_db
def test_what_an_import_tells_of_strangers_words_does_nothing_to_a_terminal(
    home: Path, tmp_path: Path
) -> None:
    lines = tmp_path / "in.jsonl"
    record = {"record": ATTACK, "id": ATTACK, "title": ATTACK}
    lines.write_text(
        "".join(json.dumps(each) + "\n" for each in (record, {"record": "story", **record}))
    )
    for more in ([], ["--json"], ["--dry-run"]):
        done = CliRunner().invoke(solidary, ["import", str(lines), *more])
        assert is_harmless(done.output), repr(done.output)
