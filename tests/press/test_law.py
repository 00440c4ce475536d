"""The law of the press: however it came about, the release is what one full publish gives."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from solidary.press.models import AssetFile
from solidary.press.publish import publish_pending
from solidary.release.addresses import (
    archive_page,
    every_story,
    listing_page,
    story_page,
    topic_listing,
)
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.addresses import new_address
from solidary.stories.deletions import InUseError
from solidary.stories.models import (
    Front,
    FrontStory,
    Photo,
    Place,
    PlaceName,
    Story,
    Topic,
    TopicAlias,
    TopicName,
    TopicPin,
    Video,
)
from tests.fixtures.laws import SHARED, examples
from tests.fixtures.memory import in_memory
from tests.press.acting import ACTION_ACTS, Chronicling
from tests.press.archive import (
    LANGUAGES,
    SMALL,
    dangling,
    differences,
    files_of,
    full_publish,
    naming_the_withdrawn,
    newsroom,
    photo,
    recording,
    sound,
    story,
    topic,
    withdraw,
)
from tests.press.binning import Binning
from tests.press.old import OldAddresses
from tests.press.telling_programs import TellingPrograms

DAYS = [date(2021, 2, 8), date(2021, 2, 9), date(2021, 2, 28), date(2021, 3, 1), date(2020, 12, 31)]
TIMES = [None, time(9, 30), time(18)]
FIRST = [None, datetime(2021, 2, 8, 12, 5, tzinfo=UTC), datetime(2021, 2, 8, 23, 30, tzinfo=UTC),
         datetime(2021, 2, 9, 7, tzinfo=UTC), datetime(2021, 2, 9, 7, 0, 1, tzinfo=UTC)]  # fmt: skip
"""Since when readers have a story: nobody knows, on its day, on the next, before it."""
ACTS = (
    "publish", "publish", "publish", "translate", "correct", "rewrite", "back-date", "retag", "merge",
    "withdraw", "delete", "rename", "alias", "pin", "front", "show photo", "photo", "unphoto",
    "bin", "bin", "bring back", "empty", "dispatch", "replace", "tell programs",
    "link", "link", "publish again", "old address", "old address", "forget old address",
    "merge by import", "unmerge", "delete merged", "show recording", "recording", *ACTION_ACTS,
)  # fmt: skip
LED_TO = ("bbbbbbb22", "ccccccc22")
"""Addresses of the first two stories, to which the newsroom's words about itself lead."""


