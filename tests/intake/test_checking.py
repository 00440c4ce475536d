"""A check says in one line each what is wrong with what was sent, with its log and with the keys."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from solidary.home import Home
from solidary.intake.deciding import decide
from solidary.intake.models import BagProblem, Contribution, Item, LogLine, State
from solidary.intake.models.contribution import WORDS
from solidary.intake.strongroom import current_desk_keys, current_strongroom
from solidary.keeping.checking import intake, rights
from solidary.release import keyring
from solidary.release.keyring import RELEASE_KEY, new_keys
from solidary.sealing.bag.manifest import ABOUT, FILE
from solidary.sealing.disk import today
from solidary.sealing.identity import Identity
from tests.intake.conftest import Send
from tests.intake.people import editor
from tests.sealing.sending import PICTURE

pytestmark = pytest.mark.django_db(transaction=True)


def found(house: Home) -> list[str]:
    lines = [trouble.line for trouble in intake.look(house)]
    assert all(line.isprintable() and line.endswith(".") for line in lines)
    return lines


def found_of_keys(house: Home) -> list[str]:
    return [trouble.line for trouble in intake.look_at_keys(house)]


def turned_over(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _last(folder: Path, ref: str) -> Path:
    return sorted(path for path in folder.iterdir() if path.name.startswith(f"{ref}."))[-1]


def _lost(keys: Path, sealed: Path, ref: str) -> None:
    _last(sealed, ref).unlink()


def _damaged(keys: Path, sealed: Path, ref: str) -> None:
    turned_over(_last(sealed, ref))


def _no_file(keys: Path, sealed: Path, ref: str) -> None:
    path = _last(sealed, ref)
    path.unlink()
    path.mkdir()


def _no_header(keys: Path, sealed: Path, ref: str) -> None:
    _last(keys, ref).write_bytes(b"junk")


def _no_list(keys: Path, sealed: Path, ref: str) -> None:
    (sealed / FILE).write_bytes(b"junk")


def _no_first_header(keys: Path, sealed: Path, ref: str) -> None:
    (keys / f"{ref}.{ABOUT}").unlink()


HARMS: dict[str, tuple[Callable[[Path, Path, str], None], str]] = {
    "a payload that is missing": (_lost, "is missing: put the file back"),
    "a payload that is damaged": (_damaged, "is damaged: put the file back"),
    "a payload that is a folder": (_no_file, "put the file back"),
    "a header that is none": (_no_header, "is damaged ("),
    "a list that can't be read": (_no_list, "can't be read ("),
    "an item without its header": (_no_first_header, "has no header for"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_each_damage_to_what_was_sent_is_a_line_that_names_it(
    send: Send, house: Home, harm: str
) -> None:
    row, _ = send(PICTURE), send(PICTURE)
    assert found(house) == []
    [picture] = Item.objects.filter(envelope__contribution=row).exclude(ref=WORDS)
    work, said = HARMS[harm]
    work(house.intake_keys / row.ref, house.intake_sealed / row.ref, picture.ref)
    [line] = found(house)
    assert row.ref in line and said in line


def test_what_was_removed_died_or_was_withdrawn_is_no_trouble(send: Send, house: Home) -> None:
    row, gone = send(PICTURE), send(PICTURE)
    [picture] = Item.objects.filter(envelope__contribution=row).exclude(ref=WORDS)
    current_strongroom().remove_payloads(row.ref, picture.ref)
    assert found(house) != []
    Item.objects.filter(pk=picture.pk).update(without_original=True)
    current_strongroom().remove(gone.ref)
    Contribution.objects.filter(ref=gone.ref).delete()
    assert found(house) == []


def test_headers_that_are_away_are_one_line(send: Send, house: Home) -> None:
    send(PICTURE)
    shutil.rmtree(house.intake_keys)
    [line] = found(house)
    assert line.startswith("intake/keys is away") and "is its disk mounted?" in line


def test_an_envelope_that_cant_come_home_and_a_log_that_was_changed_are_lines(
    send: Send, house: Home
) -> None:
    row = send(PICTURE)
    BagProblem.objects.create(ref="\x1b[2Jx", line="its manifest is another's", since=today())
    decide(row, State.ACCEPTED, by=editor())
    assert len(found(house)) == 1
    LogLine.objects.update(contribution="f" * 32)
    lines = found(house)
    assert any("can't come home (its manifest is another's)" in line for line in lines)
    assert any("isn't as it was written" in line and "find out who could" in line for line in lines)


def test_keys_that_cant_be_used_are_lines_and_a_sound_home_has_none(
    house: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.desk_keys.mkdir(mode=0o700, parents=True)
    assert current_desk_keys().names() == [] and found_of_keys(house) == []
    (house.desk_keys / "ola.pub").write_text(Identity.new().public)
    house.recovery_public.write_text(Identity.new().public)
    new_keys(house.keys, tmp_path / "stick", "", "")
    assert found_of_keys(house) == []
    (house.desk_keys / "ola.pub").write_text("junk")
    house.recovery_public.write_text("junk")
    lines = found_of_keys(house)
    assert any(
        line.startswith("keys/desk/ola can't be used") and "--revoke" in line for line in lines
    )
    assert any(str(house.recovery_public) in line for line in lines) and len(lines) == 2
    (house.desk_keys / "ola.pub").unlink()
    house.recovery_public.unlink()
    signer = keyring.open_signer(house.keys)
    assert signer is not None
    late = signer.certified.until + timedelta(days=1)
    monkeypatch.setattr(intake, "now", lambda: late)
    assert found_of_keys(house) == [
        "keys/release.key is vouched for no more: `solidary keys renew`."
    ]
    (house.keys / RELEASE_KEY).write_text("junk")
    [line] = found_of_keys(house)
    assert line.startswith("keys/release.key can't sign (") and timezone.now() < late


@pytest.mark.parametrize("linked", [False, True])
def test_keys_that_are_open_to_others_are_a_line_on_another_disk_too(
    house: Home, tmp_path: Path, linked: bool
) -> None:
    house.path.chmod(0o700)
    for folder in (house.files, house.press):
        folder.chmod(0o700)
    there = tmp_path / "disk" if linked else house.keys
    (there / "desk").mkdir(mode=0o700, parents=True)
    there.chmod(0o700)
    if linked:
        house.keys.symlink_to(there)
    assert [trouble.line for trouble in rights.look(house)] == []
    there.chmod(0o755)
    [line] = [trouble.line for trouble in rights.look(house)]
    assert str(house.keys) in line and "1 folder" in line
    (there / "desk").chmod(0o750)
    [line] = [trouble.line for trouble in rights.look(house)]
    assert "2 folders" in line
