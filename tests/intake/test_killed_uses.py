"""Killed after any single write, rename, removal or commit of accepting and of putting into a story:
nothing that came is lost, nothing half made is left, and what is withdrawn then is gone everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from solidary.home import Home
from solidary.intake.covering import confirm
from solidary.intake.deciding import decide
from solidary.intake.log import check_log
from solidary.intake.models import Contribution, Item, Leftover, State, Use
from solidary.intake.models.contribution import WORDS
from solidary.intake.roundup.making import Plan, finished, make
from solidary.intake.roundup.material import Material, Picture, Text
from solidary.intake.roundup.shaping import drafted
from solidary.intake.strongroom import current_strongroom
from solidary.intake.withdrawing import finish, withdraw
from solidary.press.publish import publish_pending
from solidary.stories.models import Photo, Story
from tests.intake.conftest import Send
from tests.intake.people import editor
from tests.intake.roundup import MESSAGE, traces
from tests.intake.test_killed import Copied
from tests.intake.test_roundup_made import Developing
from tests.press.archive import newsroom
from tests.press.faults import in_child
from tests.sealing.sending import PICTURE, received

pytestmark = pytest.mark.django_db(transaction=True)
NEEDLE = "Qwertzuiop"


@pytest.fixture
def accept(send: Send, house: Home) -> tuple[Contribution, Callable[[], None]]:
    """A contribution, and what an editor does with it: accept, confirm a face, make a public story."""
    newsroom()
    row, ola = send(PICTURE, words=MESSAGE), editor()
    [file] = Item.objects.exclude(ref=WORDS)

    def work() -> None:
        decide(Contribution.objects.get(ref=row.ref), State.ACCEPTED, by=ola)
        confirm(Item.objects.get(pk=file.pk), [(100, 100, 200, 200)], "solid", by=ola)
        material = Material(
            row.ref, date(2021, 9, 5), (Text(row.ref, MESSAGE),),
            (Picture(row.ref, file.ref, covered=True),), place="Gdańsk", when="29 August 2021",
            language="en", may_quote=True,
        )  # fmt: skip
        draft = drafted([material], {}, among=("en", "be"))
        keeper: Any = Developing()
        made = make(draft, Plan("en", headline="From thirty cities"),
                    finished(keeper, "token", draft.photos), by=ola)  # fmt: skip
        made.latest_revision.publish()

    return row, work


def nothing_half_made(house: Home, row: Contribution) -> None:
    """Whatever was done is done wholly: a story with all its uses, a file with its photo."""
    assert received(current_strongroom()) == {row.ref: (MESSAGE, [PICTURE])}
    assert Contribution.objects.get().state in (State.WAITING, State.ACCEPTED)
    assert Item.objects.count() == 2 and check_log() == []
    assert Use.objects.count() == 2 * Story.objects.count() == 2 * Photo.objects.count()
    finish()
    assert not Leftover.objects.exists()
    files = {path.name for path in house.files.rglob("*") if path.is_file()}
    assert files == {photo.file.name.rpartition("/")[2] for photo in Photo.objects.all()}


def survives(accept: tuple[Contribution, Callable[[], None]], house: Home, step: int) -> None:
    row, work = accept
    kept = Copied(house.path)
    count = in_child(work, None)
    assert count > 20
    kept.put_back()
    for moment in range(1, count + 1, step):
        in_child(work, moment)
        nothing_half_made(house, row)
        work()
        nothing_half_made(house, row)
        publish_pending()
        assert traces(house.path, NEEDLE)
        withdraw(row.ref)
        publish_pending()
        assert traces(house.path, NEEDLE) == [] and not Photo.objects.exists()
        assert not [path for path in house.files.rglob("*") if path.is_file()]
        kept.put_back()


def test_accepting_and_using_killed_at_a_few_moments(
    accept: tuple[Contribution, Callable[[], None]], house: Home
) -> None:
    survives(accept, house, 25)


@pytest.mark.exhaustive
def test_accepting_and_using_killed_at_any_moment(
    accept: tuple[Contribution, Callable[[], None]], house: Home
) -> None:
    survives(accept, house, 1)
