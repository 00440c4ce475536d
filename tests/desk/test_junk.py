"""No address of the desk answers 500, whatever a form or a query holds, and whoever sends it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.test import Client

from tests.desk.conftest import MakeStory
from tests.desk.test_every_address import LEFT_OUT, someone
from tests.desk.walking import addresses

__all__ = ["someone"]

WORDS = {
    "id": "x", "ids": "\0", "next": "//x", "q": "²", "p": "-1", "locale": "xx", "url": "{}", "do": "x",
    "form-TOTAL_FORMS": "-1", "tags": "[", "ordering": "x", "action": "x", "day": "x", "place": "x",
}  # fmt: skip
"""What no page of the desk sends."""
NUMBERS = {
    "id": "99999999999999999999",
    "p": "²",
    "collection_id": "x",
    "topic": "-1",
    "month": "2020-13",
}


@pytest.fixture(params=["editor", pytest.param("writer", marks=pytest.mark.exhaustive)])
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def broken(client: Client, method: str, sent: Mapping[str, str], rooms: str = "") -> set[str]:
    """Views that answer with a fault of ours."""
    ask = getattr(client, method)
    return {
        view
        for path, view in addresses(("1",), 1)
        if view not in LEFT_OUT and view.startswith(rooms) and ask(path, sent).status_code >= 500
    }


def test_no_chooser_breaks_at_an_empty_form_or_at_keys_that_are_none(
    someone: Client, make_story: MakeStory
) -> None:
    for rooms in ("wagtailadmin_choose", "wagtailimages_chooser", "desk_front_chooser"):
        assert broken(someone, "post", {}, rooms) == set()
        assert broken(someone, "get", WORDS, rooms) == set()


def test_a_page_of_the_list_that_there_is_none_of_is_the_nearest_one(
    at_desk: Client, make_story: MakeStory
) -> None:
    make_story("Shown")
    for number in ("0", "-1", "7", "²", "99999999999999999999"):
        assert b"Shown" in at_desk.get("/desk/stories/", {"p": number}).content


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("method", "sent"), [("post", {}), ("post", WORDS), ("get", WORDS), ("get", NUMBERS)]
)
def test_no_address_breaks_at_forms_and_queries_that_nobody_sends(
    someone: Client, method: str, sent: dict[str, str]
) -> None:
    assert broken(someone, method, sent) == set()
