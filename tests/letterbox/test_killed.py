"""Killed at any moment of sending: what has a receipt is there, and what has none counts as not sent."""

from __future__ import annotations

import http.client

import pytest

from tests.letterbox import opening
from tests.letterbox.live import FIELDS, JPEG, Answer, Live, living, multipart
from tests.letterbox.planting import after

MOMENTS = 40
"""More than there are: of those behind the last, nothing is killed."""
KILLING = """
import os, signal
from solidary.letterbox.rows import Rows
left = []
def counted(call):
    def wrapped(*given, **named):
        found = call(*given, **named)
        if left:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return found
    return wrapped
for name in ("fsync", "replace", "rename"):
    setattr(os, name, counted(getattr(os, name)))
for name in ("add", "use", "is_used"):
    setattr(Rows, name, counted(getattr(Rows, name)))
send = module.send
def armed(request, language):
    moment = request.headers.get("X-Killed-After")
    if moment:
        left[:] = [int(moment)]
    found = send(request, language)
    left.clear()
    if moment:
        found.headers["X-Survived"] = "1"
    return found
module.send = armed
"""


def send(live: Live, token: str, moment: int = 0) -> Answer | None:
    """The first POST; None where the process died of it."""
    kind, body = multipart({"token": token, **FIELDS}, ("a.jpg", JPEG))
    headers = {"Content-Type": kind} | ({"X-Killed-After": str(moment)} if moment else {})
    try:
        answer = live.ask("POST", "/en/", body, headers)
    except (OSError, http.client.HTTPException):
        return None
    return answer if answer.status < 500 else None


@pytest.mark.exhaustive
def test_after_the_receipt_nothing_is_lost_and_before_it_nothing_counts() -> None:
    survived = 0
    for moment in range(1, MOMENTS):
        with living(planted=after("solidary.letterbox.views.sending", KILLING)) as live:
            token = live.token()
            first = send(live, token, moment)
            survived += first is not None
            receipt = first
            for _ in range(20):
                if receipt is not None and receipt.status == 200:
                    break
                receipt = send(live, receipt.hidden("token") if receipt else token)
                if receipt is not None and receipt.status == 400:
                    receipt = send(live, live.token())
            assert receipt is not None and receipt.status == 200
            opened = live.post("/en/receipt", {"digits": receipt.digits})
            assert "Files that have arrived: 1" in opened.text
            whole = [
                name for name, known in live.envelopes().items() if known.kind == "contribution"
            ]
            # A contribution whose receipt was never shown may have become whole: twice, not lost.
            assert 1 <= len(whole) <= 2
            for name in whole:
                assert opening.words(live, name)["words"] == FIELDS["words"]
                assert [data for _, data in opening.files(live, name)] == [JPEG]
        if survived == 2:
            break
    assert survived == 2, "there are more moments than were tried"
    assert moment > 15


@pytest.mark.exhaustive
def test_a_full_disk_is_a_sentence_and_the_words_come_back() -> None:
    """A reserve that no disk has: pieces of files are refused first, and then the words."""
    planted = after(
        "solidary.letterbox.limits", "module.LIMITS = module.LIMITS._replace(reserve=10**18)"
    )
    with living(planted=planted) as live:
        answer = live.send(("a.jpg", JPEG), skip="1")
        assert "there is no room for it on our disk" in answer.text
        assert "Your words have arrived." in answer.text
        assert live.unwhole() == []
    planted = planted.replace("reserve=", "reserve_for_words=")
    with living(planted=planted) as live:
        answer = live.send(("a.jpg", JPEG))
        assert answer.status == 507
        assert "there is no room on our disk" in answer.text
        assert FIELDS["words"] in answer.text
        assert live.envelopes() == {} and live.unwhole() == []
