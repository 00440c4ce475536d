"""Right or wrong, an answer to a receipt takes as long."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

import pytest

from solidary.sealing.bag.notice import Reply
from solidary.sealing.questions import sealed_question
from tests.letterbox import opening
from tests.letterbox.live import JPEG, Live, living
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


def medians(live: Live, right: str, wrong: str) -> tuple[float, float]:
    took: dict[str, list[float]] = {right: [], wrong: []}
    for _ in range(PAIRS):
        for digits, times in took.items():
            began = time.perf_counter()
            live.post("/en/receipt", {"digits": digits})
            times.append(time.perf_counter() - began)
    return statistics.median(took[right]), statistics.median(took[wrong])


@pytest.mark.exhaustive
def test_medians_of_two_hundred_are_within_five_percent() -> None:
    with living(planted=QUICKER) as live:
        sent = live.send(("a.jpg", JPEG))
        (name,) = live.envelopes()
        key = opening.words(live, name)["receipt"]["key"]
        asked = (sealed_question("Where was it?", key),)
        live.put(replace(live.notice, replies={name: Reply("accepted", asked)}))
        wrong = sent.digits[:-1] + str((int(sent.digits[-1]) + 1) % 10)
        seen = []
        for _ in range(TRIES):
            seen.append(medians(live, sent.digits, wrong))
            if abs(seen[-1][0] / seen[-1][1] - 1) <= CLOSE:
                return
        raise AssertionError(seen)
