"""What somebody was shown is written down before, and counted once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from solidary.intake.log import check_log
from solidary.intake.looking import (
    note_opened,
    note_wall,
    short,
    shown_by_hour,
    was_opened,
    was_shown,
)
from solidary.intake.models import Item, LogLine
from solidary.intake.models.log_line import Verb
from tests.intake.conftest import Send
from tests.intake.people import editor

pytestmark = pytest.mark.django_db


def test_opening_is_a_line_for_each_item_every_time(send: Send) -> None:
    row, ola = send(b"one", b"two"), editor()
    items = Item.objects.filter(envelope__contribution=row)
    for _ in range(2):
        note_opened(items.select_related("envelope__contribution"), by=ola)
    assert LogLine.objects.filter(verb=Verb.LOOK, who="ola", contribution=row.ref).count() == 6
    assert not items.filter(seen_on=None).exists()
    assert list(shown_by_hour().values()) == [3]
    assert all(was_opened(item, by=ola) and was_shown(item, by=ola) for item in items)
    assert check_log() == []


def test_the_wall_says_only_what_is_new_to_somebody_in_this_hour(send: Send) -> None:
    rows, ola, jan = [send() for _ in range(3)], editor(), editor("jan")
    covers = [(row.ref, "words") for row in rows]
    note_wall(covers[:2], by=ola)
    note_wall(covers, by=ola)
    note_wall(covers, by=ola)
    assert [line.facts for line in LogLine.objects.filter(who="ola")] == [
        {"items": [short(*each) for each in covers[:2]]},
        {"items": [short(*covers[2])]},
    ]
    note_wall(covers, by=jan)
    assert list(shown_by_hour().values()) == [6]
    item = Item.objects.get(envelope__ref=rows[0].ref)
    assert was_shown(item, by=ola) and not was_opened(item, by=ola)
    assert item.seen_on is None, "a glance at the wall isn't a look"


def test_a_later_hour_counts_by_itself(send: Send) -> None:
    row, ola = send(), editor()
    note_wall([(row.ref, "words")], by=ola)
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    LogLine.objects.update(hour=hour - timedelta(hours=1))
    item = Item.objects.get()
    assert was_shown(item, by=ola), "a page stays open over the full hour"
    note_wall([(row.ref, "words")], by=ola)
    assert sorted(shown_by_hour().values()) == [1, 1]
    LogLine.objects.update(hour=hour - timedelta(hours=2))
    assert not was_shown(item, by=ola)


def test_a_wall_of_thousands_is_lines_that_can_be_read(send: Send) -> None:
    ola = editor()
    note_wall([(f"{number:032x}"[::-1], "words") for number in range(1000)], by=ola)
    assert [len(line.facts["items"]) for line in LogLine.objects.all()] == [400, 400, 200]
    assert list(shown_by_hour().values()) == [1000]
