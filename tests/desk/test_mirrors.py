"""The desk's pages of mirrors, and what is said of the release where somebody has to see to it."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.users.models import UserProfile

from solidary.desk.mirrors import work
from solidary.desk.mirrors.release import CARES, standing_release
from solidary.desk.mirrors.trouble import trouble
from solidary.mirrors import register, under_way
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import open_store
from solidary.mirrors.secrets import read_secrets
from solidary.mirrors.store import StoreError, StoreRefusedError
from solidary.mirrors.sync import sync
from solidary.mirrors.under_way import UnderWay, Verb
from solidary.press.models import Withdrawal
from solidary.press.publish import publish_pending
from solidary.release.key_state import Care
from solidary.release.keyring import UnusableKeyError, new_keys
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models import Story
from tests.desk.conftest import MakeStory
from tests.desk.test_pages import text
from tests.mirrors.copies import broken_off

pytestmark = pytest.mark.usefixtures("newsroom")
SECRET = "do-not-show-this-to-anybody"


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What would have been done beside the requests, as (mirror, verb)."""
    found: list[tuple[str, str]] = []

    def note(mirror: Mirror, verb: Verb) -> bool:
        found.append((mirror.name, verb.value))
        return True

    monkeypatch.setattr("solidary.desk.mirrors.views.begin", note)
    return found


@pytest.fixture
def berlin(home: Path, tmp_path: Path, make_story: MakeStory) -> Mirror:
    """A mirror in a folder, brought up to a signed release."""
    make_story("Read by everybody")
    new_keys(home / "keys", tmp_path / "stick", "", "")
    publish_pending(wait=True)
    mirror = register.add("berlin", str(tmp_path / "berlin"))
    assert sync(mirror).problem == ""
    return mirror


def test_the_page_tells_the_release_and_how_each_mirror_stands(
    at_desk: Client, berlin: Mirror, make_story: MakeStory
) -> None:
    release = standing_release()
    assert release is not None
    page = text(at_desk, "/desk/mirrors/")
    assert f"Release {release.root.sequence}" in page
    assert release.key in page
    assert "Up to date" in page
    assert "Not checked yet" in page
    make_story("A newer one")
    publish_pending(wait=True)
    assert "An older release" in text(at_desk, "/desk/mirrors/")


def test_only_who_may_change_the_newsroom_sees_mirrors(
    client: Client, berlin: Mirror, writer: Any, begun: list[tuple[str, str]]
) -> None:
    client.force_login(writer)
    for address in ("", "add/", "withdrawn/", f"{berlin.pk}/headers/", f"{berlin.pk}/retire/"):
        assert client.get(f"/desk/mirrors/{address}").status_code == 302
    client.post(f"/desk/mirrors/{berlin.pk}/sync/")
    client.post(f"/desk/mirrors/{berlin.pk}/retire/")
    assert begun == []
    assert register.in_use() == [berlin]
    home = text(client, "/desk/")
    assert '"/desk/mirrors/"' not in home


