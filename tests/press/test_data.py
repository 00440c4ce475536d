"""The chronicle as data: what the files say, and how an old copy is brought up to date."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.models import Action, Former
from solidary.press.data.tables import ACTIONS, ESTIMATES, OF_ACTIONS, PLACES, REPORTS, Table, plain
from solidary.press.data.writing import as_csv, bare, guarded, header
from solidary.press.publish import publish_pending
from solidary.site.codebook import COLUMNS, TABLES
from solidary.stories.models import Story
from tests.press.actions import action, place, report
from tests.press.archive import (
    differences,
    files_of,
    full_publish,
    newsroom,
    pending,
    story,
    topic,
    withdraw,
)

HOSTILE = (
    '=HYPERLINK("http://a.example","x")', "+1", "-1", "@SUM(A1)", "'=1", "''", "\t=1", "\r=1", "＝1",
    'a "quoted", name;=1', "two\nlines", "\u202eevil", "</script><b>", "\0", "\ud800", "", "Лявон",
)  # fmt: skip
LANGUAGES = ("en", "be")


def read_csv(data: bytes) -> list[dict[str, str]]:
    """A file as a researcher's program reads it, with the mark before formulas taken away."""
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
    return [{name: bare(cell) for name, cell in row.items()} for row in rows]


def data_of(files: dict[str, bytes]) -> dict[str, bytes]:
    return {
        address: data
        for address, data in files.items()
        if address.startswith("c/") and not address.endswith(".html")
    }


# Writing


def actions_csv(venue: str) -> bytes:
    row: dict[str, Any] = {column.name: None for column in ACTIONS.columns}
    row |= {"venue": plain(venue), "name": {"be": plain(venue) or ""}, "organisers": [venue]}
    row["organisers"] = [said for said in [plain(venue)] if said]
    return as_csv(ACTIONS, [row], LANGUAGES)


