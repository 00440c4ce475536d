"""Every address under faults, replays and guesses: a sentence, the same headers, and nothing half kept."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from dataclasses import replace

import pytest

from solidary.letterbox.buckets import RECEIPTS
from solidary.letterbox.tokens import Purpose
from solidary.sealing.bag.notice import Reply
from tests.letterbox import opening
from tests.letterbox.live import FIELDS, JPEG, Answer, Live, living, multipart
from tests.letterbox.planting import after, together
from tests.letterbox.test_answers import ADDRESSES, check
from tests.letterbox.test_killed import CHEAPLY

WORDS = "Qwertzuiop stood on the bridge"
FAILING = together(
    after(
        "django.core.handlers.base",
        """
import os, signal
answers = module.BaseHandler._get_response
def answer(self, request):
    fault = request.headers.get("X-Fault")
    if fault == "raise":
        raise RuntimeError(request.body)
    if fault == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return answers(self, request)
module.BaseHandler._get_response = answer
""",
    ),
    after(
        "solidary.letterbox.rows",
        """
import os
def failing(name, call):
    def calling(self, *given):
        if self.path.with_name("failing-" + name).exists():
            raise module.RowsError("the disk is full")
        return call(self, *given)
    return calling
for name in ("add", "find", "named", "grow", "withdraw", "is_used", "use"):
    setattr(module.Rows, name, failing(name, getattr(module.Rows, name)))
