"""What publishing costs in files and questions: figures that are the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import hugo, record
from bench.acts import LAST_DAY, MIDDLE
from bench.archive import LANGUAGES, TOPICS, archive, one_more
from bench.measure import snapshot, written
from solidary.press.index.calendar_archive import CalendarRule, Rules
from solidary.press.publish import publish_full, publish_pending
from solidary.release.keyring import new_keys
from solidary.stories.models import Newsroom, NewsroomLanguage, Topic

pytestmark = pytest.mark.django_db


def fill(size: int) -> None:
    newsroom = Newsroom.load()
    newsroom.per_language.set([NewsroomLanguage(language=code) for code in LANGUAGES])
    newsroom.save()
    for number, hashtag in enumerate(TOPICS):
        # Where a topic stands decides which shards of the hash tree its pages share.
        Topic.objects.create(
            hashtag=hashtag, address=f"tpctpc{'bcdf'[number // 5]}{number % 5 + 2}z"
        )
    for story in archive(size):
        record.write(story)


@dataclass(frozen=True)
class Cost:
    """What publishing one story more took."""

    files: int
    bytes: int
    questions: int
    """asked of the database"""


def cost_of_one_more(home: Path, size: int, rules: Rules) -> Cost:
    fill(size)
    publish_full(workers=1, rules=rules)
    for number in range(2):  # the first of a day brings its parts, the second finds them
        record.write(one_more(size, number))
        publish_pending(rules=rules)
    before = snapshot(home / "site")
    record.write(one_more(size, 2))
    with CaptureQueriesContext(connection) as queries:
        report = publish_pending(rules=rules)
    after = snapshot(home / "site")
    fresh = [path for path, status in after.items() if before.get(path) != status]
    assert len(fresh) == report.written
    return Cost(len(fresh), sum(Path(path).stat().st_size for path in fresh), len(queries))


QUIET = Rules()
CROWDED = Rules(listings=CalendarRule(1), sitemaps=CalendarRule(2))
"""Every year and month is crowded, as in an archive of a million."""


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(QUIET, id="quiet"),
        pytest.param(CROWDED, id="crowded", marks=pytest.mark.exhaustive),
    ],
)
def test_one_more_story_costs_what_it_always_did(home: Path, rules: Rules) -> None:
    """Raise a bound only with a reason a reader of this test would accept."""
    new_keys(home / "keys", home / "offline", "", "")
    cost = cost_of_one_more(home, 300, rules)
    assert 32 <= cost.files <= 34, cost
    assert cost.questions <= 185, cost
    assert cost.bytes <= 1_650_000, cost


def test_each_act_writes_as_many_files_in_a_crowded_archive_as_in_a_quiet_one(home: Path) -> None:
    new_keys(home / "keys", home / "offline", "", "")
    fill(60)
    quiet, crowded = files_of_acts(QUIET, "bcdf"), files_of_acts(CROWDED, "wxyz")
    for act, files in quiet.items():
        assert abs(files - crowded[act]) <= 1, (quiet, crowded)


def files_of_acts(rules: Rules, letters: str) -> dict[str, int]:
    """Files that each act on one story writes; other stories stand on either of its days."""
    publish_full(workers=1, rules=rules)
    story, *company = (replace(one_more(60, 0), address=f"new{letter * 6}") for letter in letters)
    for other, day in zip(company, (LAST_DAY, MIDDLE, MIDDLE), strict=True):
        record.write(replace(other, day=day))
    publish_pending(rules=rules)
    live = record.write(replace(story, day=LAST_DAY))
    found = {"publish": publish_pending(rules=rules).written}

    def change(act: str, **values: Any) -> None:
        for name, value in values.items():
            setattr(live, name, value)
        live.save()
        found[act] = publish_pending(rules=rules).written

    change("correct", headline="It was otherwise", corrected_on=LAST_DAY)
    change("back-date", day=MIDDLE)
    change("withdraw", live=False, withdrawn_at=timezone.now())
    return found


def test_a_full_publish_writes_each_page_once(home: Path) -> None:
    fill(60)
    report = publish_full(workers=1)
    standing = snapshot(home / "site")
    assert report.written == len(standing)
    assert len([path for path in standing if "/s/" in path]) == 60
    before = standing
    publish_full(workers=1)
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
