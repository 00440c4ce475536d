"""Every address of the desk, for everybody who may come: whole or absent, and no right in passing."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern
from wagtail import hooks
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Task, Workflow

from solidary.desk.addresses import KEPT, OURS
from solidary.stories.models import Newsroom
from tests.desk.conftest import MakeStory
from tests.desk.walking import KEYS, addresses

FOR_EVERYBODY = {"desk_icon", "wagtailadmin_javascript_catalog", "wagtailadmin_login", "wagtailadmin_sprite"}  # fmt: skip
NOT_FOR_WRITERS = (
    "wagtailusers_users:", "wagtailadmin_workflows:", "wagtailsettings:", "desk_mirror", "desk_withdrawn",
    "desk_chronicle", "desk_queue_log", "desk_fronts:", "desk_topics:add", "desk_withdraw",
    "desk_merge", "desk_correct", "desk_restore",
)  # fmt: skip
LEFT_OUT = ("wagtailadmin_logout", "desk_queue_unlock")
"""The one signs out, the other says 503 where no keeper runs."""
LONG = ("1", "99999999999999999999")


@pytest.fixture(
    params=[
        "editor",
        "writer",
        pytest.param("superuser", marks=pytest.mark.exhaustive),
        pytest.param("stranger", marks=pytest.mark.exhaustive),
    ]
)
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def someone(client: Client, role: str, editor: Any, writer: Any, make_story: MakeStory) -> Client:
    make_story("Shown", published=True)
    client.raise_request_exception = False
    if role == "superuser":
        editor = get_user_model().objects.create_superuser("old")
    if role != "stranger":
        client.force_login(writer if role == "writer" else editor)
    return client


def rights() -> list[Any]:
    """All that says who may do what."""
    return [
        sorted(get_user_model().objects.values_list("username", "password", "is_superuser", "is_staff", "is_active")),
        sorted(get_user_model().groups.through.objects.values_list("user", "group")),
        sorted(get_user_model().user_permissions.through.objects.values_list("user", "permission")),
        sorted(Group.permissions.through.objects.values_list("group", "permission")),
        sorted(GroupCollectionPermission.objects.values_list("group", "permission")),
        sorted(GroupPagePermission.objects.values_list("group", "permission")),
        sorted(Workflow.objects.values_list("pk", "active")),
        sorted(Task.objects.values_list("pk", "active", "name")),
        list(Newsroom.objects.values_list("name", "address")),
    ]  # fmt: skip


def walk(
    client: Client, method: str, keys: tuple[str, ...], most: int, rooms: str = ""
) -> dict[int, set[str]]:
    """Status → views that answered with it; of the rooms whose names begin so."""
    found: dict[int, set[str]] = defaultdict(set)
    for path, view in addresses(keys, most):
        if view in LEFT_OUT or not view.startswith(rooms):
            continue
        asked = getattr(client, method)
        answer = asked(path, {"next": "x", "id": "x"}) if method == "post" else asked(path)
        found[answer.status_code].add(view)
    return found


def judge(found: dict[int, set[str]], role: str) -> None:
    assert {status: views for status, views in found.items() if status >= 500} == {}
    if role == "stranger":
        assert found[200] - {""} <= FOR_EVERYBODY
    if role == "writer":
        assert [view for view in found[200] if view.startswith(NOT_FOR_WRITERS)] == []
    # What Wagtail has and a newsroom doesn't need isn't there for anybody.
    seen = {view for status in (200, 302, 403, 405) for view in found[status]}
    elsewhere = {view for view in seen if view.startswith("wagtail") and view not in KEPT}
    if role != "stranger":
        assert elsewhere <= {"wagtailadmin_choose_page"}


def test_every_view_of_ours_has_a_name_by_which_it_is_kept() -> None:
    """One without it would answer as an address nobody ever made."""
    patterns = [each for register in hooks.get_hooks("register_admin_urls") for each in register()]
    ours = [
        pattern
        for pattern in patterns
        if isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith("solidary.")
    ]
    assert len(ours) > 10
    assert [str(each.pattern) for each in ours if not str(each.name).startswith(OURS)] == []


def test_nothing_of_another_kind_of_site_is_there(someone: Client, role: str) -> None:
    judge(walk(someone, "get", KEYS[:1], 1, "wagtail"), role)


@pytest.mark.exhaustive
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_breaks_with_any_key_or_method_and_none_gives_a_right(
    someone: Client, role: str, method: str
) -> None:
    before = rights()
    found = walk(someone, method, LONG, 6)
    if method == "get":
        judge(found, role)
    if role in ("writer", "stranger") or method == "get":
        assert rights() == before
