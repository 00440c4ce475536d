"""Files in pieces: in any order, twice, broken off and gone on with, each byte once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from solidary.sealing.piece import PIECE
from tests.letterbox import opening
from tests.letterbox.live import Answer, Live

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def page(letterbox: Live) -> Answer:
    """A page on which files can be added."""
    return letterbox.send(skip="1")


def ask(live: Live, page: Answer, data: bytes | None = None, **fields: object) -> dict[str, Any]:
    given = {"token": page.pieces, **{name: str(value) for name, value in fields.items()}}
    files = [] if data is None else [("piece", data)]
    answer = live.post("/en/piece", given, *files, name="piece")
    assert answer.headers["content-type"] == "application/json"
    found: dict[str, Any] = {"status": answer.status, **json.loads(answer.body)}
    return found


def test_a_file_comes_in_pieces_and_every_answer_says_how_much_is_here(
    letterbox: Live, page: Answer
) -> None:
    file = PNG + bytes(range(256)) * 4096 + b"the end"
    about: dict[str, Any] = {
        "name": "снимок.png",
        "type": "image/png",
        "size": len(file),
        "modified": 1,
    }
    before = set(letterbox.envelopes())
    begun = ask(letterbox, page, **about)
    assert begun["have"] == 0
    item = begun["item"]
    # Too early, too long, nothing: it says where it is, and keeps none of it.
    for at, data in (
        (PIECE, file[PIECE:]),
        (0, file[: PIECE + 1]),
        (0, b""),
        (-1, b"x"),
        (1, b"x"),
    ):
        assert ask(letterbox, page, data, **about, item=item, at=at)["have"] == 0
    assert ask(letterbox, page, file[:7], **about, item=item, at=0)["have"] == 7
    assert ask(letterbox, page, file[:7], **about, item=item, at=0)["have"] == 7
    assert ask(letterbox, page, file[7 : PIECE + 1], **about, item=item, at=7)["have"] == 7
    first = ask(letterbox, page, file[7:PIECE], **about, item=item, at=7)
    assert (first["have"], first["say"]) == (PIECE, "1 MB of 1 MB have arrived.")
    # The line breaks; another page, or the same one loaded again, chooses the file once more.
    again = ask(letterbox, page, **about)
    assert again["have"] == PIECE
    assert set(letterbox.envelopes()) == before
    last = ask(letterbox, page, file[PIECE:], **about, item=again["item"], at=PIECE, faces=1)
    assert last["whole"] and "Your file has arrived" in last["say"]
    assert "show it yet" not in last["say"]
    repeated = ask(letterbox, page, file[PIECE:], **about, item=again["item"], at=PIECE)
    assert repeated["whole"] and "already arrived" in repeated["say"]
    (name,) = set(letterbox.envelopes()) - before
    ((known, data),) = opening.files(letterbox, name)
    assert data == file
    assert known["name"] == "снимок.png"
    assert opening.words(letterbox, name)["faces"] is True
    assert letterbox.unwhole() == []


def test_what_cannot_be_taken_is_said_in_a_sentence(letterbox: Live, page: Answer) -> None:
    before = set(letterbox.envelopes())
    for fields, status, said in (
        ({"size": 0}, 400, "it is empty"),
        ({"size": "-1"}, 400, "it is empty"),
        ({"size": "9" * 40}, 400, "it is empty"),
        ({"size": 200_000_001}, 413, "larger than 200 MB"),
        ({"size": 5, "item": "x"}, 403, "open for too long"),
        ({"size": 5, "item": page.pieces}, 403, "open for too long"),
        ({"size": 5, "token": page.hidden("token")}, 403, "open for too long"),
        ({"size": 5, "token": ""}, 403, "open for too long"),
    ):
        answer = ask(letterbox, page, **fields)
        assert (answer["status"], answer["stop"]) == (status, True)
        assert said in answer["say"]
    assert set(letterbox.envelopes()) == before


def test_an_item_of_another_contribution_is_refused(letterbox: Live, page: Answer) -> None:
    other = letterbox.send(skip="1")
    item = ask(letterbox, page, name="a", size=5, modified=3)["item"]
    refused = ask(letterbox, other, b"hello", name="a", size=5, item=item, at=0)
    assert refused["status"] == 403
    assert ask(letterbox, page, b"hello", name="a", size=5, item=item, at=0)["whole"]