class Newsroom(Binning, OldAddresses, TellingPrograms, Chronicling):
    """Does one act after another to the record, each drawn from a seeded chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.number = 0
        found = newsroom()
        for edition in found.per_language.all():
            pages = (story_page(language, first) for language in LANGUAGES for first in LED_TO)
            edition.policies = "".join(f'<p>Of <a href="/{page}">this</a></p>' for page in pages)
            edition.save()
        found.save()
        for hashtag in ("One", "Two", "Three"):
            topic(hashtag)
        self.photos = [photo("red", alt_text="Red"), photo("blue", alt_text="Blue")]
        self.tune = recording("tune")
        for name in ("Kyiv", "Berlin", "Vilnius"):
            PlaceName.objects.create(place=Place.objects.create(), language="en", name=name)

    def act(self, name: str) -> None:
        getattr(self, name.replace(" ", "_").replace("-", "_"))()

    def _story(self) -> Story | None:
        keys = list(Story.objects.published().order_by("pk").values_list("pk", flat=True))
        return Story.objects.get(pk=self.chance.choice(keys)) if keys else None

    def _topics(self) -> tuple[Topic, ...]:
        standing = list(Topic.objects.not_merged().order_by("pk"))
        return tuple(self.chance.sample(standing, self.chance.randint(0, min(2, len(standing)))))

    def publish(self) -> None:
        self.number += 1
        story(
            f"Story {self.number}",
            language=self.chance.choice(LANGUAGES),
            day=self.chance.choice(DAYS),
            at_time=self.chance.choice(TIMES),
            topics=self._topics(),
            sequence=self.chance.randint(-1, 2),
            first_published_at=self.chance.choice(FIRST),
            address=LED_TO[self.number - 1] if self.number <= len(LED_TO) else new_address(),
        )

    def translate(self) -> None:
        source = self._story()
        if source is None:
            return
        other = next(code for code in LANGUAGES if code != source.language)
        if not Story.objects.filter(
            translation_key=source.translation_key, locale__language_code=other
        ).exists():
            story(
                f"{source.headline}, told again", language=other, day=source.day, of=source,
                topics=tuple(source.topics.all()),
            )  # fmt: skip

    def correct(self) -> None:
        if found := self._story():
            found.headline += "!"
            found.body.append(("correction", {"day": date(2021, 4, 1), "text": "It was wrong."}))
            found.save()

    def rewrite(self) -> None:
        """A change that readers' programs are told of, or a small mend that they aren't."""
        if found := self._story():
            found.standfirst = f"Rewritten {self.chance.random()}"
            found.small_mend = self.chance.choice([True, False])
            found.save_revision().publish()

    def back_date(self) -> None:
        if found := self._story():
            found.day, found.time = self.chance.choice(DAYS), self.chance.choice(TIMES)
            found.save()

    def retag(self) -> None:
        if found := self._story():
            found.topics = list(self._topics())
            found.save()

    def merge(self) -> None:
        standing = list(Topic.objects.not_merged().order_by("pk"))
        if len(standing) > 1:
            one, into = self.chance.sample(standing, 2)
            MergeTopics(one, into).execute()

    def merge_by_import(self) -> None:
        """As an archive says it: a topic leads on, and its stories keep its tag."""
        standing = list(Topic.objects.not_merged().order_by("pk"))
        if len(standing) > 1:
            one, into = self.chance.sample(standing, 2)
            one.merged_into = into
            one.save()

    def unmerge(self) -> None:
        if merged := self._merged():
            merged.merged_into = None
            merged.save()

    def delete_merged(self) -> None:
        if merged := self._merged():
            with suppress(InUseError, ProtectedError), transaction.atomic():
                merged.delete()

    def _merged(self) -> Topic | None:
        merged = list(Topic.objects.exclude(merged_into=None).order_by("pk"))
        return self.chance.choice(merged) if merged else None

    def withdraw(self) -> None:
        if found := self._story():
            withdraw(found)

    def delete(self) -> None:
        if found := self._story():
            found.delete()

    def _topic(self, *, merged: bool = False) -> Topic | None:
        found = Topic.objects.all() if merged else Topic.objects.not_merged()
        topics = list(found.order_by("pk"))
        return self.chance.choice(topics) if topics else None

    def _photo(self) -> Photo | None:
        keys = [one.pk for one in self.photos if Photo.objects.filter(pk=one.pk).exists()]
        return Photo.objects.get(pk=self.chance.choice(keys)) if keys else None

    def rename(self) -> None:
        if found := self._topic(merged=True):
            TopicName.objects.filter(topic=found, language="en").delete()
            found.names.add(TopicName(language="en", name=f"Named {self.number}", standfirst="Why"))
            found.hashtag = self.chance.choice([found.hashtag, found.hashtag.swapcase()])
            found.save()

    def alias(self) -> None:
        if found := self._topic():
            self.number += 1
            found.aliases.add(TopicAlias(hashtag=f"Alias{self.number}"))
            found.save()

    def pin(self) -> None:
        if (found := self._story()) and (pinned := self._topic()):
            pinned.pins.add(TopicPin(story=found))
            pinned.save()

    def front(self) -> None:
        if found := self._story():
            page, _ = Front.objects.get_or_create(language=self.chance.choice(LANGUAGES))
            page.lead = found
            if other := self._story():
                page.others.set([FrontStory(story=other)])
            page.save()

    def link(self) -> None:
        """To anything that may stand at some time, and often doesn't."""
        if found := self._story():
            leads = [
                *(story_page(each.language, each.address) for each in Story.objects.all()),
                *(
                    lead
                    for each in Topic.objects.all()
                    for listing in [topic_listing(each.address, found.language)]
                    for lead in (
                        listing_page(listing),
                        *(archive_page(listing, part) for part in ("2021", "2021-02", "2020")),
                    )
                ),
                *AssetFile.objects.values_list("href", flat=True),
                archive_page(every_story(found.language), "2021-02-08"),
            ]
            lead = self.chance.choice(sorted(leads))
            way = self.chance.choice(
                ("http://127.0.0.1:8000/", "/", "../../../", "https://m.example/")
            )
            if self.chance.random() < 0.2:
                card = {"address": f"http://127.0.0.1:8000/{lead}", "title": "A card"}
                found.body.append(("embed", {**card, "outlet": "", "photo": None}))
            else:
                found.body.append(("paragraph", f'<p>See <a href="{way}{lead}">here</a>.</p>'))
            found.save()

    def publish_again(self) -> None:
        keys = list(Story.objects.withdrawn().order_by("pk").values_list("pk", flat=True))
        if keys:
            found = Story.objects.get(pk=self.chance.choice(keys))
            found.withdrawn_at, found.live = None, True
            found.save()

    def show_photo(self) -> None:
        if (found := self._story()) and (picture := self._photo()):
            found.body.append(("photo", {"photo": picture, "caption": ""}))
            found.save()

    def show_recording(self) -> None:
        if found := self._story():
            found.body.append(("audio", {"audio": self.tune, "caption": ""}))
            found.save()

    def recording(self) -> None:
        self.number += 1
        tune = Video.objects.get(pk=self.tune.pk)
        tune.file = ContentFile(sound(self.number), f"tune-{self.number}.wav")
        tune.save()

    def photo(self) -> None:
        if found := self._photo():
            self.number += 1
            found.caption, found.decorative = f"Caption {self.number}", not found.decorative
            found.save()

    def unphoto(self) -> None:
        if found := self._story():
            kept = [block for block in found.raw_body if block["type"] != "photo"]
            found.body = json.dumps(kept)
            found.save()


