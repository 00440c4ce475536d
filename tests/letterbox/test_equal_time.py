"""Right or wrong, an answer takes as long: to a receipt, and at every address that knows a page of ours."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

import pytest

from solidary.letterbox.tokens import Purpose
from solidary.sealing.bag.notice import Reply
from solidary.sealing.questions import sealed_question
from tests.letterbox import opening
from tests.letterbox.live import FIELDS, JPEG, Answer, Live, boxes, living, multipart
from tests.letterbox.planting import after, together
from tests.letterbox.test_hostile_addresses import FAILING

TRIES = 3
PAIRS = 200
CLOSE = 0.05
QUICKER = after(
    "solidary.letterbox.state",
    """
import solidary.letterbox.receipt.derive as derive
derive.MEMORY = 32 * 1024
module.Letterbox.wait = lambda *given, **named: 0
""",
)
"""A quarter of the memory, so that what else differs weighs four times as much."""


Fields = dict[str, str]


def medians(live: Live, right: Fields, wrong: Fields) -> tuple[float, float]:
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(PAIRS):
        for fields, times in zip((right, wrong), took, strict=True):
            began = time.perf_counter()
            live.post("/en/receipt", fields)
            times.append(time.perf_counter() - began)
    return statistics.median(took[0]), statistics.median(took[1])


def by_digits(sent: Answer) -> tuple[Fields, Fields]:
    last = (int(sent.digits[-1]) + 1) % 10
    return {"digits": sent.digits}, {"digits": f"{sent.digits[:-1]}{last}"}


def by_words(sent: Answer) -> tuple[Fields, Fields]:
    """The right seven, and the same in another order."""
    return boxes(sent.words), boxes([*sent.words[1:], sent.words[0]])


@pytest.mark.exhaustive
@pytest.mark.parametrize("receipt", [by_digits, by_words])
def test_medians_of_two_hundred_are_within_five_percent(
    receipt: Callable[[Answer], tuple[Fields, Fields]],
) -> None:
    with living(planted=QUICKER) as live:
        sent = live.send(("a.jpg", JPEG))
        (name,) = live.envelopes()
        key = opening.words(live, name)["receipt"]["key"]
        asked = (sealed_question("Where was it?", key),)
        live.put(replace(live.notice, replies={name: Reply("accepted", asked)}))
        right, wrong = receipt(sent)
        seen = []
        for _ in range(TRIES):
            seen.append(medians(live, right, wrong))
            if abs(seen[-1][0] / seen[-1][1] - 1) <= CLOSE:
                return
        raise AssertionError(seen)


EVEN = 0.08
SOON = after("solidary.serving.front.letterbox", f"module.EVENLY = module.EVENLY_A_PIECE = {EVEN}")
"""Sooner than in truth, so that two hundred of each are measured in a minute."""
MANY = after("solidary.letterbox.limits", "module.LIMITS = module.LIMITS._replace(files=10**6)")
UNSLOWED = after("solidary.letterbox.state", "module.Letterbox.wait = lambda *given, **named: 0")
NUMBERS = count(1)


@dataclass(frozen=True)
class Asking:
    """Makes fields that are right, or wrong in one thing: a token, an item, a contribution."""

    live: Live
    of: str
    """a contribution"""
    another: str

    def token(self, purpose: Purpose, right: bool, of: str = "") -> str:
        good = self.live.token(purpose, of=of or self.of)
        return good if right else f"{good[:20]}{'A' if good[20] != 'A' else 'B'}{good[21:]}"

    def first(self, right: bool) -> Fields:
        return {**FIELDS, "token": self.token(Purpose.SEND, right), "skip": "1"}

    def opened(self, right: bool) -> Fields:
        return {"token": self.token(Purpose.OPENED, right)}

    def answer(self, right: bool) -> Fields:
        return {**self.opened(right), "words": "Yes."}

    def too_long(self, right: bool) -> Fields:
        return {**self.opened(right), "words": "x" * 21_000}

    def consent(self, right: bool) -> Fields:
        return {**self.opened(right), "faces": "no"}

    def piece(self, right: bool) -> Fields:
        about = {"name": "c.jpg", "size": str(len(JPEG)), "modified": str(next(NUMBERS))}
        return {"token": self.token(Purpose.PIECES, right), **about}

    def item(self, right: bool) -> Fields:
        """A piece of a file of this contribution, as it should be, or on a page of another."""
        own = self.piece(True)
        item = json.loads(self.live.post("/en/piece", own).body)["item"]
        other = self.token(Purpose.PIECES, True, self.another)
        return {**own, "token": own["token"] if right else other, "item": item, "at": "0"}

    def taken_back(self, right: bool) -> Fields:
        """All of a contribution that was just sent, or a wrong page for one that is there."""
        if not right:
            return {**self.opened(False), "sure": "1"}
        added = self.live.send(skip="1").hidden("token")
        of = self.live.tokens.read(added, Purpose.ADD, time.time()).carries["of"]
        return {"token": self.token(Purpose.OPENED, True, of), "sure": "1"}


class Case(NamedTuple):
    """What is asked at an address."""

    address: str
    make: Callable[[Asking, bool], Fields]
    file: bytes = b""
    cut: int = 0
    """bytes at the end that don't come"""
    fault: str = ""


