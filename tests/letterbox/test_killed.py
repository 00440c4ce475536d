"""Killed at any moment of sending: what has a receipt is there, and what has none counts as not sent."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Iterator

import pytest

from solidary.sealing.bag.envelope import IN
from tests.letterbox import opening
from tests.letterbox.live import FIELDS, JPEG, Answer, Live, living, multipart
from tests.letterbox.planting import after, together

KILLING = """
import os, signal
from solidary.letterbox.rows import Rows
left, passed = [], []
def place_of(given):
    if isinstance(given, Rows):
        return "rows"
    return os.readlink("/proc/self/fd/" + str(given)) if isinstance(given, int) else str(given)
def counted(name, call):
    def wrapped(*given, **named):
        place = place_of(given[0])
        found = call(*given, **named)
        if left:
            passed.append(name + " " + place)
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return found
    return wrapped
for name in ("fsync", "replace", "rename"):
    setattr(os, name, counted(name, getattr(os, name)))
for name in ("add", "use", "is_used", "withdraw"):
    setattr(Rows, name, counted(name, getattr(Rows, name)))
view = module.{view}
def armed(request, language):
    moment = request.headers.get("X-Killed-After")
    if moment:
        left[:], passed[:] = [int(moment)], []
    found = view(request, language)
    left.clear()
    if moment:
        found.headers["X-Passed"] = "|".join(passed)
    return found
module.{view} = armed
"""
CHEAPLY = after("solidary.letterbox.receipt.derive", "module.MEMORY = module.PASSES = 8")
"""What a receipt costs to try is measured elsewhere."""


@pytest.fixture(scope="module")
def killable() -> Iterator[Live]:
    """A letterbox that dies at the moment that a request names."""
    views = ("sending", "send"), ("adding", "withdraw")
    plants = [
        after(f"solidary.letterbox.views.{module}", KILLING.replace("{view}", view))
        for module, view in views
    ]
    with living(planted=together(*plants, CHEAPLY)) as live:
        # The very first one also makes the folder of the bag.
        assert live.send(("a.jpg", JPEG)).status == 200
        yield live
        # Another worker took the place of each that was killed; the process itself went on.
        assert "is started again" not in live.said.read_text("utf-8")


def asked(
    live: Live, path: str, fields: dict[str, str], *files: tuple[str, bytes], moment: int = 0
) -> Answer | None:
    """A form is sent; None where the process died of it, or isn't there again."""
    kind, body = multipart(fields, *files)
    headers = {"Content-Type": kind} | ({"X-Killed-After": str(moment)} if moment else {})
    try:
        answer = live.ask("POST", path, body, headers)
    except (OSError, http.client.HTTPException):
        return None
    return answer if answer.status < 500 else None


def send(live: Live, token: str, moment: int = 0) -> Answer | None:
    """The first POST."""
    return asked(live, "/en/", {"token": token, **FIELDS}, ("a.jpg", JPEG), moment=moment)


def until_answered(ask: Callable[[], Answer | None]) -> Answer:
    """What is answered once the process that was killed is there again."""
    for _ in range(1000):
        if (answer := ask()) is not None:
            return answer
        time.sleep(0.05)
    raise AssertionError("it never answers")


def sent_in_the_end(live: Live, token: str) -> Answer:
    """What a sender gets who sends the form again, and again as it comes back, until there is a receipt."""
    for _ in range(20):
        answer = until_answered(lambda: send(live, token))  # noqa: B023 - asked at once
        if answer.status == 200:
            return answer
        token = live.token() if answer.status == 400 else answer.hidden("token")
    raise AssertionError("no receipt ever came")


def moments(answer: Answer | None) -> range:
    """When to kill: after each call that is made. `answer`: of one that was to be killed at a moment that
    never came."""
    assert answer is not None
    return range(1, len(answer.headers["x-passed"].split("|")) + 1)


@pytest.mark.exhaustive
def test_after_the_receipt_nothing_is_lost_and_before_it_nothing_counts(killable: Live) -> None:
    live = killable
    when = moments(send(live, live.token(), 1000))
    assert len(when) > 20
    for moment in when:
        before = set(live.envelopes())
        token = live.token()
        assert send(live, token, moment) is None, moment
        receipt = sent_in_the_end(live, token)
        opened = live.post("/en/receipt", {"digits": receipt.digits})
        assert "Files that have arrived: 1" in opened.text
        whole = {
            name
            for name, known in live.envelopes().items()
            if known.kind == "contribution" and name not in before
        }
        # A contribution whose receipt was never shown may have become whole: twice, not lost.
        assert 1 <= len(whole) <= 2
        for name in whole:
            assert opening.words(live, name)["words"] == FIELDS["words"]
            assert [data for _, data in opening.files(live, name)] == [JPEG]


@pytest.mark.exhaustive
def test_a_withdrawal_that_was_killed_is_done_when_it_is_asked_again(killable: Live) -> None:
    live = killable

    def withdraw(receipt: Answer, moment: int = 0) -> Answer | None:
        digits = {"digits": receipt.digits}
        opened = until_answered(lambda: asked(live, "/en/receipt", digits))
        if 'name="sure"' not in opened.text:
            return opened
        fields = {"token": opened.hidden("token"), "sure": "1"}
        return asked(live, "/en/withdraw", fields, moment=moment)

    when = moments(withdraw(live.send(("a.jpg", JPEG)), 1000))
    assert len(when) > 8
    for moment in when:
        before = set(live.envelopes())
        receipt = live.send(("a.jpg", JPEG))
        (name,) = set(live.envelopes()) - before
        assert withdraw(receipt, moment) is None, moment
        done = until_answered(lambda: withdraw(receipt))  # noqa: B023 - asked at once
        assert "It is taken back" in done.text, done.text
        left = {each: live.envelopes()[each] for each in set(live.envelopes()) - before}
        assert name not in left
        assert {(one.kind, one.contribution) for one in left.values()} == {("withdrawal", name)}
        assert not list((live.bag / IN).glob(f"{name}*"))


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
