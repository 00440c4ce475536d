"""Commands that need no desk leave it closed, and open it where the record needs it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from solidary.stories.models import Story
from tests.desk.conftest import MakeStory

SOLIDARY = str(Path(sys.executable).with_name("solidary"))


def at_the_prompt(home: Path, *command: str) -> str:
    """What a command says on a home of its own."""
    environment = {name: value for name, value in os.environ.items() if "DJANGO" not in name}
    done = subprocess.run(
        command,
        env={**environment, "SOLIDARY_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def moved_in(tmp_path: Path, transactional_db: None) -> Path:
    """A home whose record is a copy of the test's, once `keep` has been called."""
    home = tmp_path / "newsroom"
    home.mkdir()
    return home


def keep(home: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(home / "desk.sqlite3")) as copy:
        connection.connection.backup(copy)


@pytest.mark.parametrize(("desk", "opened"), [(False, False), (True, True)])
def test_only_a_command_that_asks_for_the_desk_waits_for_it(
    moved_in: Path, desk: bool, opened: bool
) -> None:
    keep(moved_in)
    look = (
        "import sys, json, os\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'solidary.settings'\n"
        "from solidary.commands import open_record\n"
        f"open_record(desk={desk})\n"
        "print(json.dumps('wagtail.snippets.views.snippets' in sys.modules))"
    )
    assert json.loads(at_the_prompt(moved_in, sys.executable, "-c", look)) is opened


def test_what_the_desk_alone_needs_is_read_when_it_is_needed(moved_in: Path) -> None:
    keep(moved_in)
    look = (
        "import sys, os\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'solidary.settings'\n"
        "from solidary.commands import open_record\n"
        "open_record(desk=False)\n"
        "from bs4 import BeautifulSoup\n"
        "print('soupsieve.css_parser' in sys.modules)\n"
        "print(BeautifulSoup('<p>a<b>c</b></p>', 'html.parser').select_one('p > b').text)\n"
        "print('soupsieve.css_parser' in sys.modules)"
    )
    told = at_the_prompt(moved_in, sys.executable, "-c", look)
    assert told.split() == ["False", "c", "True"]


def test_a_story_that_is_due_goes_out_at_the_prompt_and_the_log_says_so(
    moved_in: Path, make_story: MakeStory
) -> None:
    story = make_story(published=False)
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story.save_revision().publish()
    waiting = Story.objects.get(pk=story.pk).scheduled_revision
    waiting.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    waiting.content["go_live_at"] = waiting.approved_go_live_at.isoformat()
    waiting.save()
    keep(moved_in)
    at_the_prompt(moved_in, SOLIDARY, "publish")
    with closing(sqlite3.connect(moved_in / "desk.sqlite3")) as record:
        live = record.execute("SELECT live FROM stories_story WHERE id = ?", [story.pk])
        assert live.fetchall() == [(1,)]
        said = record.execute(
            "SELECT action FROM wagtailcore_modellogentry WHERE object_id = ?", [str(story.pk)]
        )
        assert ("wagtail.publish.scheduled",) in said.fetchall()
    assert list((moved_in / "site").glob(f"*/s/*/{story.address}.html"))


@pytest.mark.exhaustive
def test_a_new_home_gets_every_right_though_its_first_command_needs_no_desk(tmp_path: Path) -> None:
    at_the_prompt(tmp_path, SOLIDARY, "publish")
    with closing(sqlite3.connect(tmp_path / "desk.sqlite3")) as record:
        rights = {name for (name,) in record.execute("SELECT codename FROM auth_permission")}
    assert {"publish_story", "lock_story", "unlock_story", "change_topic", "add_photo"} <= rights
