"""The queue at a desk in Cyrillic: no sentence is left in English but what a sender wrote."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from tests.desk.queue.conftest import Receive
from tests.desk.test_no_english import ENGLISH, Visible
from tests.keeper.photos import photo

WALL = "/desk/queue/"


@pytest.mark.parametrize("language", ["be", "uk", "ru"])
def test_nothing_is_left_in_english(
    opened: Client, receive: Receive, editor: Any, language: str
) -> None:
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = language
    profile.save()
    row = receive(photo(1), b"%PDF-1.4", words="Жыве", place="Вільня", faces=True)
    opened.post(f"{WALL}{row.ref}/", {"do": "accept"})
    pages = [
        opened.get(f"{WALL}?state=all"), opened.get(WALL), opened.get(f"{WALL}{row.ref}/"),
        opened.post(f"{WALL}{row.ref}/", {"do": "ask", "text": "?"}), opened.get(f"{WALL}log/"),
        opened.get(f"{WALL}{'0' * 32}/"), opened.post(f"{WALL}lock/", follow=True),
    ]  # fmt: skip
    for page in (each for each in pages if each.status_code != 404):
        seen = Visible()
        seen.feed(page.content.decode())
        left = [found for text in seen.texts for found in ENGLISH.findall(text)]
        assert left == [], page.request["PATH_INFO"]
