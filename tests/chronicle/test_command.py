"""`solidary facts`: stories in, facts out, without a framework."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from solidary.cli import solidary
from tests.repo.tree import ROOT

STORY = {
    "id": "s1",
    "headline": "Rally in Riga",
    "text": "About 200 people rallied in Riga on Sunday.",
    "pub_date": "2021-02-08",
    "lang": "en",
}


def run(*words: str, given: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(solidary, ["facts", *words], input=given)
    return done.exit_code, done.stdout


def lines(*stories: object) -> str:
    return "".join(json.dumps(story) + "\n" for story in stories)


def test_a_line_is_written_for_each_story() -> None:
    code, said = run(given=lines(STORY, {**STORY, "id": "s2", "text": "", "headline": ""}))
    first, second = map(json.loads, said.splitlines())
    assert code == 0
    assert (first["id"], first["event_date"], first["city"], first["country"]) == (
        "s1",
        "2021-02-07",
        "Riga",
        "LV",
    )
    assert (first["turnout_low"], first["turnout_high"], first["turnout_bound"]) == (
        200,
        200,
        "approx",
    )
    assert first["forms"] == ["rally"]
    assert first["actions"][0]["sure"]["event_date"] is True
    span = first["spans"]["turnout"][0]
    assert STORY["text"][span["start"] : span["end"]] == first["turnout_text"] == "About 200 people"
    assert (second["id"], second["actions"], second["event_date"]) == ("s2", [], None)


@pytest.mark.parametrize(
    "day", ["", "2021", "31 February", "2021-02-31", None, 5, {}, "2021-02-08T10:00:00Z"]
)
def test_a_publication_day_of_any_sort_is_taken(day: object) -> None:
    code, said = run(given=lines({**STORY, "pub_date": day}))
    line = json.loads(said)
    assert code == 0
    whole = isinstance(day, str) and day.startswith("2021-02-08")
    assert (line["event_date"] == "2021-02-07") == whole
    assert bool(line["warnings"]) != whole


def test_a_publication_month_is_taken() -> None:
    code, said = run(given=lines({**STORY, "pub_date": "2021-02"}))
    line = json.loads(said)
    assert code == 0
    assert (line["event_date"], line["event_date_precision"]) == ("2021-02", "month")


def test_what_is_no_story_is_a_line_and_the_others_are_read() -> None:
    done = CliRunner().invoke(
        solidary, ["facts"], input="{\n" + lines([], STORY) + "[" * 100_000 + "\n"
    )
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    assert "line 1 is not JSON" in done.stderr
    assert "line 2 is not a story" in done.stderr


def test_hostile_strings_come_out_as_json() -> None:
    text = 'Some 30 people rallied at "=cmd()" Square in Riga on Sunday, organised by <script>Alert</script> \ud800.'
    code, said = run(given=lines({**STORY, "text": text}))
    assert code == 0
    assert json.loads(said)["city"] == "Riga"


def test_sizes_are_read_from_a_table() -> None:
    code, said = run(
        "--turnout",
        given='id,lang,expression\na,en,"dozens; 60"\nb,ru,задержали 40 человек\nc,pl,kilkaset osób\n',
    )
    assert code == 0
    assert list(csv.DictReader(io.StringIO(said))) == [
        {"id": "a", "low": "24", "high": "60"},
        {"id": "b", "low": "", "high": ""},
        {"id": "c", "low": "300", "high": "300"},
    ]


def test_a_table_without_its_columns_is_refused() -> None:
    done = CliRunner().invoke(solidary, ["facts", "--turnout"], input="id,words\n1,2\n")
    assert done.exit_code == 1


def test_reports_of_the_same_action_are_one_line() -> None:
    other = {
        "id": "s3", "lang": "ru", "pub_date": "2021-02-09", "headline": "Митинг",
        "text": "В воскресенье на митинг в Риге вышли 200 человек.",
    }  # fmt: skip
    code, said = run("--same", given=lines(STORY, other))
    assert code == 0
    assert [json.loads(line) for line in said.splitlines()] == [
        {"ids": ["s1", "s3"], "actions": {"s1": 0, "s3": 0}}
    ]


def test_no_framework_is_started() -> None:
    code = (
        "import sys; from solidary.cli import solidary; "
        "solidary.main(['facts'], standalone_mode=False); "
        "print([name for name in ('django', 'wagtail', 'sqlite3', 'socket') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=lines(STORY).encode(),
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"
