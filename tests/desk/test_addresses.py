"""Addresses that editors paste lead where they lead, not through whoever they were copied from."""

from __future__ import annotations

import json

from solidary.desk.forms.sources import SourceForm
from solidary.desk.richtext import Converter
from solidary.stories.models import Story

WRAPPED = "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fa%3Fid%3D7%26fbclid%3D1&usg=x"
DIRECT = "https://example.org/a?id=7"


def test_a_link_in_a_text() -> None:
    content = {
        "blocks": [
            {"key": "a", "type": "unstyled", "text": "there",
             "entityRanges": [{"offset": 0, "length": 5, "key": 0}]}
        ],
        "entityMap": {"0": {"type": "LINK", "data": {"url": WRAPPED}}},
    }  # fmt: skip
    assert f'href="{DIRECT}"' in Converter().to_database_format(json.dumps(content))


def test_the_address_of_a_card() -> None:
    card = Story._meta.get_field("body").stream_block.child_blocks["embed"]
    assert card.child_blocks["address"].clean(WRAPPED) == DIRECT


def test_the_address_of_a_source() -> None:
    form = SourceForm.__new__(SourceForm)
    form.cleaned_data = {"address": WRAPPED}
    assert form.clean_address() == DIRECT