CASES = {
    "sent": Case("", Asking.first, JPEG),
    "added": Case("add", Asking.opened, JPEG),
    "announced": Case("piece", Asking.piece),
    "in pieces": Case("piece", Asking.item, JPEG),
    "answered": Case("answer", Asking.answer),
    "too long": Case("answer", Asking.too_long),
    "changed": Case("consent", Asking.consent),
    "nothing changed": Case("consent", Asking.opened),
    "taken back": Case("withdraw", Asking.taken_back),
    "not sure": Case("withdraw", Asking.opened),
    "cut off": Case("answer", Asking.answer, cut=20),
    "nowhere": Case("nowhere", Asking.answer),
    "failed": Case("consent", Asking.consent, fault="raise"),
}
STATUSES = {
    "sent": (200, 400), "added": (200, 403), "announced": (200, 403), "in pieces": (200, 403),
    "answered": (200, 403), "too long": (413, 403), "changed": (200, 403),
    "nothing changed": (400, 403), "taken back": (200, 403), "not sure": (400, 403),
    "cut off": (400, 400), "nowhere": (404, 404), "failed": (500, 500),
}  # fmt: skip
"""How the right and the wrong are answered."""


def in_pairs(asking: Asking, case: str) -> tuple[float, float]:
    """Medians of the right and of the wrong."""
    address, make, file, cut, fault = CASES[case]
    name = "piece" if address == "piece" else "file"
    took: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(PAIRS):
        for right, status in zip((True, False), STATUSES[case], strict=True):
            files = [("b.jpg", file)] if file else []
            kind, body = multipart(make(asking, right), *files, name=name)
            headers = {"Content-Type": kind, **({"X-Fault": fault} if fault else {})}
            began = time.perf_counter()
            said = asking.live.ask("POST", f"/en/{address}", body[: len(body) - cut], headers)
            took[right].append(time.perf_counter() - began)
            assert said.status == status, (case, right, said.text[-500:])
    return statistics.median(took[True]), statistics.median(took[False])


ALONE = "taken back"
"""It looks through all that lies in the bag, where the others leave thousands."""


@pytest.mark.exhaustive
@pytest.mark.parametrize("cases", [[case for case in CASES if case != ALONE], [ALONE]])
def test_right_and_wrong_pages_items_and_contributions_take_as_long_at_every_address(
    cases: list[str],
) -> None:
    with living(planted=together(UNSLOWED, MANY, FAILING), evenly=SOON) as live:
        asking = Asking(live, *(live.sent_one() for _ in range(2)))
        left, seen = cases, []
        for _ in range(TRIES):
            with ThreadPoolExecutor(len(cases)) as threads:
                found = list(threads.map(lambda case: in_pairs(asking, case), left))
            seen.append(dict(zip(left, found, strict=True)))
            left = [
                case for case, (right, wrong) in seen[-1].items() if abs(right / wrong - 1) > CLOSE
            ]
            if not left:
                return
        raise AssertionError([{case: each[case] for case in left} for each in seen])
