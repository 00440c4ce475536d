"""Signing in, the desk's files, publishing after a change, and the clock."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from solidary.desk import publishing
from solidary.desk.signin import FREE, LONGEST_WAIT, wait_after
from solidary.desk.staff import make_editor
from solidary.press.publish import Report, Stop, publish_pending
from solidary.serving import clock
from solidary.serving.rounds import Rounds
from solidary.serving.sockets import is_free
from solidary.stories.models import Newsroom, Story
from tests.desk.conftest import MakeStory


def sign_in(client: Client, name: str, password: str) -> Any:
    return client.post("/desk/login/", {"username": name, "password": password})


def test_waiting_grows_and_has_an_end() -> None:
    waits = [wait_after(failures) for failures in range(40)]
    assert waits[: FREE + 1] == [0] * (FREE + 1)
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_a_reset_gives_a_new_password_and_ends_the_old_one(
    client: Client, newsroom: Newsroom
) -> None:
    old = make_editor("hanna")
    with pytest.raises(ValueError, match="--reset"):
        make_editor("hanna")
    new = make_editor("hanna", reset=True)
    hanna = get_user_model().objects.get()
    assert not hanna.check_password(old)
    assert hanna.check_password(new)
    assert not hanna.is_superuser
    with pytest.raises(ValueError, match="no account"):
        make_editor("nobody", reset=True)


def test_cookies_of_the_desk_stay_at_the_desk(client: Client, newsroom: Newsroom) -> None:
    answer = sign_in(client, "hanna", make_editor("hanna"))
    for cookie in answer.cookies.values():
        assert cookie["path"] == "/desk/"
        assert cookie["samesite"] == "Strict"


def test_files_of_drafts_are_for_those_who_are_signed_in(
    client: Client, at_desk: Client, home: Path
) -> None:
    (home / "files" / "photos").mkdir()
    (home / "files" / "photos" / "abc.jpg").write_bytes(b"pixels")
    (home / "secret_key").write_text("secret")
    assert at_desk.get("/desk/files/photos/abc.jpg").status_code == 200
    for address in (
        "../secret_key",
        "..%2fsecret_key",
        "photos/../../secret_key",
        "photos/none.jpg",
    ):
        assert at_desk.get(f"/desk/files/{address}").status_code in (400, 404)
    assert Client().get("/desk/files/photos/abc.jpg").status_code == 302


def test_styles_come_compressed_and_may_be_kept(client: Client) -> None:
    answer = client.get("/desk/static/desk/desk.css?v=1", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "immutable" in answer["Cache-Control"]
    plain = client.get("/desk/static/desk/desk.css")
    assert b"--desk-paper" in plain.content
    assert client.get("/desk/static/desk/none.css").status_code == 404
    assert client.get("/desk/static/../../settings/__init__.py").status_code == 404


def test_publishing_at_the_desk_ends_with_the_page_on_the_site(
    at_desk: Client, make_story: MakeStory, home: Path
) -> None:
    story = make_story(published=False, day=None, import_key="1")
    publish_pending(wait=True)
    at_desk.post(f"/desk/stories/day/{story.pk}/", {"day": "2021-02-07", "publish": "1"})
    pages = [path.read_text() for path in (home / "site" / "en" / "s").rglob("*.html")]
    assert any("A living chain" in page for page in pages)


def test_a_publish_that_fails_is_one_line_to_the_editor_and_loses_nothing(
    at_desk: Client, make_story: MakeStory, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = make_story(published=False, day=None, import_key="1")
    publish_pending(wait=True)

    def full_disk() -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "publish_to_readers", full_disk)
        answer = at_desk.post(
            f"/desk/stories/day/{story.pk}/", {"day": "2021-02-07", "publish": "1"}, follow=True
        )
    assert "Nothing is lost" in answer.content.decode()
    assert Story.objects.get(pk=story.pk).is_public
    clock.tick()
    assert list((home / "site" / "en" / "s").rglob(f"{story.address}.html"))


def test_stories_withdrawn_together_in_the_listing_leave_the_site(
    at_desk: Client, make_story: MakeStory, home: Path
) -> None:
    stories = [make_story("One"), make_story("Two")]
    publish_pending(wait=True)
    chosen = "&".join(f"id={story.pk}" for story in stories)
    at_desk.post(f"/desk/bulk/stories/story/delete/?{chosen}&next=/desk/stories/")
    assert len(list((home / "site" / "en" / "s").rglob("*.html"))) == 2
    answer = at_desk.post(
        f"/desk/bulk/stories/story/withdraw/?{chosen}&next=/desk/stories/", {"reason": "Asked."}
    )
    assert answer.status_code == 302
    assert Story.objects.withdrawn().count() == 2
    assert list((home / "site" / "en" / "s").rglob("*.html")) == []


def test_an_editor_is_told_of_a_story_whose_page_cannot_be_drawn(
    at_desk: Client,
    make_story: MakeStory,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    story = make_story(published=False, day=None, import_key="1")
    stopped = Report(stopped=[Stop("A living chain", "its video is gone")])
    monkeypatch.setattr(publishing, "publish_to_readers", lambda: stopped)
    answer = at_desk.post(
        f"/desk/stories/day/{story.pk}/", {"day": "2021-02-07", "publish": "1"}, follow=True
    )
    assert "its page can&#x27;t be drawn" in answer.content.decode()
    assert "solidary publish" in answer.content.decode()
    assert "1 stories are left out" in caplog.text
    assert "living chain" not in caplog.text


def test_writing_a_draft_costs_the_press_nothing(
    at_desk: Client, make_story: MakeStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = make_story()
    publish_pending(wait=True)
    from solidary.press.models import Journal

    before = Journal.objects.count()
    story.headline = "Half-written"
    story.save_revision()
    assert Journal.objects.count() == before


@pytest.mark.django_db
def test_a_round_that_fails_is_followed_by_another() -> None:
    rounds: list[str] = []

    def go() -> None:
        rounds.append("gone")
        raise OSError if len(rounds) < 3 else SystemExit

    with pytest.raises(SystemExit):
        Rounds("test", go, interval=0).run()
    assert len(rounds) == 3


def test_the_clock_publishes_what_is_due_and_takes_back_what_is_over(
    make_story: MakeStory, home: Path
) -> None:
    due = make_story("Due", published=False)
    due.go_live_at = timezone.now() + timedelta(hours=1)
    due.save_revision().publish()
    over = make_story("Over")
    Story.objects.filter(pk=over.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    clock.tick()
    assert not Story.objects.get(pk=due.pk).is_public
    assert not Story.objects.get(pk=over.pk).is_public
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    clock.tick()
    assert Story.objects.get(pk=due.pk).is_public
    assert list((home / "site" / "en" / "s").rglob(f"{due.address}.html"))


def test_a_port_in_use_is_known_before_anything_starts(live_server: Any) -> None:
    assert not is_free("127.0.0.1", live_server.thread.port)


def test_what_readers_get_does_not_vary_with_the_language_a_browser_asks_for(
    desk_server: str, newsroom: Newsroom
) -> None:
    publish_pending(wait=True)
    pages = set()
    for language in ("be", "de"):
        asked = Request(f"{desk_server}/en/index.html", headers={"Accept-Language": language})
        with urlopen(asked) as answer:
            assert "Accept-Language" not in answer.headers.get("Vary", "")
            assert answer.headers["Content-Language"] == "en"
            pages.add(answer.read())
    assert len(pages) == 1
    with urlopen(f"{desk_server}/desk/login/") as answer:
        assert "Accept-Language" in answer.headers["Vary"]
    with pytest.raises(HTTPError, match="404") as missing:
        urlopen(Request(f"{desk_server}/en/nowhere.html", headers={"Accept-Language": "be"}))
    assert "Accept-Language" not in missing.value.headers.get("Vary", "")


def test_the_desk_speaks_the_language_a_browser_asks_for(
    client: Client, newsroom: Newsroom
) -> None:
    page = client.get("/desk/login/", headers={"Accept-Language": "be"}).content.decode()
    assert "Уваход для рэдакцыі" in page
