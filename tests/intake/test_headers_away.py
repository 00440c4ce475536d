"""A folder of headers that is away, as when its disk isn't mounted, is no withdrawal of everything: one
line asks, and nothing is lost when it is there again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solidary.commands import take_back_what_was_withdrawn
from solidary.home import Home
from solidary.intake import ending
from solidary.intake.missing import HeadersUnreadableError
from solidary.intake.models import Contribution, IntakeSettings, Item, State, Use
from solidary.intake.round import Fetching
from solidary.intake.strongroom import current_strongroom
from solidary.intake.withdrawing import withdraw
from solidary.sealing.bag.withdrawing import withdraw as sender_withdraws
from solidary.sealing.disk import today
from solidary.sealing.faults import SealingError, StrongroomError
from solidary.serving import clock
from solidary.stories.models import Photo, Story
from tests.intake.conftest import Send
from tests.intake.people import editor
from tests.intake.roundup import NEEDLES, traces, use
from tests.press.archive import newsroom
from tests.sealing.sending import PICTURE, received, sent

pytestmark = pytest.mark.django_db(transaction=True)


def unmounted(folder: Path, *, leaves: bool) -> Callable[[], None]:
    """Take a folder away, or leave an empty one where a disk was mounted; what brings it back."""
    away = folder.rename(folder.parent.parent / f"{folder.name} away")
    if leaves:
        folder.mkdir()

    def mount() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        away.rename(folder)

    return mount


@pytest.mark.parametrize(
    ("which", "leaves"),
    [
        ("intake_keys", True),
        ("intake", False),
        pytest.param("intake_keys", False, marks=pytest.mark.exhaustive),
        pytest.param("intake", True, marks=pytest.mark.exhaustive),
    ],
)
def test_nothing_is_taken_back_deleted_or_fetched_until_it_is_there_again(
    send: Send, house: Home, which: str, leaves: bool
) -> None:
    newsroom()
    used, waits = send(PICTURE), send(b"waits", words="Waits")
    use(used)
    before = received(current_strongroom())
    later, mount = sent(house.letterbox_bag), unmounted(getattr(house, which), leaves=leaves)
    sender_withdraws(house.letterbox_bag, waits.ref)
    ending._done.clear()
    asked: list[Callable[[], Any]] = [
        take_back_what_was_withdrawn,
        ending.daily,
        lambda: ending.end_due(today()),
        lambda: withdraw(used.ref, by=editor()),
    ]
    for ask in asked:
        with pytest.raises(StrongroomError, match="is its disk mounted"):
            ask()
    Fetching().go()
    line = IntakeSettings.load().problem
    assert "is its disk mounted" in line and "\n" not in line
    clock.tick()
    assert Contribution.objects.exclude(state=State.WAITING).count() == 0
    assert Use.objects.count() == 2 and Photo.objects.exists() and Item.objects.count() == 4
    assert not (house.intake_keys / "gone").exists()
    mount()
    assert received(current_strongroom()) == before
    take_back_what_was_withdrawn()
    Fetching().go()
    assert IntakeSettings.load().problem == "" and Photo.objects.exists()
    assert set(current_strongroom().names()) == {used.ref, later}


def test_whoever_says_that_they_are_lost_has_everything_taken_back(send: Send, house: Home) -> None:
    newsroom()
    use(send(PICTURE))
    send(b"waits")
    shutil.rmtree(house.intake_keys)
    with pytest.raises(StrongroomError) as said:
        take_back_what_was_withdrawn()
    [folder] = [each for each in str(said.value).split("`") if each.startswith("mkdir -p ")]
    Path(folder.removeprefix("mkdir -p ")).mkdir(parents=True)
    take_back_what_was_withdrawn()
    ending._done.clear()
    ending.daily()
    Fetching().go()
    assert not Use.objects.exists() and not Photo.objects.exists() and not Item.objects.exists()
    assert Story.objects.get().is_public and traces(house.path, *NEEDLES) == []
    assert list(house.intake_sealed.iterdir()) == []


def test_a_single_header_that_is_missing_takes_back_what_was_made_of_it_alone(
    send: Send, house: Home
) -> None:
    one, two = send(PICTURE), send(PICTURE)
    use(one), use(two, headline="Another")
    shutil.rmtree(house.intake_keys / one.ref)
    take_back_what_was_withdrawn()
    assert set(Use.objects.values_list("item__envelope__contribution__ref", flat=True)) == {two.ref}


def test_a_disk_that_cannot_say_what_it_has_is_no_withdrawal(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(send(PICTURE))
    stat, failing = Path.stat, "words"

    def fails(self: Path, **more: Any) -> Any:
        if self.name == failing:
            raise OSError(5, "Input/output error")
        return stat(self, **more)

    monkeypatch.setattr(Path, "stat", fails)
    with pytest.raises(HeadersUnreadableError, match="Input/output error"):
        take_back_what_was_withdrawn()
    failing = "gone"
    with pytest.raises(SealingError, match="Input/output error"):
        take_back_what_was_withdrawn()
    monkeypatch.undo()
    assert Use.objects.count() == 2


def test_a_newsroom_that_was_never_sent_anything_has_nothing_to_ask(home: Path) -> None:
    take_back_what_was_withdrawn()
    Fetching().go()
    assert IntakeSettings.load().problem == "" and (Home(home).intake_keys / "gone").is_dir()
