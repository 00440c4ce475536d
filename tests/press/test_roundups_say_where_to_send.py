"""Under a roundup readers find where they can send photos and messages themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from solidary.press.publish import address_of, publish_pending
from solidary.stories.models import Newsroom, Story
from tests.press.archive import newsroom, story

pytestmark = pytest.mark.django_db

ADDRESSES = ["https://send.example.org/", "http://abcdefghij.onion/"]


def shown(home: Path, made: Story) -> list[str]:
    page = (home / "site" / address_of(made)).read_text("utf-8")
    return [str(each["href"]) for each in BeautifulSoup(page, "html.parser").select(".sending a")]


def test_the_letterbox_and_its_onion_stand_under_roundups_and_follow_the_newsroom(
    home: Path,
) -> None:
    newsroom()
    roundup, news = story("A roundup", kind="roundup"), story("News")
    publish_pending(workers=1)
    assert shown(home, roundup) == shown(home, news) == []
    ours = Newsroom.load()
    ours.letterbox_address, ours.letterbox_onion = ADDRESSES
    ours.save()
    publish_pending(workers=1)
    assert shown(home, roundup) == ADDRESSES and shown(home, news) == []
    feed = (home / "site" / "en" / "latest.atom.xml").read_text("utf-8")
    assert all(feed.count(f"&gt;{each}&lt;") == 1 for each in ADDRESSES)
    ours.letterbox_address = ours.letterbox_onion = ""
    ours.save()
    publish_pending(workers=1)
    assert shown(home, roundup) == []
