"""The chronicle as JSON lines: out and in again to the letter, and what is wrong with a line."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from solidary.chronicle.acts.declare_day import DeclareDay
from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.withdraw_action import WithdrawAction
from solidary.chronicle.models import (
    Action,
    Day,
    Decision,
    Estimate,
    Former,
    Quote,
    Report,
    Suggestion,
    Version,
)
from solidary.wire.into.report import Report as Told
from solidary.wire.out.files import FilesOut
from solidary.wire.out.lines import export
from tests.chronicle.conftest import make_story, newsroom
from tests.chronicle.record import MakeStory
from tests.chronicle.test_acts import told
from tests.wire.moving_in import brought_in
from tests.wire.test_json_lines import SCHEMA

pytestmark = pytest.mark.django_db
__all__ = ["make_story", "newsroom"]
KINDS = {"action", "former", "version", "declared_day"}


def written() -> list[bytes]:
    out = io.BytesIO()
    export(out, FilesOut(None))
    return out.getvalue().splitlines()


def of_chronicle(lines: list[bytes]) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, lines) if line["record"] in KINDS]


def taken_in(*lines: dict[str, Any]) -> Told:
    return brought_in("json lines", b"\n".join(json.dumps(line).encode() for line in lines))


@pytest.fixture
def chronicle(make_story: MakeStory) -> list[bytes]:
    """Two actions that are one now, one that is alone, one that was withdrawn, and a day."""
    one, other, alone, gone = (told(make_story, headline=f"Story {n}").action for n in range(4))
    MergeActions(one, other).execute()
    WithdrawAction(gone).execute()
    DeclareDay(Day(names={"en": "Day of Solidarity"}, month=2, day_of_month=7)).execute()
    assert alone.address
    return written()


def emptied() -> None:
    Action.objects.update(merged_into=None)
    for model in (Suggestion, Decision, Quote, Estimate, Report, Action, Former, Version, Day):
        rows = model._base_manager.all()
        rows._raw_delete(rows.db)


def test_a_chronicle_comes_in_as_it_went_out_under_the_ids_that_readers_have(
    chronicle: list[bytes],
) -> None:
    assert {line["record"] for line in of_chronicle(chronicle)} == KINDS
    emptied()
    report = brought_in("json lines", b"\n".join(chronicle))
    assert [each for each in report.entries if each.why] == []
    assert written() == chronicle
    again = brought_in("json lines", b"\n".join(chronicle))
    assert {key.rpartition(" ")[2] for key in again.counts} == {"unchanged"}


def test_every_line_fits_the_schema_which_names_its_fields(chronicle: list[bytes]) -> None:
    for line in of_chronicle(chronicle):
        kind = {"$ref": f"#/$defs/{line['record']}", "$defs": SCHEMA["$defs"]}
        assert [error.message for error in Draft202012Validator(kind).iter_errors(line)] == []
        assert set(SCHEMA["$defs"][line["record"]]["properties"]) == set(line)
        (entry,) = taken_in({**line, "surplus": 1}).entries
        assert entry.why == "surplus: is not a field of this format"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"address": "bad"}, "address"),
    ({"form": "riot"}, "form"),
    ({"first": "2021-02-31"}, "first"),
    ({"last": "2021-02-01"}, "first"),
    ({"precision": ""}, "first"),
    ({"precision": "day", "last": "2021-02-11"}, "last"),
    ({"latitude": 91}, "latitude"),
    ({"latitude": 54.5}, "latitude"),
    ({"latitude": "nan", "longitude": 1}, "latitude"),
    ({"place": "bcdfghjkm"}, "place"),
    ({"names": [{"language": "xx", "name": "x"}]}, "names[0].language"),
    ({"names": {"en": "x"}}, "names"),
    ({"organisers": ["x" * 201]}, "organisers[0]"),
    ({"version": 2**40}, "version"),
    ({"reports": [{"story": "bcdfghjkm"}]}, "reports[0].story"),
    ({"reports": [{"story": None}]}, "reports[0].story"),
    ({"venue": {"a": 1}}, "venue"),
]


def test_a_bad_line_is_named_with_its_field_and_stops_only_itself(chronicle: list[bytes]) -> None:
    line = next(
        each
        for each in of_chronicle(chronicle)
        if each["record"] == "action" and each["merged_into"] is None
    )
    good = {"record": "declared_day", "names": [], "day_of_month": 16}
    bad = [{**line, **wrong} for wrong, _field in WRONG]
    report = taken_in(*bad, {**good, "address": "9zywvtsrq"})
    left_out = {each.line: each.why.partition(":")[0] for each in report.entries if each.why}
    assert left_out == {place: field for place, (_wrong, field) in enumerate(WRONG, 1)}
    assert Day.objects.filter(address="9zywvtsrq").exists()
    rest = [each for each in of_chronicle(written()) if each["address"] != "9zywvtsrq"]
    assert rest == of_chronicle(chronicle)
    _check_reports(line, chronicle)


def _check_reports(line: dict[str, Any], chronicle: list[bytes]) -> None:
    """Reports that contradict themselves."""
    story = line["reports"][0]["story"]
    wrong: list[list[dict[str, Any]]] = [
        [{"estimates": [{"low": 5, "high": 2}]}],
        [{"estimates": [{"low": -1, "high": 2}]}],
        [{"quotes": [{"field": "day", "part": "body", "exact": "x"}]}],
        [{}, {}],
    ]
    report = taken_in(
        *({**line, "reports": [{"story": story, **each} for each in one]} for one in wrong)
    )
    assert report.left_out == len(wrong)
    assert [each for each in of_chronicle(written()) if each["record"] == "action"] == [
        each for each in of_chronicle(chronicle) if each["record"] == "action"
    ]


@pytest.mark.exhaustive
def test_a_merge_into_what_is_not_there_or_in_a_circle_is_named(chronicle: list[bytes]) -> None:
    line = next(each for each in of_chronicle(chronicle) if each["record"] == "action")
    report = taken_in({**line, "merged_into": "bcdfghjkm"})
    assert [each.why.partition(":")[0] for each in report.entries if each.why] == ["merged_into"]
    one, other = [each for each in of_chronicle(chronicle) if each["record"] == "action"][:2]
    report = taken_in(
        {"record": "action", "address": one["address"], "merged_into": other["address"]},
        {"record": "action", "address": other["address"], "merged_into": one["address"]},
    )
    assert [each.why.partition(":")[0] for each in report.entries if each.why] == ["merged_into"]


@pytest.mark.exhaustive
def test_hostile_words_come_in_as_words_and_what_readers_have_is_not_former(
    chronicle: list[bytes],
) -> None:
    line = next(
        each
        for each in of_chronicle(chronicle)
        if each["record"] == "action" and each["merged_into"] is None
    )
    former = {"record": "former", "address": line["address"], "day": date(2021, 3, 1).isoformat()}
    (entry,) = taken_in(former).entries
    assert "readers have" in entry.why
    assert not Former.objects.filter(address=line["address"]).exists()
    line = next(each for each in of_chronicle(chronicle) if each["record"] == "action")
    taken_in({**line, "venue": "=cmd|' /C calc'!A0\u202e<script>", "organisers": ["\x00Ada"]})
    row = Action.objects.get(address=line["address"])
    assert (row.venue, row.organisers) == ("=cmd|' /C calc'!A0<script>", ["Ada"])


def test_an_older_archive_adds_a_version_and_brings_nothing_back(chronicle: list[bytes]) -> None:
    line = next(each for each in of_chronicle(chronicle) if each["record"] == "action")
    before = Version.objects.filter(address=line["address"]).count()
    taken_in({**line, "standing": "cancelled", "merged_into": None})
    row = Action.objects.get(address=line["address"])
    assert row.standing == "cancelled"
    versions = Version.objects.filter(address=line["address"])
    assert (versions.count(), row.version) == (before + 1, before + 1)
    WithdrawAction(Action.objects.get(address=line["address"])).execute()
    (entry,) = taken_in(line).entries
    assert "was withdrawn here" in entry.why
