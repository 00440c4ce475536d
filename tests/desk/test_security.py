"""The security contact of the newsroom at the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from solidary.stories.models import Newsroom
from tests.desk.test_forms import newsroom_form


@pytest.mark.parametrize(("days", "words"), [(200, ""), (31, ""), (30, "is valid until"), (0, "is valid until"), (-1, "was valid until")])  # fmt: skip
def test_the_end_of_the_security_contact_is_said_before_it_comes(
    at_desk: Client, days: int, words: str
) -> None:
    found = Newsroom.load()
    found.security_until = found.now().date() + timedelta(days=days)
    found.save()
    page = at_desk.get("/desk/").content.decode()
    assert ("The contact in security.txt" in page) is bool(words)
    assert words in page


def test_who_can_set_no_other_day_is_not_told(client: Client, writer: Any) -> None:
    found = Newsroom.load()
    found.security_until = found.now().date()
    found.save()
    client.force_login(writer)
    assert "security.txt" not in client.get("/desk/").content.decode()


def test_what_programs_are_told_is_set_at_the_desk_and_checked_there(at_desk: Client) -> None:
    newsroom = Newsroom.load()
    address = f"/desk/settings/stories/newsroom/{newsroom.pk}/"
    newsroom.per_language.all().delete()
    form = newsroom_form(newsroom, "en") | {
        "robots_lines": "Disallow: /x/\r\nUser-agent: A\r\nAllow: /",
        "refuses_model_crawlers": "on",
        "security_contact": "safe@news.example",
        "security_until": "2026-12-01",
    }
    refused = at_desk.post(address, {**form, "robots_lines": "Allow: /\nno rule"})
    assert "Line 2 is no line of robots.txt" in refused.content.decode()
    assert at_desk.post(address, form).status_code == 302
    found = Newsroom.objects.get()
    assert found.refuses_model_crawlers
    assert found.robots_lines.splitlines() == ["Disallow: /x/", "User-agent: A", "Allow: /"]
    assert str(found.security_until) == "2026-12-01"
