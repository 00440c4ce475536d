"""Whatever an editor does in the queue, nothing of a sender stays at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.test import Client

from solidary.sealing.identity import Identity
from tests.desk.queue.conftest import Receive
from tests.keeper.photos import photo

WALL = "/desk/queue/"
NEEDLES = (
    "Qwertzuiop",
    "Asdfghjklo",
    "Yxcvbnmqwe",
    "Poiuztrewq",
    "Lkjhgfdsay",
    "Mnbvcxyqay",
    "IMG_1",
)
"""In words, place, day, credit, contact, what an editor writes, and the name of a file."""


def kept() -> list[str]:
    """Where a needle is: tables of the record, with sessions and the desk's own logs, and caches."""
    found = []
    with connection.cursor() as cursor:
        # A virtual table is kept in others, which are looked through.
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            text = str(cursor.fetchall())
            found += [f"{table}: {needle}" for needle in NEEDLES if needle in text]
    text = str([each.get_decoded() for each in Session.objects.all()])
    found += [f"sessions: {needle}" for needle in NEEDLES if needle in text]
    for cache in caches.all():
        text = str(getattr(cache, "_cache", {}))
        found += [f"cache: {needle}" for needle in NEEDLES if needle in text]
    return found


def test_no_row_no_cache_no_address_and_no_cookie_holds_a_word(
    opened: Client, receive: Receive
) -> None:
    rows = [
        receive(
            photo(number), b"%PDF-1.4 Qwertzuiop", words="Qwertzuiop", place="Asdfghjklo",
            day="Yxcvbnmqwe", credit="Poiuztrewq", contact="Lkjhgfdsay", quote=True,
            receipt={"key": Identity.new().public},
        )
        for number in range(5)
    ]  # fmt: skip
    opened.post(WALL, {"do": "find", "sought": "Qwertzuiop"})
    opened.get(WALL)
    deeds = (
        {"do": "accept"}, {"do": "ask", "text": "Mnbvcxyqay?"},
        {"do": "refuse", "reason": "own", "text": "Mnbvcxyqay."}, {"do": "hand_over"},
        {"do": "withdraw", "sure": "1"},
    )  # fmt: skip
    for row, deed in zip(rows, deeds, strict=True):
        page = opened.get(f"{WALL}{row.ref}/").content.decode()
        assert all(needle in page for needle in (*NEEDLES[:5], "IMG_2"))
        answer = opened.post(f"{WALL}{row.ref}/", deed)
        said = f"{answer.headers} {opened.cookies}"
        assert not [needle for needle in NEEDLES if needle in said]
        assert answer.status_code in (302, 409)
    opened.get(f"{WALL}log/")
    assert kept() == []


def test_a_row_a_session_or_a_cache_that_held_one_would_be_found(
    opened: Client, editor: Any
) -> None:
    caches["default"].set("page", "Qwertzuiop")
    session = opened.session
    session["said"] = "Asdfghjklo"
    session.save()
    editor.first_name = "Yxcvbnmqwe"
    editor.save()
    try:
        assert kept() == [
            "auth_user: Yxcvbnmqwe", "sessions: Asdfghjklo", "cache: Qwertzuiop",
        ]  # fmt: skip
    finally:
        caches["default"].clear()
