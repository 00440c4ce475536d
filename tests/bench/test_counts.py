"""What publishing costs in files and questions: figures that are the same on every machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import hugo, record
from bench.archive import LANGUAGES, TOPICS, archive, one_more
from bench.measure import snapshot, written
from solidary.press.publish import publish_everything, publish_pending
from solidary.stories.models import Newsroom, NewsroomLanguage, Topic

pytestmark = pytest.mark.django_db


def fill(size: int) -> None:
    newsroom = Newsroom.load()
    newsroom.editions.set([NewsroomLanguage(language=code) for code in LANGUAGES])
    newsroom.save()
    for hashtag in TOPICS:
        Topic.objects.create(hashtag=hashtag)
    for story in archive(size):
        record.write(story)


def cost_of_one_more(home: Path, size: int) -> tuple[int, int]:
    """Files written and questions asked of the database by publishing one story more."""
    fill(size)
    publish_everything(workers=1)
    record.write(one_more(size, 0))
    publish_pending()
    before = snapshot(home / "site")
    record.write(one_more(size, 1))
    with CaptureQueriesContext(connection) as queries:
        publish_pending()
    return written(before, snapshot(home / "site")), len(queries)


def test_one_more_story_writes_few_files_and_asks_few_questions(home: Path) -> None:
    files, questions = cost_of_one_more(home, 200)
    assert files <= 40
    assert questions <= 190


def test_a_full_publish_writes_each_page_once(home: Path) -> None:
    fill(200)
    report = publish_everything(workers=1)
    standing = snapshot(home / "site")
    assert report.written == len(standing)
    assert len([path for path in standing if "/s/" in path]) == 200
    before = standing
    publish_everything(workers=1)
    pages = written(before, snapshot(home / "site"))
    assert pages <= 1, "only the root, which counts releases, may be written again"


def test_hugo_gets_the_same_stories(tmp_path: Path) -> None:
    hugo.lay_out(tmp_path / "source", archive(200))
    assert len(list((tmp_path / "source").rglob("s/*.md"))) == 200


def test_the_generated_archive_is_the_same_every_time() -> None:
    first, again = list(archive(300)), list(archive(300))
    assert first == again
    assert len({story.address for story in first}) == 300
    assert [story.day for story in first] == sorted(story.day for story in first)
