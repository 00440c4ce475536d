"""Whatever is done to actions, to what reports them and to what they stand in: after each publish the release
is what a full publish draws."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from solidary.press.publish import publish_pending
from tests.fixtures.memory import in_memory
from tests.press.acting import ACTION_ACTS
from tests.press.archive import (
    SMALL,
    dangling,
    differences,
    files_of,
    full_publish,
    naming_the_withdrawn,
)
from tests.press.test_law import Newsroom, ends_bit_equal

BESIDES = (
    "publish", "translate", "withdraw", "publish again", "merge", "retag", "delete", "bin", "bring back",
    "rename", "unmerge", "merge by import", "correct", "back-date", "empty",
)  # fmt: skip
"""What is done to stories and topics meanwhile."""
ACTS = (*ACTION_ACTS, *ACTION_ACTS, *BESIDES)
PUBLISHES = 7


@pytest.mark.exhaustive
@pytest.mark.django_db
@pytest.mark.parametrize("seed", [5, 13, 20, 22, 26, 31, 34, 38])
def test_every_publish_after_acts_on_actions_leaves_what_a_full_one_draws(
    seed: int, settings: Settings
) -> None:
    place = Path(tempfile.mkdtemp(prefix="solidary-law-", dir=in_memory()))
    settings.HOME = place / "home"
    settings.MEDIA_ROOT = settings.HOME / "files"
    (settings.HOME / "press").mkdir(parents=True)
    chance = random.Random(seed)
    try:
        with transaction.atomic():
            acting = Newsroom(seed)
            publish_pending(rules=SMALL)
            for _ in range(3):
                acting.act("publish")
                acting.act("confirm")
            for number in range(PUBLISHES):
                group = [chance.choice(ACTS) for _ in range(chance.randint(1, 6))]
                for act in group:
                    acting.act(act)
                report = publish_pending(rules=SMALL)
                assert not report.stopped, group
                assert not report.full, group
                by_steps = files_of(settings.HOME / "site")
                assert dangling(settings.HOME / "site") == [], group
                assert naming_the_withdrawn(settings.HOME / "site") == [], group
                at_once = full_publish(settings.HOME, settings, name=f"fresh{number}")
                assert differences(by_steps, at_once) == {}, group
                shutil.rmtree(place / f"fresh{number}")
            transaction.set_rollback(True)
    finally:
        shutil.rmtree(place)


@pytest.mark.exhaustive
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("groups", "seed"),
    [
        (
            [
                ["correct", "publish"],
                ["forget old address", "bin", "merge actions", "publish", "confirm", "publish"],
                ["merge actions", "correct the place", "bin", "withdraw reporting"],
                ["withdraw action", "delete merged"],
                ["delete merged", "old address", "publish", "delete merged", "publish", "withdraw action"],
                ["bring back", "publish", "merge", "publish", "count", "publish"],
                ["replace", "pin", "photo", "correct the place", "bring back", "empty"],
                ["publish"],
                ["publish", "tell programs", "move place", "pin"],
            ],
            133,
        ),
        (
            [
                ["publish"] * 4, ["confirm"] * 4, ["merge actions", "report"], ["withdraw reporting"],
                ["merge"], ["publish again", "part"],
            ],
            4,
        ),
    ],
    ids=["a topic merged after its action was withdrawn", "a merged action parted"],
)  # fmt: skip
def test_sequences_that_once_ended_otherwise_end_bit_equal_to_one_full_publish(
    groups: list[list[str]], seed: int, settings: Settings
) -> None:
    ends_bit_equal(groups, seed, settings)
