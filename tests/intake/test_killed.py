"""Killed after any single write, rename, removal or commit, bringing home and withdrawing go on: nothing
that came is lost, nothing withdrawn is left or comes back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import pytest
from pytest_django import Settings

from solidary.home import Home
from solidary.intake import withdrawing
from solidary.intake.ending import end_due
from solidary.intake.models import Contribution, IntakeSettings, Item, Leftover, LogLine
from solidary.intake.round import Fetching
from solidary.intake.strongroom import current_strongroom
from solidary.press.publish import publish_pending
from solidary.sealing.bag.withdrawing import withdraw as sender_withdraws
from solidary.sealing.disk import today
from solidary.stories.models import Photo, Story
from tests.intake.conftest import Send
from tests.intake.roundup import NEEDLES, traces, use
from tests.press.archive import newsroom
from tests.press.faults import Kept, in_child
from tests.sealing.conftest import ssh_host  # noqa: F401 - a fixture
from tests.sealing.host import SshHost
from tests.sealing.sending import PICTURE, received, sent

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[], None]


class Copied(Kept):
    """Put back as copies: headers are overwritten where they lie."""

    def put_back(self) -> None:
        super().put_back()
        shutil.rmtree(self.home)
        shutil.copytree(self.copy / "home", self.home)


def survives(home: Home, work: Callable[[], object], check: Check, step: int) -> None:
    """Kill `work` at every `step`-th of its moments; after each, let it run to its end."""
    kept = Copied(home.path)
    count = in_child(work, None)
    assert count > 10
    kept.put_back()
    for moment in range(1, count + 1, step):
        in_child(work, moment)
        work()
        check()
        kept.put_back()


@pytest.fixture
def before(send: Send, house: Home) -> tuple[str, str]:
    """Somebody's contribution is in a public story and is taken back; another one has just come."""
    newsroom()
    used = send(PICTURE)
    use(used)
    publish_pending()
    sender_withdraws(house.letterbox_bag, used.ref)
    return used.ref, sent(house.letterbox_bag, PICTURE, words="New")


def brought(house: Home, before: tuple[str, str]) -> Check:
    gone, new = before

    def check() -> None:
        assert Contribution.objects.get().ref == new and Item.objects.count() == 2
        assert received(current_strongroom()) == {new: ("New", [PICTURE])}
        assert current_strongroom().is_gone(gone)
        assert list((house.letterbox_bag / "in").iterdir()) == []
        assert not Photo.objects.exists() and not Leftover.objects.exists()
        assert Story.objects.get().is_public
        assert LogLine.objects.filter(contribution=gone, verb="taken_back").count() == 1
        publish_pending()
        assert traces(house.path, *NEEDLES) == []

    return check


def test_a_round_killed_at_a_few_moments(house: Home, before: tuple[str, str]) -> None:
    survives(house, Fetching().go, brought(house, before), 40)


@pytest.mark.exhaustive
def test_a_round_killed_at_any_moment(house: Home, before: tuple[str, str]) -> None:
    survives(house, Fetching().go, brought(house, before), 1)


@pytest.mark.exhaustive
def test_a_round_to_a_letterbox_on_another_host_killed_at_any_moment(
    house: Home,
    before: tuple[str, str],
    settings: Settings,
    ssh_host: SshHost,  # noqa: F811
) -> None:
    """Moments at the other end are counted in tests/sealing; here those of this house, over SFTP."""
    settings.LETTERBOX = ssh_host.place(house.letterbox_bag)
    house.keys.mkdir(mode=0o700, exist_ok=True)
    login = {"host_key": ssh_host.host_key, "key_file": str(ssh_host.key_file), "timeout": 60}
    house.letterbox_login.write_text(json.dumps(login))
    house.letterbox_login.chmod(0o600)

    def round_there() -> None:
        rounds = Fetching()
        rounds.go()
        rounds.end()
        assert IntakeSettings.load().problem == ""

    survives(house, round_there, brought(house, before), 1)


@pytest.mark.exhaustive
def test_a_withdrawal_by_an_editor_killed_at_any_moment(send: Send, house: Home) -> None:
    newsroom()
    contribution = send(PICTURE)
    use(contribution)

    def work() -> None:
        withdrawing.withdraw(contribution.ref)
        withdrawing.finish()

    def check() -> None:
        assert traces(house.path, *NEEDLES) == [] and not Leftover.objects.exists()
        assert current_strongroom().names() == [] and not Contribution.objects.exists()

    survives(house, work, check, 1)


@pytest.mark.exhaustive
def test_a_death_killed_at_any_moment(send: Send, house: Home) -> None:
    dead, alive = send(PICTURE, words="Dead"), send(PICTURE, words="Alive")
    Contribution.objects.filter(pk=dead.pk).update(state="refused", decided_on="2020-01-01")
    Item.objects.update(seen_on="2020-01-01")

    def work() -> None:
        end_due(today())
        withdrawing.finish()

    def check() -> None:
        assert received(current_strongroom()) == {alive.ref: ("Alive", [PICTURE])}
        assert Contribution.objects.get().ref == alive.ref and Item.objects.count() == 2
        assert sorted(path.name for path in house.intake_sealed.iterdir()) == [alive.ref]

    survives(house, work, check, 1)
