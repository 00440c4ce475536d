"""A small newsroom with an editor, the browser an editor works in, and a reader's eyes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Page

from solidary.darkroom.scrub import scrub
from solidary.desk.staff import make_editor
from solidary.press.publish import publish_pending
from solidary.release.addresses import front_page
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom, NewsroomLanguage, Place, PlaceName, Topic, TopicName
from tests.darkroom.files import MARK, loaded_jpeg
from tests.fixtures.browser import OpenPage


class Reader(Protocol):
    """Gives the text of a reader's page twice: with scripts off, and on."""

    def __call__(self, address: str = ...) -> tuple[str, str]: ...


@pytest.fixture
def photo_file(tmp_path: Path) -> Path:
    """A photo as a phone sends it, position and all."""
    file = tmp_path / "IMG_2021_Minsk.jpg"
    file.write_bytes(loaded_jpeg())
    assert MARK in file.read_bytes()
    assert MARK not in scrub(file.read_bytes()).bytes
    return file


@pytest.fixture
def newsroom(desk_server: str) -> Newsroom:
    """Two languages, one topic, one place; published, with nothing to read yet."""
    newsroom = Newsroom.load()
    newsroom.name = "Nasha Chvilya"
    newsroom.save()
    for order, code in enumerate(("en", "be")):
        locale_of(code)
        NewsroomLanguage.objects.create(newsroom=newsroom, language=code, sort_order=order)
    topic = Topic.objects.create(hashtag="SolidarityBelarus")
    TopicName.objects.create(topic=topic, language="en", name="Solidarity with Belarus")
    place = Place.objects.create(country="LT")
    PlaceName.objects.create(place=place, language="en", name="Vilnius")
    publish_pending(wait=True)
    return newsroom


@pytest.fixture
def editor(newsroom: Newsroom, desk_server: str, open_page: OpenPage) -> Page:
    """An editor's window, signed in, on no page yet. (`test_editor.py` signs in by hand.)"""
    make_editor("hanna")
    signed_in = Client()
    signed_in.force_login(get_user_model().objects.get(username="hanna"))
    page = open_page(base=desk_server)
    name = settings.SESSION_COOKIE_NAME
    session = signed_in.cookies[name].value
    page.context.add_cookies([{"name": name, "value": session, "url": f"{desk_server}/desk/"}])
    return page


@pytest.fixture
def reader(desk_server: str, open_page: OpenPage) -> Reader:
    """`reader(address)` reads a page of the site; the address is relative to its root."""
    windows = [open_page(base=desk_server, scripts=scripts) for scripts in (False, True)]

    def read(address: str = front_page("en")) -> tuple[str, str]:
        texts = []
        for window in windows:
            window.goto(f"/{address}")
            texts.append(re.sub(r"\s+", " ", window.locator("body").inner_text()))
        return texts[0], texts[1]

    return read
