"""`solidary import` and `solidary export` as somebody at a terminal meets them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from solidary.commands.export import command as export_command
from solidary.commands.import_ import command as import_command
from solidary.stories.models import Story

SEED = Path(__file__).parent / "data" / "solidaritybelarus.txt"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(import_command, list(arguments))


def test_the_report_of_a_listing_accounts_for_every_line() -> None:
    result = run(str(SEED))
    assert result.exit_code == 0
    assert "Stories: 11 added." in result.output
    numbers = [n for n, line in enumerate(SEED.read_text("utf-8").split("\n"), 1) if line.strip()]
    told = result.output.split("Line by line\n")[1].split("\n\n")[0].splitlines()
    assert [int(line[:5]) for line in told] == numbers


def test_the_report_as_json_holds_items_lines_and_counts() -> None:
    result = run(str(SEED), "--dry-run", "--json")
    report = json.loads(result.stdout)
    assert report["dry_run"] is True
    assert report["counts"]["story added"] == 11
    assert [item["day"] for item in report["items"]][:2] == ["2021-09-07", "2021-08-31"]
    assert len(report["lines"]) == 34
    assert not Story.objects.exists()


def test_the_report_is_written_to_a_file_when_asked(tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    assert run(str(SEED), "--report", str(place)).exit_code == 0
    assert json.loads(place.read_text("utf-8"))["topic"] == "#SolidarityBelarus"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"Menu\nRSS\n", "No headline was found"),
        (b"a" * 100_000, "One line is longer"),
        (b'{"headline": "' + b"a" * (33 * 1024 * 1024), "is longer than 32 MB"),
    ],
)
def test_bad_input_fails_with_one_clear_line(tmp_path: Path, data: bytes, words: str) -> None:
    place = tmp_path / "input"
    place.write_bytes(data)
    result = run(str(place))
    assert result.exit_code == 1
    said = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(said) == 1
    assert words in said[0]
    assert not Story.objects.exists()


def test_a_file_that_is_not_there_is_said_so() -> None:
    result = run("nowhere.txt")
    assert result.exit_code == 1
    assert "There is no file nowhere.txt" in result.stderr


def test_lines_left_out_end_with_an_exit_code_and_their_number(tmp_path: Path) -> None:
    place = tmp_path / "lines.jsonl"
    place.write_text('{"headline": "x", "language": "en"}\n{"headline": ""}\n')
    result = run(str(place))
    assert result.exit_code == 1
    assert "Lines left out; the rest is in: 1" in result.stderr
    assert Story.objects.count() == 1


def test_an_export_comes_back_as_it_was(tmp_path: Path) -> None:
    assert run(str(SEED)).exit_code == 0
    path = tmp_path / "archive.jsonl"
    result = CliRunner().invoke(export_command, [str(path)])
    assert result.exit_code == 0
    assert "11 stories" in result.output
    Story.objects.all().delete()
    assert run(str(path)).exit_code == 0
    again = tmp_path / "again.jsonl"
    CliRunner().invoke(export_command, [str(again)])
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("command", [import_command, export_command])
def test_help_shows_an_example(command: object) -> None:
    result = CliRunner().invoke(command, ["--help"])  # type: ignore[arg-type]
    assert "Example" in result.output
    assert f"solidary {command.name}" in result.output  # type: ignore[attr-defined]
