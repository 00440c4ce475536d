"""Backups at the desk: where they go, how the last one went, and what a restore holds back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from solidary.home import Home
from solidary.keeping import held_back, timer
from solidary.keeping.binding import bind
from solidary.keeping.faults import KeepingError
from solidary.keeping.models import BackupPlan
from solidary.keeping.world import Shown, World
from solidary.press.models import Hold
from solidary.press.publish import publish_pending
from solidary.release.statements import Withdrawn, salted
from solidary.stories.models import Photo, Story
from tests.keeping.homes import AT_ONCE, KEY
from tests.press.archive import files_of, newsroom, photo, story

pytestmark = pytest.mark.django_db(transaction=True)


def shown(*names: str) -> World:
    """A world that was shown that these are withdrawn."""
    listed = Withdrawn("salt", frozenset(salted("salt", name) for name in names))
    return World([Shown("berlin", 7, "a" * 64, 1, listed)])


def test_what_the_world_was_shown_is_held_back_until_somebody_decides(home: Path) -> None:
    newsroom()
    picture = photo()
    gone, kept = story("Gone"), story("Kept", body=[("photo", {"photo": picture, "caption": ""})])
    draft = story("Scheduled")
    Story.objects.filter(pk=draft.pk).update(live=False, go_live_at=timezone.now())
    publish_pending()
    bound = bind(Home(home), shown(gone.address, draft.address, picture.address))
    assert sorted(bound.held) == ["Gone", "Scheduled", "red"] and bound.above == 7
    # Asked again, nothing is held back twice.
    assert bind(Home(home), shown(gone.address, draft.address, picture.address)).held == []
    publish_pending()
    published = files_of(home / "site")
    assert not any(each.address in name for each in (gone, draft) for name in published)
    assert not any(picture.address in name for name in published)
    assert any(kept.address in name for name in published)
    for held in held_back.waiting():
        held_back.publish_again(held.pk, None)
    publish_pending()
    published = files_of(home / "site")
    assert any(gone.address in name for name in published)
    assert any(picture.address in name for name in published)
    # It was a draft in this record, and is one again.
    assert not any(draft.address in name for name in published)
    assert Story.objects.get(pk=draft.pk).withdrawn_at is None
    assert not Hold.objects.exists()


def test_what_is_left_withdrawn_stays_away(home: Path) -> None:
    newsroom()
    picture = photo()
    gone = story("Gone")
    story("Kept", body=[("photo", {"photo": picture, "caption": ""})])
    bind(Home(home), shown(gone.address, picture.address))
    for held in held_back.waiting():
        held_back.leave_withdrawn(held.pk, None)
    assert held_back.waiting() == []
    publish_pending()
    assert not any(
        name in address for address in files_of(home / "site")
        for name in (gone.address, picture.address)
    )  # fmt: skip


def test_the_desk_shows_what_is_held_back_and_takes_the_decision(
    home: Path, admin_client: Client
) -> None:
    newsroom()
    gone, stays = story("Gone <b>"), story("Stays")
    bind(Home(home), shown(gone.address, stays.address))
    dashboard = admin_client.get("/desk/").content.decode()
    assert "2 items that readers were told are withdrawn" in dashboard
    page = admin_client.get("/desk/held-back/").content.decode()
    assert "Gone &lt;b&gt;" in page and "Publish again" in page
    one, two = held_back.waiting()
    assert admin_client.post(f"/desk/held-back/{one.pk}/publish/").status_code == 302
    assert admin_client.post(f"/desk/held-back/{one.pk}/publish/").status_code == 302
    assert admin_client.post(f"/desk/held-back/{two.pk}/leave/").status_code == 302
    assert Story.objects.get(pk=gone.pk).is_public
    assert Story.objects.get(pk=stays.pk).withdrawn_at is not None
    assert "Nothing is held back" in admin_client.get("/desk/held-back/").content.decode()


def test_who_may_not_publish_decides_nothing(home: Path, client: Client, django_user_model) -> None:  # type: ignore[no-untyped-def]
    newsroom()
    bind(Home(home), shown(story("Gone").address))
    writer = django_user_model.objects.create_user("writer", password="x")
    writer.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(writer)
    [held] = held_back.waiting()
    for decision in ("publish", "leave"):
        assert client.post(f"/desk/held-back/{held.pk}/{decision}/").status_code == 302
    assert held_back.waiting() == [held]
    assert "held back" not in client.get("/desk/").content.decode()


def test_the_clock_makes_backups_by_the_plan_and_the_dashboard_says_how_it_went(
    home: Path, tmp_path: Path, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom()
    plan = BackupPlan.load()
    assert "No place for backups has been chosen" in admin_client.get("/desk/").content.decode()
    plan.place, plan.hours, plan.recipient = str(tmp_path / "backup"), 6, KEY.public
    plan.save()
    timer.look()
    made = BackupPlan.load()
    assert made.made_at is not None and made.problem == ""
    assert not timer.is_due(made, timezone.now())
    assert timer.is_due(made, timezone.now() + timedelta(hours=6))
    assert timer.is_late(made, timezone.now() + timedelta(hours=13))
    assert "The last backup was made on" in admin_client.get("/desk/").content.decode()
    # The place is a file now: the next one fails, in one line.
    (tmp_path / "backup").rename(tmp_path / "before")
    (tmp_path / "backup").write_text("a file")
    with pytest.raises(KeepingError):
        timer.make_planned(pace=AT_ONCE)
    failed = BackupPlan.load()
    assert failed.problem and "\n" not in failed.problem and failed.made_at == made.made_at
    assert "No backup could be made" in admin_client.get("/desk/").content.decode()
    assert not timer.is_due(failed, timezone.now())
    assert timer.is_due(failed, timezone.now() + timedelta(hours=1))


def test_place_and_hours_are_set_on_the_newsrooms_form(
    home: Path, tmp_path: Path, admin_client: Client
) -> None:
    from solidary.stories.models import Newsroom

    found = newsroom()
    page = admin_client.get(f"/desk/settings/stories/newsroom/{found.pk}/").content.decode()
    assert 'name="backup_place"' in page and 'name="backup_hours"' in page
    form_class = Newsroom.edit_handler.bind_to_model(Newsroom).get_form_class()

    def said(**given: str) -> object:
        form = form_class(given, instance=found, for_user=None)
        form.is_valid()
        return form

    refused = said(backup_place=str(tmp_path / "backup"), backup_hours="6")
    assert "recovery key" in str(refused.errors["backup_place"])  # type: ignore[attr-defined]
    plan = BackupPlan.load()
    plan.recipient = KEY.public
    plan.save()
    inside = said(backup_place=str(home / "inside"), backup_hours="6")
    assert "no place for backups" in str(inside.errors["backup_place"])  # type: ignore[attr-defined]
    good = said(backup_place=str(tmp_path / "backup"), backup_hours="6")
    assert "backup_place" not in good.errors  # type: ignore[attr-defined]
    good.keep_plan()  # type: ignore[attr-defined]
    plan = BackupPlan.load()
    assert (plan.place, plan.hours) == (str(tmp_path / "backup"), 6)


def test_a_photo_that_is_held_back_is_still_at_the_desk(home: Path) -> None:
    newsroom()
    picture = photo()
    bind(Home(home), shown(picture.address))
    assert Photo.objects.filter(pk=picture.pk).exists()
    assert [held.title for held in held_back.waiting()] == ["red"]
