"""The daily round: what is due dies, headers first; the dashboard says so a week before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from solidary.home import Home
from solidary.intake import ending
from solidary.intake.ending import daily, end_due, show_dying
from solidary.intake.models import Contribution, Envelope, IntakeSettings, Item, LogLine
from solidary.intake.models.contribution import WORDS
from solidary.intake.models.log_line import Verb
from solidary.intake.strongroom import current_strongroom
from solidary.sealing.bag.manifest import ABOUT
from solidary.sealing.disk import start_of, today
from solidary.sealing.opening import open_what_is_whole
from solidary.sealing.strongroom import COMING
from solidary.stories.models import Photo
from tests.intake.conftest import Send
from tests.intake.roundup import items_of, use
from tests.sealing.keys import identities
from tests.sealing.sending import PICTURE

pytestmark = pytest.mark.django_db(transaction=True)
DAY = today()


def aged(contribution: Contribution, days: int, state: str = "waiting") -> None:
    """Have it be that old."""
    day = DAY - timedelta(days=days)
    Contribution.objects.filter(pk=contribution.pk).update(
        came_on=day, state=state, decided_on=day if state != "waiting" else None
    )


def test_what_waits_unread_dies_a_week_after_that_was_first_shown(send: Send) -> None:
    row = send(PICTURE)
    aged(row, 100)
    assert end_due(DAY) == 0
    dying = show_dying(DAY)
    assert (dying.items, dying.contributions, dying.first) == (2, 1, DAY + timedelta(days=7))
    assert end_due(DAY + timedelta(days=6)) == 0
    # Showing it again doesn't put it off.
    show_dying(DAY + timedelta(days=3))
    assert end_due(DAY + timedelta(days=7)) == 2
    assert not Contribution.objects.exists() and current_strongroom().names() == []
    assert current_strongroom().is_gone(row.ref)
    assert LogLine.objects.filter(verb=Verb.EXPIRE).count() == 2


def test_what_was_read_and_refused_dies_after_a_week(send: Send) -> None:
    row = send(PICTURE)
    Item.objects.update(seen_on=DAY)
    aged(row, 6, "refused")
    assert end_due(DAY) == 0
    aged(row, 7, "refused")
    assert end_due(DAY) == 2


def test_of_what_is_used_only_the_original_dies_and_its_header_stays(send: Send) -> None:
    row = send(PICTURE)
    use(row)
    Item.objects.update(seen_on=DAY)
    assert end_due(DAY + timedelta(days=29)) == 0
    assert end_due(DAY + timedelta(days=30)) == 2
    words, file = items_of(row)
    room = current_strongroom()
    assert words.without_original and file.without_original and Photo.objects.exists()
    assert room.has_header(row.ref, WORDS) and room.has_header(row.ref, f"{file.ref}.{ABOUT}")
    assert [path.name for path in (room.sealed / row.ref).iterdir()] == ["envelope.json"]
    assert end_due(DAY + timedelta(days=3000)) == 0


def test_words_outlive_every_file_they_came_with(send: Send) -> None:
    """Nobody opens an envelope without its words."""
    row = send(PICTURE, b"unread")
    words, read = items_of(row)
    Item.objects.filter(pk__in=[words.pk, read.pk]).update(seen_on=DAY)
    aged(row, 100)
    assert end_due(DAY) == 1
    opened = open_what_is_whole(current_strongroom().envelope(row.ref), identities()[:1])
    assert len(opened.items) == 1 and Item.objects.count() == 2


def test_a_newsroom_that_keeps_things_keeps_them(send: Send) -> None:
    row = send(PICTURE)
    Item.objects.update(seen_on=DAY)
    aged(row, 3000)
    IntakeSettings.objects.create(pk=1, waiting_days=0)
    assert end_due(DAY) == 0 and Envelope.objects.count() == 1


def test_the_daily_round_shreds_what_never_became_whole_and_rows_without_headers(
    send: Send, house: Home
) -> None:
    stays, gone = send(PICTURE), send(PICTURE)
    room = current_strongroom()
    room.remove(gone.ref)
    for name, days in (("a" * 32, 4), ("b" * 32, 1)):
        folder = room.keys / f"{name}{COMING}"
        folder.mkdir()
        (folder / "words").write_bytes(b"header")
        old = start_of(DAY - timedelta(days=days))
        import os

        os.utime(folder, (old, old))
    ending._done.clear()
    daily()
    assert [row.ref for row in Contribution.objects.all()] == [stays.ref]
    assert sorted(path.name for path in room.keys.iterdir() if path.name.endswith(COMING)) == [
        f"{'b' * 32}{COMING}"
    ]
