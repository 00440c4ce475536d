"""Decisions as labels: what they tell of rules, and that they tell nothing of people."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from solidary.chronicle.acts.confirm import Confirm
from solidary.chronicle.acts.correct_action import CorrectAction
from solidary.chronicle.acts.correct_estimate import CorrectEstimate
from solidary.chronicle.acts.dismiss import Dismiss
from solidary.chronicle.acts.undo import Undo
from solidary.chronicle.acts.withdraw_report import WithdrawReport
from solidary.chronicle.days import When
from solidary.chronicle.labels import export, score
from solidary.commands.facts_record import write_labels, write_score
from tests.chronicle.record import MakeStory, withdraw
from tests.chronicle.test_acts import suggested

pytestmark = pytest.mark.django_db

SPEECH = (
    "About 200 people rallied in Riga on Monday, 8 February, organised by the association Razam. "
    "Ada Kowalska spoke at the rally, Reuters reports."
)


def test_what_is_confirmed_is_right_and_what_is_dismissed_is_wrong(make_story: MakeStory) -> None:
    Confirm.of(suggested(make_story)).execute()
    Dismiss(suggested(make_story, SPEECH)).execute()
    days = [each for each in score() if each.field == "day"]
    assert sum(each.right for each in days) == sum(each.wrong for each in days) == 1
    assert {each.language for each in days} == {"en"}


def test_a_field_that_an_editor_corrected_was_wrong_and_no_other(make_story: MakeStory) -> None:
    when = When(date(2021, 2, 7), date(2021, 2, 7), "day", "said")
    Confirm.of(suggested(make_story), corrections={"when": when}).execute()
    wrong = {each.field for each in score() if each.wrong}
    assert wrong == {"day"}
    (line,) = export()
    (day,) = [each for each in line["fields"] if each["field"] == "day"]
    assert (day["suggested"]["first"], day["made"][0]["first"]) == ("2021-02-08", "2021-02-07")


def test_what_was_undone_teaches_nothing(make_story: MakeStory) -> None:
    act = Confirm.of(suggested(make_story))
    act.execute()
    assert act.decision is not None
    Undo(act.decision).execute()
    assert score() == []
    assert list(export()) == []


def test_a_label_has_no_names_and_no_words(make_story: MakeStory) -> None:
    row = suggested(make_story, SPEECH)
    Confirm.of(row).execute()
    text = json.dumps(list(export()))
    assert row.story.address in text
    for word in ("Ada", "Kowalska", "Razam", "Reuters", "About", "rallied", "hanna"):
        assert word not in text
    withdraw(row.story)
    assert row.story.address not in json.dumps(list(export()))


def test_the_command_writes_a_table_and_a_line_for_each_decision(
    make_story: MakeStory, capsys: pytest.CaptureFixture[str]
) -> None:
    Confirm.of(suggested(make_story)).execute()
    write_score()
    header, *rows = capsys.readouterr().out.splitlines()
    assert header.split("\t")[:3] == ["lang", "field", "rule"]
    assert any(row.split("\t")[1:2] == ["day"] and row.endswith("100%") for row in rows)
    out = io.StringIO()
    write_labels(out)
    assert [json.loads(line)["decision"] for line in out.getvalue().splitlines()] == [
        "confirm_action"
    ]


def test_what_is_corrected_or_withdrawn_later_counts_instead(make_story: MakeStory) -> None:
    report = Confirm.of(suggested(make_story)).execute()
    when = When(date(2021, 2, 7), date(2021, 2, 7), "day", "said")
    CorrectAction(report.action, {"when": when, "venue": "Gediminas Avenue"}).execute()
    CorrectEstimate(report.estimates.get(), low=250, high=250).execute()
    said = {each.field: (each.right, each.wrong) for each in score()}
    assert (said["day"], said["turnout"]) == ((0, 1), (0, 1))
    assert (said["place"], said["form"], said["venue"]) == ((1, 0), (1, 0), (1, 0))
    act = WithdrawReport(report)
    act.execute()
    assert all(each.right == 0 for each in score())
    assert act.decision is not None
    Undo(act.decision).execute()
    assert {each.field: (each.right, each.wrong) for each in score()} == said
