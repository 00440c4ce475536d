"""Killed after any single write, a publish of actions leaves no link without its file either."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from solidary.chronicle.acts.merge import MergeActions
from solidary.stories.models import Story
from tests.press.actions import action
from tests.press.archive import pending, withdraw
from tests.press.test_kill import survives_every_kill

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.exhaustive
def test_a_publish_of_actions_that_came_merged_and_went(archive: Path) -> None:
    new, moved, linking = (Story.objects.get(headline=each) for each in ("New", "Moved", "Linker"))
    day = date(2021, 2, 8)
    one, other = action(moved, day=day), action(linking, new, day=day)
    going = action(linking, day=date(2021, 2, 9))
    pending()
    MergeActions(one, other).execute()
    withdraw(Story.objects.get(pk=linking.pk))
    action(new, day=date(2021, 3, 1), low=20)
    assert going.pk
    survives_every_kill(archive, pending)
