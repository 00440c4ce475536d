"""What was sent and can't be opened any more goes with a sweep, and nothing else of what was sent."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from solidary.home import Home
from solidary.intake.models import Item
from solidary.intake.models.contribution import WORDS
from solidary.intake.strongroom import current_strongroom
from solidary.keeping.sweeping.intake import sweep_intake
from solidary.sealing.bag.reaping import UNWHOLE_HOURS
from tests.intake.conftest import Send
from tests.intake.test_headers_away import unmounted
from tests.sealing.sending import PICTURE, received

pytestmark = pytest.mark.django_db(transaction=True)


def swept(house: Home, after: float = 0) -> int:
    return sweep_intake(house, time.time() + after)


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_payload_whose_header_is_gone_goes_and_all_that_can_be_opened_stays(
    send: Send, house: Home
) -> None:
    row, _ = send(PICTURE, words="Some"), send(PICTURE, words="Other")
    [picture] = Item.objects.filter(envelope__contribution=row).exclude(ref=WORDS)
    headers = house.intake_keys / row.ref
    gone = [path.name for path in headers.iterdir() if path.name.startswith(picture.ref)]
    for name in gone:
        (headers / name).unlink()
    before = below(house.intake_sealed)
    assert swept(house) == len(gone) > 1
    assert below(house.intake_sealed) == [
        path for path in before if path.rpartition("/")[2] not in gone or row.ref not in path
    ]
    assert swept(house) == 0


def test_payloads_without_any_header_and_what_never_became_whole_go(
    send: Send, house: Home
) -> None:
    row = send(PICTURE)
    old = house.intake_sealed / ("a" * len(row.ref))
    (house.intake_sealed / row.ref).rename(house.intake_sealed / "kept aside")
    (house.intake_keys / row.ref).rename(house.intake_keys / "aside")
    (house.intake_sealed / "kept aside").rename(old)
    half = house.intake_keys / ("b" * len(row.ref) + ".coming")
    half.mkdir()
    (house.intake_sealed / "words.part").write_bytes(b"torn")
    assert swept(house, after=(UNWHOLE_HOURS + 48) * 3600) > 0
    assert not old.exists() and not half.exists()
    assert not (house.intake_sealed / "words.part").exists()


@pytest.mark.parametrize("leaves", [True, False])
def test_where_headers_are_away_nothing_goes(send: Send, house: Home, leaves: bool) -> None:
    row = send(PICTURE)
    mount = unmounted(house.intake_keys, leaves=leaves)
    before = below(house.intake_sealed)
    assert swept(house) == 0 and below(house.intake_sealed) == before
    mount()
    assert received(current_strongroom()).keys() == {row.ref}


def test_a_home_to_which_nothing_was_sent_gets_no_folder(house: Home) -> None:
    assert swept(house) == 0 and not house.intake.exists()
