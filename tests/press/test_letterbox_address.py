"""Where readers send photos and messages is on the page about the newsroom, and nowhere where it isn't
said."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from solidary.press.drawing.composer import Composer
from solidary.press.index.calendar_archive import Rules
from solidary.press.kinds.about import AboutPage
from solidary.press.reading.newsroom import read_newsroom
from solidary.stories.models import Newsroom
from tests.press.archive import full, newsroom, pending

pytestmark = pytest.mark.django_db
ONION = f"http://{'b2' * 28}.onion/"


def about() -> str:
    composer = Composer(read_newsroom(()), Rules())
    return (AboutPage().draw(composer, composer.newsroom.languages[0]) or b"").decode()


def said(address: str, onion: str) -> Newsroom:
    found = Newsroom.load()
    found.letterbox_address, found.letterbox_onion = address, onion
    found.save()
    return found


def test_the_about_page_names_both_and_is_as_it_was_without_them(home: Path) -> None:
    newsroom()
    without, mark = about(), read_newsroom(()).fingerprint
    said("https://send.example.org/", ONION)
    page = about()
    assert 'href="https://send.example.org/"' in page
    assert f'href="{ONION}"' in page
    assert read_newsroom(()).fingerprint != mark
    said("", ONION)
    assert "send.example.org" not in about() and ONION in about()
    said("", "")
    assert about() == without
    assert "letterbox" not in without
    assert read_newsroom(()).fingerprint == mark


def test_a_new_address_reaches_the_release(home: Path) -> None:
    newsroom()
    full()
    said("https://send.example.org/", "")
    pending()
    pages = list((home / "site").rglob("about.html"))
    assert pages
    assert all("https://send.example.org/" in page.read_text("utf-8") for page in pages)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("letterbox_address", "http://send.example.org/"),
        ("letterbox_address", "javascript:alert(1)"),
        ("letterbox_onion", "http://short.onion/"),
        ("letterbox_onion", "https://send.example.org/"),
        ("letterbox_onion", f"http://{'b2' * 28}.onion.example.org/"),
        ("letterbox_onion", f"javascript:{'b2' * 28}.onion"),
    ],
)
def test_what_is_no_such_address_is_refused(field: str, wrong: str) -> None:
    found = Newsroom.load()
    setattr(found, field, wrong)
    with pytest.raises(ValidationError) as refused:
        found.clean_fields()
    assert field in refused.value.message_dict
