"""Accounts made and changed at the desk: no superuser, no mail, nobody's real name."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.users.models import UserProfile

from solidary.desk.accounts.roles import role_of
from solidary.desk.staff import EDITORS, WRITERS, let_export, make_editor
from solidary.stories.models import Newsroom

NEW = "/desk/users/new/"
FORM = {"username": "вольга", "password": "a-long-quiet-river", "role": WRITERS, "is_active": "on"}


def account(name: str) -> Any:
    return get_user_model().objects.get(username=name)


def edit(person: Any) -> str:
    return f"/desk/users/edit/{person.pk}/"


def test_an_account_needs_a_name_a_password_and_a_role_and_no_more(at_desk: Client) -> None:
    page = at_desk.get(NEW).content.decode()
    for name in ("email", "first_name", "last_name", "is_superuser", "groups", "password2"):
        assert f'name="{name}"' not in page
    assert at_desk.post(NEW, FORM).status_code == 302
    made = account("вольга")
    assert role_of(made) == WRITERS
    assert made.check_password("a-long-quiet-river")
    assert not (made.is_superuser or made.is_staff or made.email or made.first_name)
    listed = at_desk.get("/desk/users/").content.decode()
    assert "вольга" in listed and "Writer" in listed


def test_nobody_is_made_a_superuser_whatever_is_sent(
    at_desk: Client, editor: Any, writer: Any
) -> None:
    more = {"is_superuser": "on", "is_staff": "on", "groups": [str(group.pk) for group in Group.objects.all()],
            "user_permissions": [str(right.pk) for right in Permission.objects.all()[:9]]}  # fmt: skip
    at_desk.post(NEW, {**FORM, **more})
    at_desk.post(edit(writer), {"username": "oleg", "role": WRITERS, "is_active": "on", **more})
    at_desk.post(edit(editor), {"username": "hanna", **more})
    for name in ("вольга", "oleg", "hanna"):
        person = account(name)
        assert not (person.is_superuser or person.is_staff)
        assert person.groups.count() == 1 and not person.user_permissions.exists()
    for path in ("/desk/groups/", "/desk/groups/new/", f"/desk/groups/edit/{Group.objects.get(name=WRITERS).pk}/"):  # fmt: skip
        assert at_desk.get(path).status_code == at_desk.post(path, more).status_code == 404
    bulk = f"/desk/bulk/auth/user/assign_role/?id={writer.pk}"
    assert at_desk.post(bulk, {"role": Group.objects.get(name=EDITORS).pk}).status_code == 404


def test_a_superuser_of_old_is_none_any_more_once_the_account_is_saved(at_desk: Client) -> None:
    old = get_user_model().objects.create_superuser(
        "root", "root@example.org", "the-old-password-1"
    )
    page = at_desk.get(edit(old)).content.decode()
    assert "solidary editor root --reset" in page
    form = {
        "username": "root",
        "role": EDITORS,
        "is_active": "on",
        "password": "a-new-password-of-mine",
    }
    assert at_desk.post(edit(old), form).status_code == 302
    old = account("root")
    assert not old.is_superuser and not old.email
    assert old.check_password("the-old-password-1")


def test_who_may_export_gets_a_password_on_the_server_only(
    at_desk: Client, newsroom: Newsroom
) -> None:
    """Else any editor could sign in as somebody who may take everything out of the desk."""
    make_editor("vera")
    let_export("vera", True)
    vera = account("vera")
    before = vera.password
    form = {
        "username": "vera",
        "role": EDITORS,
        "is_active": "on",
        "password": "a-new-password-of-mine",
    }
    at_desk.post(edit(vera), form)
    assert account("vera").password == before
    at_desk.post(edit(vera), {"username": "vera", "role": EDITORS})
    assert not account("vera").is_active


def test_a_writer_comes_to_no_account_but_the_own_one(
    client: Client, editor: Any, writer: Any
) -> None:
    client.force_login(writer)
    for path in ("/desk/users/", NEW, edit(editor), edit(writer)):
        assert client.get(path).status_code == 302
        assert client.post(path, FORM | {"role": EDITORS}).status_code == 302
    assert get_user_model().objects.count() == 2
    assert role_of(account("oleg")) == WRITERS


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"username": "HANNA"}, "There is an account of this name."),
        ({"username": "ol eg"}, "Enter a valid username"),
        ({"password": "short"}, "at least 12"),
        ({"password": ""}, "This field is required"),
        ({"role": "Owners"}, "Select a valid choice"),
        ({"role": ""}, "This field is required"),
    ],
)
def test_what_cannot_be_is_one_line_and_nothing_is_made(
    at_desk: Client, changes: dict[str, str], line: str
) -> None:
    answer = at_desk.post(NEW, FORM | changes)
    assert line in answer.content.decode()
    assert get_user_model().objects.count() == 1


def test_nobody_takes_the_own_role_or_locks_the_own_account(at_desk: Client, editor: Any) -> None:
    form = {"username": "hanna-k", "role": WRITERS, "password": "another-long-password"}
    assert at_desk.post(edit(editor), form).status_code == 302
    me = account("hanna-k")
    assert me.is_active and role_of(me) == EDITORS
    assert at_desk.get("/desk/").status_code == 200, "a new password of one's own ends no session"


def test_an_account_that_is_made_inactive_is_signed_out(
    at_desk: Client, writer: Any, client_class: type[Client] = Client
) -> None:
    other = client_class()
    other.force_login(writer)
    assert other.get("/desk/").status_code == 200
    at_desk.post(edit(writer), {"username": "oleg", "role": WRITERS})
    assert other.get("/desk/").status_code == 302


def test_an_account_made_at_the_desk_has_the_newsrooms_clock(at_desk: Client, client: Client, newsroom: Newsroom) -> None:  # fmt: skip
    newsroom.time_zone = "Asia/Tbilisi"
    newsroom.save()
    at_desk.post(NEW, FORM)
    client.force_login(account("вольга"))
    own = client.get("/desk/account/").content.decode()
    assert "The newsroom’s (Asia/Tbilisi)" in own
    assert "Asia/Tbilisi (UTC+4)" in client.get("/desk/stories/add/").content.decode()
    # Whatever else is saved there, the clock stays the newsroom's.
    client.post("/desk/account/", {"locale-preferred_language": "be", "theme-theme": "dark",
                                   "theme-contrast": "system", "theme-density": "default"})  # fmt: skip
    newsroom.time_zone = "Europe/Vilnius"
    newsroom.save()
    assert UserProfile.objects.get(user__username="вольга").preferred_language == "be"
    assert "Europe/Vilnius" in client.get("/desk/stories/add/").content.decode()


def test_the_own_page_takes_no_name_no_address_and_no_picture(at_desk: Client, editor: Any) -> None:
    page = at_desk.get("/desk/account/").content.decode()
    for name in ("first_name", "last_name", "email", "avatar", "notifications"):
        assert f'name="name_email-{name}"' not in page and f"avatar-{name}" not in page
    at_desk.post(
        "/desk/account/", {"name_email-first_name": "Hanna", "name_email-email": "h@example.org"}
    )
    assert account("hanna").first_name == account("hanna").email == ""
