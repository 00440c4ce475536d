"""An act is the record's own: a command or a clock performs it where the desk isn't installed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.db import connection

from tests.desk.conftest import MakeStory

WITHOUT_THE_DESK = """
import sys
from django.conf import settings
settings.INSTALLED_APPS = [
    {"Snippets": "wagtail.snippets", "Images": "wagtail.images", "Documents": "wagtail.documents",
     "Accounts": "wagtail.users"}
    .get(app.rpartition(".")[2], app)
    for app in settings.INSTALLED_APPS
    if app != "solidary.desk"
]
import django
django.setup()
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models import Story
Withdraw(Story.objects.get(), "The family asked.").execute()
story = Story.objects.get()
from wagtail.models import ModelLogEntry
print(story.state, ModelLogEntry.objects.filter(action="solidary.withdraw").get().message)
print(any(name.startswith("solidary.desk") for name in sys.modules))
"""


def test_an_act_is_performed_where_there_is_no_desk(
    transactional_db: None, make_story: MakeStory, tmp_path: Path
) -> None:
    make_story()
    with closing(sqlite3.connect(tmp_path / "desk.sqlite3")) as copy:
        connection.connection.backup(copy)
    environment = {name: value for name, value in os.environ.items() if "DJANGO" not in name}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_DESK],
        env={
            **environment,
            "SOLIDARY_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "solidary.settings",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == ["withdrawn Withdrawn", "False"]
