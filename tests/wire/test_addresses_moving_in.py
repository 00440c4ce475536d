"""Addresses in an archive lead past redirectors once they have moved in."""

from __future__ import annotations

import orjson
import pytest

from solidary.stories.models import Story
from tests.wire.moving_in import brought_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

WRAPPED = (
    "https://vk.com/away.php?to=https%3A%2F%2Fexample.org%2Fa%3Fid%3D7%26utm_source%3Dvk&post=1"
)
DIRECT = "https://example.org/a?id=7"


def test_links_cards_and_sources_are_kept_as_they_lead() -> None:
    line = {
        "headline": "A walk", "language": "en", "day": "2021-02-08", "address": "bcdfghjkm",
        "sources": [{"outlet": "Radio", "address": WRAPPED}],
        "body": [
            {"type": "paragraph", "value": f'<p><a href="{WRAPPED.replace("&", "&amp;")}">x</a></p>'},
            {"type": "embed", "value": {"address": WRAPPED, "title": "A film"}},
        ],
    }  # fmt: skip
    assert brought_in("json lines", orjson.dumps(line)).counts["story added"] == 1
    story = Story.objects.get()
    paragraph, card = story.raw_body
    assert paragraph["value"] == f'<p><a href="{DIRECT}">x</a></p>'
    assert card["value"]["address"] == story.sources.get().address == DIRECT
    assert brought_in("json lines", orjson.dumps(line)).counts["story unchanged"] == 1
