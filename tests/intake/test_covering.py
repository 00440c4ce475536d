"""What is covered in a picture is confirmed by a person, and none found is confirmed, too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.darkroom.faces.edits import MOST_BOXES as MOST_EDITS
from solidary.darkroom.faces.edits import SHORTEST as SHORTEST_EDIT
from solidary.darkroom.faces.edits import Edits, EditsError
from solidary.darkroom.faces.edits import Fill as FillOfEdits
from solidary.darkroom.limits import SENDERS_SIDE
from solidary.intake.covering import (
    LONGEST,
    MOST_BOXES,
    SHORTEST,
    CoveringError,
    checked,
    confirm,
    confirmed,
    edits_of,
)
from solidary.intake.log import check_log
from solidary.intake.models import Contribution, Covering, Envelope, Fill, Item, LogLine
from solidary.intake.models.contribution import WORDS
from solidary.intake.models.log_line import Verb
from solidary.sealing.disk import today
from tests.fixtures.laws import examples
from tests.intake.people import editor, writer


@pytest.fixture
def item(home: Path, db: Any) -> Item:
    row = Contribution.objects.create(ref="a" * 32, came_on=today())
    envelope = Envelope.objects.create(
        contribution=row, ref="a" * 32, kind="contribution", came_on=today()
    )
    found: Item = Item.objects.create(envelope=envelope, ref="b" * 16, size=65_536)
    return found


def test_what_was_confirmed_is_what_the_keeper_is_asked_and_a_line_in_the_log(item: Item) -> None:
    ola = editor()
    assert confirmed(item) is None
    row = confirm(item, [(10, 20, 30, 40), [0, 0, 1000, 1000]], "mosaic", by=ola, longest=682)
    assert confirmed(item) == row
    assert (row.confirmed_by, row.confirmed_on) == (ola, today())
    edits = Edits.read(edits_of(row))
    assert edits.boxes == ((10, 20, 30, 40), (0, 0, 1000, 1000))
    assert (edits.fill, edits.longest) == (FillOfEdits.MOSAIC, 682)
    line = LogLine.objects.get(verb=Verb.COVER)
    assert line.item == f"{'a' * 32}.{'b' * 16}"
    assert line.facts == {"boxes": 2, "fill": "mosaic", "longest": 682}
    assert check_log() == []


def test_that_there_is_no_face_is_confirmed_too_and_can_be_thought_better_of(item: Item) -> None:
    ola = editor()
    none = confirm(item, [], "solid", by=ola)
    assert confirmed(item) == none
    assert edits_of(none) == []
    confirm(item, [[1, 2, 3, 4]], "solid", by=ola)
    assert Covering.objects.get().boxes == [[1, 2, 3, 4]]
    assert LogLine.objects.filter(verb=Verb.COVER).count() == 2


def test_it_goes_with_its_item(item: Item) -> None:
    confirm(item, [], "solid", by=editor())
    item.delete()
    assert not Covering.objects.exists()


@pytest.mark.parametrize(
    ("boxes", "fill", "longest"),
    [
        ([[0, 0, 10]], "solid", 0),
        ([[0, 0, 10, 10.5]], "solid", 0),
        ([[True, 0, 10, 10]], "solid", 0),
        ([[991, 0, 10, 10]], "solid", 0),
        ([[0, 0, 0, 10]], "solid", 0),
        ([[0, 0, 10, 10]] * (MOST_BOXES + 1), "solid", 0),
        ([], "glass", 0),
        ([], "solid", SHORTEST - 1),
        ([], "solid", LONGEST + 1),
        ([], "solid", -5),
    ],
)
def test_what_cant_be_covered_is_refused_and_nothing_is_kept(
    item: Item, boxes: Any, fill: str, longest: int
) -> None:
    with pytest.raises(CoveringError):
        confirm(item, boxes, fill, by=editor(), longest=longest)
    assert confirmed(item) is None
    assert not LogLine.objects.exists()


def test_words_have_no_faces_and_who_may_not_see_confirms_nothing(item: Item) -> None:
    with pytest.raises(CoveringError):
        confirm(item, [], "solid", by=writer())
    item.ref = WORDS
    with pytest.raises(CoveringError):
        confirm(item, [], "solid", by=editor())


def test_record_and_keeper_mean_the_same() -> None:
    assert set(Fill.values) == {str(fill) for fill in FillOfEdits}
    assert (MOST_BOXES, SHORTEST, LONGEST) == (MOST_EDITS, SHORTEST_EDIT, SENDERS_SIDE)


NUMBER = st.integers(-5, 1005)


@given(st.lists(NUMBER, min_size=3, max_size=5))
@settings(max_examples=examples(100))
def test_the_record_takes_no_box_that_the_keeper_refuses_and_the_other_way_round(
    box: list[int],
) -> None:
    def taken(by: Any, error: type[Exception]) -> bool:
        try:
            by()
        except error:
            return False
        return True

    assert taken(lambda: checked(box), CoveringError) == taken(
        lambda: Edits.read([{"cover": box, "fill": "solid"}]), EditsError
    )