""",
    ),
    CHEAPLY,
)


@pytest.fixture(scope="module")
def failing() -> Iterator[Live]:
    """A letterbox that fails as a request says, or as a file in its folder does."""
    with living(planted=FAILING) as live:
        yield live


def forms(live: Live, name: str, sent: Answer) -> dict[str, tuple[dict[str, str], bool]]:
    """Address → a form that is taken there, and whether a file goes with it."""
    opened = {"token": live.token(Purpose.OPENED, of=name)}
    about = {"name": "c.jpg", "type": "image/jpeg", "size": str(len(JPEG)), "modified": "1"}
    return {
        "": ({"token": live.token(), **FIELDS, "words": WORDS}, True),
        "add": ({"token": live.token(Purpose.ADD, of=name)}, True),
        "piece": ({"token": sent.pieces, **about}, False),
        "receipt": ({"digits": sent.digits}, False),
        "answer": ({**opened, "words": WORDS}, False),
        "consent": ({"token": live.token(Purpose.OPENED, of=name), "faces": "no"}, False),
        "withdraw": ({"token": live.token(Purpose.OPENED, of=name), "sure": "1"}, False),
    }  # fmt: skip


def contribution(live: Live) -> tuple[str, Answer]:
    before = set(live.envelopes())
    answer = live.send(("a.jpg", JPEG))
    (name,) = set(live.envelopes()) - before
    return name, answer


@pytest.mark.exhaustive
@pytest.mark.parametrize("fault", ["raise", "die"])
def test_an_address_that_fails_answers_with_a_page_and_all_headers(
    failing: Live, fault: str
) -> None:
    name, sent = contribution(failing)
    for address, (fields, _) in forms(failing, name, sent).items():
        # What the front says where nobody answers it says everywhere.
        methods = ("GET", "POST") if fault == "raise" else ("POST",) * (address in ("", "piece"))
        for method in methods:
            kind, body = multipart(fields) if method == "POST" else ("text/plain", b"")
            headers = {"Content-Type": kind, "X-Fault": fault}
            answer = failing.ask(method, f"/en/{address}", body, headers)
            assert answer.status in (500, 502), (address, answer.status)
            check(answer)
            assert "Qwertzuiop" not in answer.text and "Traceback" not in answer.text
    assert set(ADDRESSES) == set(forms(failing, name, sent))
    assert "Qwertzuiop" not in failing.said.read_text("utf-8")


@pytest.mark.exhaustive
@pytest.mark.parametrize("call", ["add", "find", "named", "grow", "withdraw", "is_used", "use"])
def test_rows_that_cant_be_written_are_a_sentence_and_nothing_is_half_kept(
    failing: Live, call: str
) -> None:
    fault = failing.home.letterbox / f"failing-{call}"
    for address in ADDRESSES:
        name, sent = contribution(failing)
        fields, has_file = forms(failing, name, sent)[address]
        before = failing.envelopes()
        fault.touch()
        try:
            answer = failing.post(
                f"/en/{address}", fields, *([("b.jpg", JPEG)] if has_file else [])
            )
        finally:
            fault.unlink()
        assert answer.status < 500 or answer.status in (503, 507), (address, answer.status)
        if address != "piece":
            check(answer)
        if answer.status >= 400:
            assert address or WORDS in answer.text, "the words don't come back"
            assert failing.envelopes() == before, address
            # With room again, the same goes.
            again = failing.post(f"/en/{address}", forms(failing, name, sent)[address][0],
                                 *([("b.jpg", JPEG)] if has_file else []))  # fmt: skip
            assert again.status == 200, (address, again.status)
        if address == "withdraw" and answer.status == 200:
            assert name not in failing.envelopes()


@pytest.mark.exhaustive
def test_who_guesses_receipts_is_slowed_down_and_everybody_else_goes_on(failing: Live) -> None:
    name, sent = contribution(failing)
    failing.put(replace(failing.notice, replies={name: Reply("accepted", ())}))
    said = [
        failing.post("/en/receipt", {"digits": f"{number:024}"}).status
        for number in range(RECEIPTS.burst * 3)
    ]
    assert 503 in said or 429 in said, set(said)
    answer = failing.post("/en/receipt", {"digits": sent.digits})
    check(answer)
    assert "accepted" not in answer.text and failing.get("/en/").status == 200
    assert failing.send(("a.jpg", JPEG)).status == 200


def test_what_is_sent_twice_counts_once_at_every_address(letterbox: Live) -> None:
    name, sent = contribution(letterbox)
    for address, (fields, has_file) in forms(letterbox, name, sent).items():
        if address in ("receipt", "piece"):
            continue
        files = [("b.jpg", JPEG)] if has_file else []
        first = letterbox.post(f"/en/{address}", fields, *files)
        assert first.status == 200, address
        before = letterbox.envelopes()
        again = letterbox.post(f"/en/{address}", fields, *files)
        check(again)
        assert letterbox.envelopes() == before, address


def test_a_file_that_waits_goes_into_one_contribution_and_no_other(letterbox: Live) -> None:
    """Whoever has the mark of a file that was carried over may use it once."""
    before = set(letterbox.envelopes())
    stale = {"token": letterbox.token(age=90_000), **FIELDS, "skip": "1"}
    carried = letterbox.post("/en/", stale, ("a.jpg", JPEG)).hidden("carried")
    for mark in (carried, carried, carried[:-2] + "xx", letterbox.token(), "x" * 5000):
        letterbox.send(skip="1", carried=mark)
    holding = [
        each for each in set(letterbox.envelopes()) - before if opening.files(letterbox, each)
    ]
    assert len(holding) == 1 and letterbox.unwhole() == []


def test_a_line_that_ends_is_no_answer_and_keeps_nothing(letterbox: Live) -> None:
    before = letterbox.envelopes()
    for address in ADDRESSES:
        kind, body = multipart({"token": letterbox.token(), **FIELDS}, ("a.jpg", JPEG))
        line = http.client.HTTPConnection("127.0.0.1", letterbox.port, timeout=60)
        line.putrequest("POST", f"/en/{address}")
        line.putheader("Content-Type", kind)
        line.putheader("Content-Length", str(len(body)))
        line.endheaders(body[:200])
        line.close()
    assert letterbox.get("/en/").status == 200
    assert letterbox.envelopes() == before
