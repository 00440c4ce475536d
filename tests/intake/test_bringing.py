"""What is in the bag comes home into the record as references, days and sizes, and nothing else."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from solidary.home import Home
from solidary.intake.bringing import bring_home
from solidary.intake.models import (
    BagProblem,
    Contribution,
    Envelope,
    IntakeSettings,
    Item,
    State,
)
from solidary.intake.models.contribution import WORDS
from solidary.intake.round import Fetching
from solidary.intake.strongroom import current_strongroom
from solidary.intake.way import LetterboxLoginError, login_from, way_to_the_bag
from solidary.sealing.bag.manifest import Kind
from solidary.sealing.disk import today
from tests.intake.conftest import Send
from tests.intake.people import editor
from tests.intake.roundup import traces
from tests.sealing.conftest import ssh_host  # noqa: F401 - a fixture
from tests.sealing.host import SshHost
from tests.sealing.sending import PICTURE, sent

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_contribution_is_rows_of_references_and_padded_sizes(send: Send, house: Home) -> None:
    row = send(PICTURE, b"small", words="Qwertzuiop is here")
    assert (row.state, row.came_on) == (State.WAITING, today())
    sizes = dict(Item.objects.values_list("ref", "size"))
    assert len(sizes) == 3 and sizes[WORDS] >= 65_536
    assert traces(house.path, "Qwertzuiop", "IMG_1", "image/jpeg") == []
    bring_home(way_to_the_bag())
    assert Contribution.objects.count() == 1 and Item.objects.count() == 3


@pytest.mark.parametrize("kind", [Kind.ADDITION, Kind.ANSWER, Kind.CONSENT])
@pytest.mark.parametrize("state", [State.ASKED, State.REFUSED, State.WAITING, State.ACCEPTED])
def test_what_is_added_belongs_to_its_contribution_and_has_it_looked_at_again(
    send: Send, house: Home, kind: Kind, state: State
) -> None:
    row = send()
    Contribution.objects.update(state=state, decided_on=today(), decided_by=editor())
    sent(house.letterbox_bag, b"more", kind=kind, to=row.ref)
    bring_home(way_to_the_bag())
    row.refresh_from_db()
    assert row.state == (State.ACCEPTED if state == State.ACCEPTED else State.WAITING)
    assert [each.kind for each in Envelope.objects.all()] == ["contribution", kind]
    assert Item.objects.filter(seen_on=None).count() == 3


def test_a_damaged_envelope_is_set_aside_with_one_line_and_the_others_come(house: Home) -> None:
    bad, good = (sent(house.letterbox_bag, PICTURE) for _ in range(2))
    folder = house.letterbox_bag / "in" / bad / "sealed"
    piece = sorted(folder.iterdir())[0]
    whole = piece.read_bytes()
    piece.write_bytes(b"x" + whole[1:])
    Fetching().go()
    assert [row.ref for row in BagProblem.objects.all()] == [bad]
    assert Contribution.objects.get().ref == good
    assert "\n" not in BagProblem.objects.get().line
    piece.write_bytes(whole)
    Fetching().go()
    assert not BagProblem.objects.exists() and Contribution.objects.count() == 2


def test_what_nobody_mends_is_removed_when_anything_else_would_be(house: Home) -> None:
    bad = sent(house.letterbox_bag)
    (house.letterbox_bag / "in" / bad / "envelope.json").write_text("{}")
    Fetching().go()
    BagProblem.objects.update(since=today() - timedelta(days=60))
    Fetching().go()
    assert not BagProblem.objects.exists()
    assert list((house.letterbox_bag / "in").iterdir()) == []


def test_two_rounds_at_once_bring_everything_once(house: Home) -> None:
    names = sorted(sent(house.letterbox_bag, b"x") for _ in range(4))

    def go() -> None:
        Fetching().go()
        connection.close()

    both = [threading.Thread(target=go) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    Fetching().go()
    assert sorted(Contribution.objects.values_list("ref", flat=True)) == names
    assert Item.objects.count() == 8 and IntakeSettings.load().problem == ""


def test_a_full_disk_is_a_line_on_the_dashboard_and_nothing_is_lost(
    house: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = sent(house.letterbox_bag, PICTURE)
    monkeypatch.setattr("solidary.intake.bringing.RESERVE", 10**18)
    Fetching().go()
    assert "disk" in IntakeSettings.load().problem
    monkeypatch.setattr("solidary.intake.bringing.RESERVE", 0)
    Fetching().go()
    assert IntakeSettings.load().problem == "" and current_strongroom().names() == [name]


def test_a_letterbox_on_another_host_is_emptied_by_sftp(
    house: Home,
    settings: Settings,
    tmp_path: Path,
    ssh_host: SshHost,  # noqa: F811
) -> None:
    import json

    bag = tmp_path / "far"
    bag.mkdir()
    name = sent(bag, PICTURE)
    settings.LETTERBOX = ssh_host.place(bag)
    house.keys.mkdir(mode=0o700)
    login = {"host_key": ssh_host.host_key, "key_file": str(ssh_host.key_file), "timeout": 60}
    house.letterbox_login.write_text(json.dumps(login))
    house.letterbox_login.chmod(0o600)
    rounds = Fetching()
    rounds.go()
    assert IntakeSettings.load().problem == ""
    assert Contribution.objects.get().ref == name
    assert (bag / "out" / "notice.json").is_file()
    rounds.end()


@pytest.mark.parametrize(
    "place", ["sftp://nobody@127.0.0.1:1/bag", "https://example.org/", "sftp://"]
)
def test_a_bag_that_is_out_of_reach_is_one_line(
    house: Home, settings: Settings, place: str
) -> None:
    settings.LETTERBOX = place
    Fetching().go()
    line = IntakeSettings.load().problem
    assert line and "\n" not in line


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"password": "x"}', '{"timeout": "x"}', '{"host_key": 1}', "null"]
)
def test_a_login_that_is_none_is_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "letterbox.json"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(LetterboxLoginError) as said:
        login_from(path)
    assert "\n" not in str(said.value)


def test_a_login_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letterbox.json"
    path.write_text("{}")
    os.chmod(path, 0o644)
    with pytest.raises(LetterboxLoginError):
        login_from(path)
