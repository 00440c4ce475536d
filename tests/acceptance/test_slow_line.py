"""The first screen on a bad line: what has to come before a reader sees it.

DESIGN asks for the largest thing on the screen within 2.5 s at 400 kbit/s and 400 ms. Seconds
depend on the machine, so they are reported (`pytest --log-cli-level INFO`, and as properties of the test); what
they are made of is asserted: round trips one after another, and bytes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request

from tests.acceptance.test_sample_site import template_of_each_kind
from tests.fixtures.browser import OpenPage

logger = logging.getLogger(__name__)
LATENCY = 400
"""Milliseconds to the server and back."""
BYTES_A_SECOND = 400_000 // 8
ROUND_TRIPS = 3
"""The connection, the page, and what the page asks for: style sheet and picture together."""
BUDGET = int((2.5 - ROUND_TRIPS * LATENCY / 1000) * BYTES_A_SECOND)
"""Bytes that fit into what is left of 2.5 seconds."""
MOST_REQUESTS = 8
"""Of a page that lists; a roundup shows as many pictures as it has."""
LARGEST = """() => new Promise(done => {
    new PerformanceObserver(list => {
        const last = list.getEntries().at(-1);
        done({at: last.startTime, address: last.url || "", kind: last.element?.tagName || ""});
    }).observe({type: "largest-contentful-paint", buffered: true});
})"""


@pytest.mark.exhaustive
@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.exhaustive)])
def test_what_comes_before_the_first_screen_fits_a_bad_line(
    open_page: OpenPage,
    sample_home: Path,
    sample_site: str,
    record_property: Callable[[str, Any], None],
    width: int,
) -> None:
    for address in pages(sample_home):
        window = open_page(width=width, height=780)
        line = window.context.new_cdp_session(window)
        line.send("Network.enable")
        line.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY,
                "downloadThroughput": BYTES_A_SECOND,
                "uploadThroughput": BYTES_A_SECOND,
            },
        )
        came: list[Request] = []
        window.on("requestfinished", partial(_note, came))
        window.goto(sample_site + address, wait_until="load")
        largest = window.evaluate(LARGEST)
        name = f"{address} at {width}, {largest['kind'].lower()}"
        record_property(name, f"{largest['at'] / 1000:.2f} s")
        logger.info("%s: %.2f s, %d requests", name, largest["at"] / 1000, len(came))
        assert len(came) <= MOST_REQUESTS or "/s/" in address, f"{name}: {len(came)} requests"
        wanted = [
            request
            for request in came
            if request.resource_type in ("document", "stylesheet")
            or request.url == largest["address"]
        ]
        weight = sum(request.sizes()["responseBodySize"] for request in wanted)
        assert weight <= BUDGET, f"{name}: {weight} bytes"
        # Named in the page itself: what only a style sheet names costs one round trip more.
        assert urlsplit(largest["address"]).path.rpartition("/")[2] in window.content()


def pages(home: Path) -> list[str]:
    """A page of every kind, and of the stories the three that are longest."""
    kinds = list(template_of_each_kind(home, "en"))
    stories = [address for address in kinds if "/s/" in address]
    stories.sort(key=lambda address: (home / "site" / address).stat().st_size)
    return [address for address in kinds if address not in stories[:-3]]


def _note(came: list[Request], request: Request) -> None:
    came.append(request)