@given(st.text(st.characters(), max_size=40) | st.sampled_from(HOSTILE))
def test_no_cell_is_a_formula_and_its_words_come_back(words: str) -> None:
    data = actions_csv(words)
    text = data.decode()
    raw = next(csv.DictReader(io.StringIO(text, newline="")))
    assert not [cell for cell in raw.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert text.count("\r\n") == 2
    assert not {category(letter) for letter in text.replace("\r\n", "")} & {"Cc", "Cs", "Zl", "Zp"}
    row = read_csv(data)[0]
    assert row["venue"] == (plain(words) or "") == row["name_be"]
    assert json.loads(row["organisers"]) == [said for said in [plain(words)] if said]


@given(st.text(max_size=20) | st.sampled_from(HOSTILE))
def test_the_mark_before_a_formula_can_be_taken_away(words: str) -> None:
    assert bare(guarded(words)) == words
    assert not guarded(words).startswith(("=", "+", "-", "@"))


def test_every_column_is_in_the_codebook_in_the_same_order() -> None:
    for table in OF_ACTIONS:
        assert [column.name for column in table.columns] == list(COLUMNS[table.name])
        assert TABLES[table.name]
    assert header(PLACES, ("be", "en", "de"))[-3:] == ["name_be", "name_de", "name_en"]


# Files of a release


@pytest.fixture
def archive(db: None) -> dict[str, Any]:
    """Two topics; three actions in two years and one without a day, one of them told in two languages."""
    newsroom()
    one, two = topic("One"), topic("Two")
    vilnius = place("Vilnius", "LT", "54.68916", "25.2798")
    first = story("Chain", topics=(one,))
    translated = story("Ланцуг", language="be", of=first, topics=(one,))
    rest = [story(name, topics=(two,)) for name in ("March", "Rally", "Picket")]
    return {
        "one": one,
        "two": two,
        "chain": action(first, translated, day=date(2020, 8, 9), low=200, place=vilnius,
                        names={"en": "=cmd", "be": "Ланцуг"}, venue="+Square\nof\0 freedom",
                        organisers=["@them", "</script>"]),
        "march": action(rest[0], day=date(2020, 12, 31), country="PL"),
        "rally": action(rest[1], first=date(2021, 3, 1), last=date(2021, 3, 31), precision="month",
                        basis="said"),
        "picket": action(rest[2]),
        "stories": [first, translated, *rest],
    }  # fmt: skip


@pytest.mark.django_db
def test_each_action_is_in_the_files_of_its_year_and_topic(
    home: Path, archive: dict[str, Any]
) -> None:
    publish_pending()
    files = data_of(files_of(home / "site"))
    everything = [row["id"] for row in _rows(files, "all", ACTIONS)]
    assert sorted(everything) == sorted(each.address for each in Action.objects.all())
    ids = {row["id"] for row in read_csv(files["c/2020/all/actions.csv"])}
    assert ids == {archive["chain"].address, archive["march"].address}
    one = archive["one"].address
    assert {row["id"] for row in _rows(files, one, ACTIONS)} == {archive["chain"].address}
    assert read_csv(files["c/undated/all/actions.csv"])[0]["id"] == archive["picket"].address
    march = read_csv(files["c/2020/all/actions.csv"])[1]
    assert (march["country"], march["latitude"], march["place"]) == ("PL", "", "")


@pytest.mark.django_db
def test_csv_json_lines_and_geojson_say_the_same(home: Path, archive: dict[str, Any]) -> None:
    publish_pending()
    files = data_of(files_of(home / "site"))
    folder = "c/2020/all/"
    lines = [json.loads(line) for line in files[folder + "chronicle.jsonl"].splitlines()]
    for table in OF_ACTIONS:
        mine = [line for line in lines if line["record"] == table.name]
        rows = read_csv(files[f"{folder}{table.name}.csv"])
        assert [_flat(line) for line in mine] == rows
    chain = archive["chain"]
    features = json.loads(files[folder + "actions.geojson"])["features"]
    found = {each["id"]: each for each in features}[chain.address]
    assert found["geometry"] == {"type": "Point", "coordinates": [25.2798, 54.68916]}
    assert found["properties"]["venue"] == "+Square of freedom"
    assert [each["geometry"] for each in features if each["id"] != chain.address] == [None]
    reports = read_csv(files[folder + "reports.csv"])
    mine = [row for row in reports if row["action"] == chain.address]
    assert len({row["report"] for row in mine}) == 1 and len(mine) == 2
    assert all(row["page"] in files_of(home / "site") for row in reports)
    assert read_csv(files[folder + "estimates.csv"])[0]["low"] == "200"


def _flat(line: dict[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in line.items():
        if name == "record":
            continue
        if name == "name":
            flat |= {f"name_{code}": value.get(code, "") for code in sorted(LANGUAGES)}
        elif isinstance(value, list):
            flat[name] = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        else:
            flat[name] = "" if value is None else str(value)
    return flat


@pytest.mark.django_db
def test_a_package_describes_every_file_beside_it(home: Path, archive: dict[str, Any]) -> None:
    publish_pending()
    files = data_of(files_of(home / "site"))
    packages = [address for address in files if address.endswith("datapackage.json")]
    assert len(packages) >= 6
    for address in packages:
        folder = address.rpartition("/")[0]
        said = json.loads(files[address])
        beside = {each.rpartition("/")[2] for each in files if each.startswith(f"{folder}/")}
        assert {each["path"] for each in said["resources"]} == beside - {"datapackage.json"}
        assert said["licenses"][0]["name"] == "CC-BY-4.0" and said["sources"]
        for resource in said["resources"]:
            if resource["format"] == "csv":
                head = next(csv.reader(io.StringIO(files[f"{folder}/{resource['path']}"].decode())))
                assert [field["name"] for field in resource["schema"]["fields"]] == head


def _rows(files: dict[str, bytes], topic_address: str, table: Table) -> list[dict[str, str]]:
    return [
        row
        for address, data in sorted(files.items())
        if f"/{topic_address}/" in address
        and address.startswith("c/")
        and address.endswith(f"/{table.name}.csv")
        for row in read_csv(data)
    ]


# An old copy


def brought_up_to_date(old: dict[str, bytes], now: dict[str, bytes], day: str) -> dict[str, Any]:
    """What the page says to do with a copy of a day, done."""
    log = [
        row
        for address, data in now.items()
        if address.startswith("c/changes/") and "/changes" in address and address.endswith("csv")
        for row in read_csv(data)
    ]
    changed = {row["id"] for row in log if row["day"] >= day}
    copy: dict[str, Any] = {}
    for table, column in ((ACTIONS, "id"), (REPORTS, "action"), (ESTIMATES, "action")):
        kept = [row for row in _rows(old, "all", table) if row[column] not in changed]
        new = [row for row in _rows(now, "all", table) if row[column] in changed]
        copy[table.name] = kept + new
    copy["places"] = _rows(now, "all", PLACES)
    return copy


def as_published(files: dict[str, bytes]) -> dict[str, Any]:
    return {table.name: _rows(files, "all", table) for table in OF_ACTIONS}


def _in_order(copy: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(map(str, rows)) for name, rows in copy.items()}


@pytest.mark.django_db
def test_an_old_copy_is_brought_up_to_date_by_the_log_alone(
    home: Path, archive: dict[str, Any]
) -> None:
    publish_pending()
    old = data_of(files_of(home / "site"))
    day = min(row["day"] for row in _log(old))
    chain, march, rally, picket = (archive[name] for name in ("chain", "march", "rally", "picket"))
    with transaction.atomic():
        march.when = replace(march.when, first=date(2021, 1, 1), last=date(2021, 1, 1))
        march.save()
    MergeActions(picket, rally).execute()
    withdraw(archive["stories"][0])
    report(chain, story("Late", topics=(archive["two"],)), low=300)
    action(story("New"), day=date(2022, 1, 1))
    publish_pending()
    now = data_of(files_of(home / "site"))
    assert _in_order(as_published(old)) != _in_order(as_published(now))
    assert _in_order(brought_up_to_date(old, now, day)) == _in_order(as_published(now))
    former = [
        row for address, data in now.items() if "/former.csv" in address for row in read_csv(data)
    ]
    assert [(row["id"], row["merged_into"]) for row in former] == [(picket.address, rally.address)]
    assert Former.objects.count() == 1


def _log(files: dict[str, bytes]) -> Iterator[dict[str, str]]:
    for address, data in files.items():
        if address.startswith("c/changes/") and address.endswith("/changes.csv"):
            yield from read_csv(data)


@pytest.mark.django_db
def test_of_a_withdrawn_action_the_data_keep_the_id_and_nothing_else(
    home: Path, archive: dict[str, Any]
) -> None:
    publish_pending()
    for each in archive["stories"][:2]:
        withdraw(each)
    publish_pending()
    files = data_of(files_of(home / "site"))
    chain = archive["chain"].address
    having = {address.split("/")[1] for address, data in files.items() if chain.encode() in data}
    assert having == {"changes"}
    assert not [address for address in files if archive["one"].address in address]
    assert b"Vilnius" not in b"".join(files.values())


# The law


@pytest.mark.django_db
@pytest.mark.exhaustive
def test_a_year_that_becomes_crowded_goes_by_month_and_back(
    home: Path, settings: object, archive: dict[str, Any]
) -> None:
    made: list[Story] = []
    for number in range(2):
        pending()
        made.append(story(f"More {number}", topics=(archive["one"],)))
        action(made[-1], day=date(2020, 3, 1 + number))
        pending()
        files = data_of(files_of(home / "site"))
        assert "c/2020/all/actions.csv" not in files
        assert "c/2020-03/all/actions.csv" in files
        assert (
            differences(files_of(home / "site"), full_publish(home, settings, f"whole{number}"))
            == {}
        )
    for number, each in enumerate(made, 2):
        withdraw(each)
        pending()
        assert (
            differences(files_of(home / "site"), full_publish(home, settings, f"whole{number}"))
            == {}
        )
    assert "c/2020/all/actions.csv" in files_of(home / "site")