def test_what_opens_a_place_is_kept_in_the_keys_and_nowhere_else(
    at_desk: Client, home: Path, begun: list[tuple[str, str]]
) -> None:
    answer = at_desk.post(
        "/desk/mirrors/add/",
        {
            "name": "bucket", "kind": "s3", "place": "s3://news/site", "profile": "object",
            "endpoint": "https://store.example.org/", "region": "eu",
            "access_key_id": "AKIA", "secret_access_key": SECRET, "password": "of another kind",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    kept = home / "keys" / "mirrors" / "bucket.json"
    assert SECRET in kept.read_text("utf-8")
    assert "of another kind" not in kept.read_text("utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    mirror = Mirror.objects.get()
    assert mirror.options == {"endpoint": "https://store.example.org/", "region": "eu"}
    assert SECRET not in str(Mirror.objects.values().get())
    assert SECRET not in text(at_desk, "/desk/mirrors/")
    assert begun == [("bucket", "sync")]


@pytest.mark.parametrize(
    ("kind", "place", "kept", "told"),
    [
        ("sftp", "sftp://web@host.example.org/srv", {"private_key", "passphrase"}, {}),
        ("rsync", "web@host.example.org:site", set(), {"port": 2222}),
    ],
)
def test_a_kind_of_place_is_told_what_it_knows_and_nothing_else(
    at_desk: Client, begun: list[tuple[str, str]], kind: str, place: str,
    kept: set[str], told: dict[str, int],
) -> None:  # fmt: skip
    at_desk.post(
        "/desk/mirrors/add/",
        {"name": "host", "kind": kind, "place": place, "profile": "none", "private_key": "KEY",
         "passphrase": "words", "access_key_id": "AKIA", "host_key": "ssh-ed25519 AAAA",
         "port": "2222"},
    )  # fmt: skip
    mirror = register.in_use()[0]
    assert set(read_secrets("host")) == kept
    assert mirror.options == {"host_key": "ssh-ed25519 AAAA", **told}
    try:
        open_store(mirror).close()
    except (StoreError, UnusableKeyError) as refusal:
        assert "credentials may be" not in str(refusal)


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ({"name": "Big City"}, "Small letters, digits and hyphens"),
        ({"kind": "s3"}, "Write such a place as s3://bucket/folder."),
        ({"kind": "s3", "place": "https://example.org/"}, "Write such a place as"),
        ({"profile": "headers-file"}, "A file of HTTP headers needs the address of the mirror"),
        ({"name": "berlin"}, "There is a mirror berlin already"),
    ],
)
def test_a_mirror_that_can_not_be_is_refused_with_a_line(
    at_desk: Client, berlin: Mirror, tmp_path: Path, told: dict[str, str], line: str
) -> None:
    fields = {"name": "stick", "kind": "folder", "place": str(tmp_path / "s"), "profile": "none"}
    page = at_desk.post("/desk/mirrors/add/", {**fields, **told}).content.decode()
    assert line in page
    assert [mirror.name for mirror in register.in_use()] == ["berlin"]


def test_a_secret_that_was_typed_is_not_written_back_into_a_refused_form(
    at_desk: Client, home: Path
) -> None:
    page = at_desk.post(
        "/desk/mirrors/add/",
        {"name": "b", "kind": "s3", "place": "/wrong", "secret_access_key": SECRET},
    )
    assert page.status_code == 200
    assert SECRET not in page.content.decode()


def test_syncs_and_checks_are_begun_and_not_waited_for(
    at_desk: Client, berlin: Mirror, begun: list[tuple[str, str]]
) -> None:
    at_desk.post(f"/desk/mirrors/{berlin.pk}/sync/")
    at_desk.post("/desk/mirrors/all/check/")
    assert begun == [("berlin", "sync"), ("berlin", "check")]


def test_without_keys_nothing_is_checked_and_the_editor_is_told_why(
    at_desk: Client, tmp_path: Path, make_story: MakeStory, begun: list[tuple[str, str]]
) -> None:
    make_story()
    publish_pending(wait=True)
    register.add("stick", str(tmp_path / "stick"))
    answer = at_desk.post("/desk/mirrors/all/check/", follow=True)
    assert begun == []
    assert "solidary keys new" in answer.content.decode()


def test_headers_stand_there_to_be_copied(at_desk: Client, berlin: Mirror) -> None:
    Mirror.objects.filter(pk=berlin.pk).update(
        profile="nginx", address="https://mirror.example.org/"
    )
    page = text(at_desk, f"/desk/mirrors/{berlin.pk}/headers/")
    assert "add_header" in page
    Mirror.objects.filter(pk=berlin.pk).update(profile="none")
    assert "desk-warning" in text(at_desk, f"/desk/mirrors/{berlin.pk}/headers/")


def test_a_mirror_is_given_up_with_or_without_emptying_it(
    at_desk: Client, berlin: Mirror, begun: list[tuple[str, str]]
) -> None:
    at_desk.post(f"/desk/mirrors/{berlin.pk}/retire/", {"empty": "on"})
    assert begun == [("berlin", "empty")]
    assert register.in_use() == [berlin]
    at_desk.post(f"/desk/mirrors/{berlin.pk}/retire/", {})
    assert register.in_use() == []
    assert Path(berlin.place, "root.txt").exists()


def test_a_mirror_that_is_busy_is_not_said_to_be_emptied(
    at_desk: Client, berlin: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(under_way._under_way, berlin.pk, UnderWay(Verb.SYNC))
    answer = at_desk.post(f"/desk/mirrors/{berlin.pk}/retire/", {"empty": "on"})
    assert answer.status_code == 200
    assert "Try again when it has finished." in answer.content.decode()
    assert register.in_use() == [berlin]


@pytest.fixture
def leftover(berlin: Mirror) -> Mirror:
    """Berlin as an emptying that failed leaves it."""
    with broken_off(StoreRefusedError("the disk is gone")):
        work._empty(berlin, UnderWay(Verb.EMPTY))
    berlin.refresh_from_db()
    return berlin


def test_a_mirror_that_is_not_yet_empty_stands_apart_until_it_is(
    at_desk: Client, leftover: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = text(at_desk, "/desk/mirrors/")
    assert "Retired, not yet empty" in page and "There is no mirror yet" not in page
    assert "the disk is gone" in page
    assert "Sync now" not in page

    def at_once(mirror: Mirror, verb: Verb) -> bool:
        work.ERRANDS[verb](mirror, UnderWay(verb))
        return True

    monkeypatch.setattr("solidary.desk.mirrors.views.begin", at_once)
    at_desk.post(f"/desk/mirrors/{leftover.pk}/empty/")
    assert not list(Path(leftover.place).iterdir())
    assert "desk-leftovers" not in text(at_desk, "/desk/mirrors/")


def test_while_a_mirror_is_emptied_further_its_page_says_so_and_renews_itself(
    at_desk: Client, leftover: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "data-watch-busy" not in text(at_desk, "/desk/mirrors/")
    monkeypatch.setitem(under_way._under_way, leftover.pk, UnderWay(Verb.EMPTY))
    page = text(at_desk, "/desk/mirrors/")
    assert "data-watch-busy" in page
    assert "Being emptied" in page
    assert "Go on emptying" not in page
    assert trouble() == []


def test_the_dashboard_names_a_mirror_that_is_not_yet_empty_until_it_is_left_so(
    at_desk: Client, leftover: Mirror
) -> None:
    said = "The mirror berlin has been retired, but its files are still there."
    assert said in text(at_desk, "/desk/")
    at_desk.post(f"/desk/mirrors/{leftover.pk}/retire/", {})
    assert trouble() == []
    assert list(Path(leftover.place).iterdir())


def test_nothing_is_emptied_that_is_kept_up_or_was_given_up_full(
    at_desk: Client, berlin: Mirror, begun: list[tuple[str, str]]
) -> None:
    empty = f"/desk/mirrors/{berlin.pk}/empty/"
    assert at_desk.post(empty).status_code == 404
    Mirror.objects.update(problem="host.example.org doesn't answer")
    register.retire(register.in_use()[0])
    assert at_desk.post(empty).status_code == 404
    assert begun == []
    assert "desk-leftovers" not in text(at_desk, "/desk/mirrors/")


def test_only_who_may_change_the_newsroom_has_a_mirror_emptied_further(
    client: Client, leftover: Mirror, writer: Any, begun: list[tuple[str, str]]
) -> None:
    client.force_login(writer)
    client.post(f"/desk/mirrors/{leftover.pk}/empty/")
    client.post(f"/desk/mirrors/{leftover.pk}/retire/")
    assert begun == []
    assert register.not_yet_empty() == [leftover]


def test_what_was_withdrawn_waits_for_each_mirror_until_it_has_confirmed(
    at_desk: Client, berlin: Mirror
) -> None:
    Withdraw(Story.objects.get(), "Asked.").execute()
    publish_pending(wait=True)
    page = text(at_desk, "/desk/mirrors/withdrawn/")
    assert "can't be recalled" in page.replace("&#x27;", "'")
    assert "Read by everybody" in page
    assert "not confirmed: berlin" in page
    assert "as long as a mirror serves it" in page
    sync(Mirror.objects.get())
    work._check(Mirror.objects.get(), UnderWay(Verb.CHECK))
    page = text(at_desk, "/desk/mirrors/withdrawn/")
    assert "not confirmed" not in page
    assert "confirmed: berlin" in page
    assert "in browsers until" in page


def test_the_page_of_what_was_withdrawn_asks_no_more_of_many_things_than_of_one(
    at_desk: Client, berlin: Mirror
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            at_desk.get("/desk/mirrors/withdrawn/")
        return len(questions)

    left = [Withdrawal(kind="story", ref=key, gone_at=timezone.now()) for key in range(20)]
    left[0].save()
    asked()
    of_one = asked()
    Withdrawal.objects.bulk_create(left[1:])
    assert asked() == of_one


def test_without_knowing_how_long_a_release_is_good_for_the_editor_is_told_why(
    at_desk: Client, berlin: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLIDARY_ROOT_DAYS", "two weeks")
    answer = at_desk.get("/desk/mirrors/withdrawn/", follow=True)
    assert answer.redirect_chain == [("/desk/mirrors/", 302)]
    assert "must be a number from 1 to 365" in answer.content.decode()


def test_who_withdraws_is_told_what_can_not_be_taken_back(at_desk: Client, berlin: Mirror) -> None:
    page = text(at_desk, f"/desk/stories/withdraw/{Story.objects.get().pk}/")
    assert "1 mirror drops it at its next sync" in page
    assert "can&#x27;t be recalled" in page


def test_the_dashboard_speaks_of_mirrors_only_where_something_is_wrong(
    at_desk: Client, berlin: Mirror
) -> None:
    assert "desk-panel--mirrors" not in text(at_desk, "/desk/")
    Mirror.objects.update(problem="host.example.org doesn't answer")
    page = text(at_desk, "/desk/")
    assert "desk-panel--mirrors" in page
    assert "host.example.org" in page


def test_a_release_that_ends_soon_and_things_long_unconfirmed_are_told(
    berlin: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    Withdraw(Story.objects.get(), "Asked.").execute()
    publish_pending(wait=True)
    assert trouble() == []
    later = timezone.now() + timedelta(days=12)
    monkeypatch.setattr("solidary.release.key_state.now", lambda: later)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    told = " ".join(trouble())
    assert "The signature expires on" in told
    assert "1 withdrawn item isn't confirmed" in told
    much_later = later + timedelta(days=400)
    monkeypatch.setattr("solidary.release.key_state.now", lambda: much_later)
    told = " ".join(trouble())
    assert "The signature has expired" in told
    assert "certificate has ended" in told


def test_pages_of_mirrors_are_told_in_the_editor_s_language(
    at_desk: Client, editor: Any, berlin: Mirror
) -> None:
    UserProfile.objects.create(user=editor, preferred_language="be")
    page = text(at_desk, "/desk/mirrors/add/")
    assert "Куды трапляюць файлы" in page


def test_every_care_of_the_keys_has_its_words() -> None:
    assert set(CARES) == set(Care)


def test_a_key_that_can_not_be_used_is_told_on_the_dashboard(
    at_desk: Client, berlin: Mirror, home: Path
) -> None:
    (home / "keys" / "release.key").chmod(0o644)
    page = text(at_desk, "/desk/")
    assert "The key can&#x27;t be used, so nothing is published" in page
