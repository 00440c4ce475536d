"""Right or wrong, an answer to a receipt takes as long."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from solidary.sealing.bag.notice import Reply
from solidary.sealing.questions import sealed_question
from tests.letterbox import opening
from tests.letterbox.live import JPEG, Answer, Live, boxes, living
from tests.letterbox.planting import after

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
