"""Faces are proposed to whoever has a live session, and what was confirmed is burnt in."""

from __future__ import annotations

import io
import threading

import pytest
from PIL import Image

from solidary.darkroom.child import Sealed
from solidary.darkroom.child.doors import Fresh
from solidary.darkroom.child.messages import Facts
from solidary.darkroom.child.trades import PAPERS, PICTURES
from solidary.keeper.client import Faces, LockedError, RefusedError, UnshownError
from solidary.keeper.pictures import AT_ONCE, VIEW, Made, Pictures, Which
from tests.fixtures.drawn_faces import as_jpeg, with_faces
from tests.keeper.running import Newsroom

PLACES = [(60 + 320 * number, 20) for number in range(6)]


def strip() -> bytes:
    return as_jpeg(with_faces(PLACES, 56))


@pytest.fixture(scope="module")
def sent(newsroom: Newsroom) -> tuple[str, str]:
    """An envelope with a picture of six faces; its name and the item's."""
    envelope = newsroom.receive(strip())
    token = newsroom.unlocked()
    (entry,) = (e for e in newsroom.keeper.index(token).entries if e.envelope == envelope)
    return envelope, entry.items[0].ref


@pytest.fixture(scope="module")
def found(newsroom: Newsroom, sent: tuple[str, str]) -> Faces:
    return newsroom.keeper.faces(newsroom.unlocked(), *sent)


def test_faces_are_proposed_a_third_larger_with_their_height(found: Faces) -> None:
    assert (found.by, found.width, found.height) == ("ola", 2048, 96)
    assert len(found.found) == 6
    for face in found.found:
        assert 30 < face.height < 45
        assert face.box[3] * 96 / 1000 >= face.height * 1.25
        assert 0.2 <= face.score <= 1
    assert not found.small
    assert found.shrunk == 682


def test_what_was_confirmed_is_burnt_in_and_the_rest_is_as_it_was(
    newsroom: Newsroom, token: str, sent: tuple[str, str], found: Faces
) -> None:
    edits: list[dict[str, object]] = [
        {"cover": list(face.box), "fill": "solid"} for face in found.found
    ]
    plain = newsroom.keeper.finish(token, *sent)
    assert plain == newsroom.keeper.view(token, *sent)
    done = Image.open(io.BytesIO(newsroom.keeper.finish(token, *sent, edits).data))
    before = Image.open(io.BytesIO(plain.data))
    for face in found.found:
        x, y, width, height = face.box
        middle = ((x + width / 2) * 2.048, (y + height / 2) * 0.096)
        assert max(done.getpixel((int(middle[0]), int(middle[1])))) < 12  # type: ignore[arg-type]
    for x in range(1990, 2040, 10):
        assert done.getpixel((x, 40)) == before.getpixel((x, 40))
    small = newsroom.keeper.finish(token, *sent, [*edits, {"shrink": 682}])
    assert (small.width, small.height) == (682, 32)


@pytest.mark.parametrize("fill", ["solid", "mosaic"])
def test_a_thumbnail_is_covered_as_it_was_confirmed_and_never_shown_for_another(
    newsroom: Newsroom, token: str, sent: tuple[str, str], found: Faces, fill: str
) -> None:
    face = found.found[0]
    edits = [{"cover": list(face.box), "fill": fill}]
    plain = newsroom.keeper.thumbnail(token, *sent)
    covered = newsroom.keeper.thumbnail(token, *sent, edits)
    assert (covered.width, covered.height) == (plain.width, plain.height)
    shown, before = (Image.open(io.BytesIO(each.data)) for each in (covered, plain))
    inside = [
        (int((face.box[0] + face.box[2] * part / 10) * plain.width / 1000), plain.height // 2)
        for part in range(2, 9)
    ]
    assert [shown.getpixel(at) for at in inside] != [before.getpixel(at) for at in inside]
    # Asked again it is the same one, and the one without edits is still without.
    assert newsroom.keeper.thumbnail(token, *sent, edits) == covered
    assert newsroom.keeper.thumbnail(token, *sent) == plain
    assert newsroom.keeper.thumbnail(token, *sent, []) == plain


@pytest.mark.parametrize(
    "edits", [[{"cover": [0, 0, 1001, 1], "fill": "solid"}], [{"paint": 1}], [{"shrink": 1}]]
)
def test_edits_that_cant_be_are_refused(
    newsroom: Newsroom, token: str, sent: tuple[str, str], edits: list[dict[str, object]]
) -> None:
    with pytest.raises(RefusedError):
        newsroom.keeper.finish(token, *sent, edits)
    with pytest.raises(RefusedError):
        newsroom.keeper.thumbnail(token, *sent, edits)


def test_without_a_live_token_no_face_is_looked_for_and_what_is_no_picture_has_none(
    newsroom: Newsroom, token: str, sent: tuple[str, str]
) -> None:
    with pytest.raises(LockedError):
        newsroom.keeper.faces("x" * 43, *sent)
    words = newsroom.receive(b"%PDF-1.7 a paper")
    (entry,) = (e for e in newsroom.keeper.index(token).entries if e.envelope == words)
    with pytest.raises(UnshownError):
        newsroom.keeper.faces(token, words, entry.items[0].ref)


class Slow:
    """A child that looks for faces until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go, self.times = threading.Event(), threading.Event(), 0

    def ask(self, facts: Facts, *files: bytes) -> tuple[Facts, list[bytes]]:
        self.times += 1
        self.begun.set()
        assert self.go.wait(60)
        return {"made": {"faces": [[1, 1, 40, 40, 0.5]]}}, []

    def close(self) -> None:
        """Nothing is kept."""


def test_who_waits_for_faces_keeps_nobody_from_seeing_pictures_and_they_are_looked_for_once() -> (
    None
):
    slow = Slow()
    pictures = Pictures(Sealed(Fresh(PICTURES), Fresh(PAPERS), slow))
    which, made = Which("a", "b", VIEW), Made(strip(), "image/jpeg", 2048, 96, "")
    pictures.keep(which, made, "age1")
    found: list[object] = []
    waiting = [
        threading.Thread(target=lambda: found.append(pictures.faces(which, made)))
        for _ in range(AT_ONCE + 2)
    ]
    for thread in waiting:
        thread.start()
    assert slow.begun.wait(60)
    try:
        assert pictures.make(strip(), 480).width == 480
    finally:
        slow.go.set()
        for thread in waiting:
            thread.join()
    assert len(found) == AT_ONCE + 2
    assert len(set(map(repr, found))) == slow.times == 1