@pytest.mark.django_db
@hypothesis_settings(
    max_examples=examples(8, at_first=3),
    report_multiple_bugs=False,
    suppress_health_check=SHARED,
)
@given(
    groups=st.lists(
        st.lists(st.sampled_from(ACTS), min_size=1, max_size=6), min_size=1, max_size=9
    ),
    seed=st.integers(0, 10_000),
)
@example(groups=[["publish", "publish"], ["merge"], ["merge"], ["publish"]], seed=82)
@example(
    groups=[
        ["alias", "publish"],
        ["alias", "alias", "front", "photo", "show photo", "publish"],
        ["back-date", "back-date", "unphoto", "back-date"],
        ["retag", "withdraw", "publish", "publish"],
        ["show photo", "publish", "translate", "pin", "withdraw", "pin"],
        ["withdraw", "publish", "front", "publish", "publish", "publish"],
        ["alias", "publish", "front", "retag"],
        ["front", "photo", "delete"],
    ],
    seed=22,
)  # a deleted story was pinned in a topic it didn't stand in
@example(groups=[["publish", "translate", "show photo"], ["merge", "back-date"]], seed=3)
@example(groups=[["merge", "merge by import", "delete merged"]], seed=1)
@example(
    groups=[
        ["publish", "publish", "pin", "front", "show photo"], ["withdraw"], ["bin"] * 4,
        ["publish"], ["bring back"] * 2, ["bin", "empty", "rename", "bring back"],
    ], seed=5,
)  # fmt: skip
@example(
    groups=[
        ["publish"] * 6,
        ["merge by import"],
        ["publish", "merge by import", "publish", "withdraw"],
        ["unmerge", "withdraw"],
        ["merge", "publish"],
        ["delete merged", "withdraw", "back-date"],
    ],
    seed=5,
)  # pages that led to a topic's calendar, where it leads elsewhere or nowhere
@example(
    groups=[
        ["publish", "publish", "old address", "old address", "withdraw", "old address", "merge"],
        ["bin", "bin", "old address", "forget old address", "bring back", "old address"],
    ],
    seed=11,
)
@example(
    groups=[
        ["publish", "translate", "publish", "dispatch", "dispatch", "dispatch", "show photo"],
        ["replace"], ["replace", "replace"], ["bring back", "dispatch"],
    ], seed=7,
)  # fmt: skip
def test_any_sequence_of_incremental_publishes_ends_bit_equal_to_one_full_publish(
    groups: list[list[str]], seed: int, settings: Settings
) -> None:
    ends_bit_equal(groups, seed, settings)


def ends_bit_equal(groups: list[list[str]], seed: int, settings: Settings) -> None:
    """Publishes after each group of acts; the release has to be what a full publish draws."""
    place = Path(tempfile.mkdtemp(prefix="solidary-law-", dir=in_memory()))
    settings.HOME = place / "home"
    settings.MEDIA_ROOT = settings.HOME / "files"
    (settings.HOME / "press").mkdir(parents=True)
    try:
        with transaction.atomic():
            acting = Newsroom(seed)
            publish_pending(rules=SMALL)
            for group in groups:
                for act in group:
                    acting.act(act)
                report = publish_pending(rules=SMALL)
                assert not report.stopped, report.stopped
                assert not report.full
                assert dangling(settings.HOME / "site") == [], group
                assert naming_the_withdrawn(settings.HOME / "site") == [], group
            by_steps = files_of(settings.HOME / "site")
            at_once = full_publish(settings.HOME, settings)
            assert differences(by_steps, at_once) == {}
            transaction.set_rollback(True)
    finally:
        shutil.rmtree(place)
