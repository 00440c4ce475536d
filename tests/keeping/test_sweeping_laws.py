"""Whatever editors do with files: a sweep takes none that anything names, and leaves none that nothing does."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.serializers import serialize
from django.test import override_settings
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Revision

from solidary.home import Home
from solidary.keeping.sweeping.whole import sweep
from solidary.stories.acts.base import NotNowError
from solidary.stories.acts.bring_back import BringBack
from solidary.stories.acts.empty_now import EmptyNow
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.models import Binned, Document, Story, StorySource, Video
from tests.fixtures.laws import examples
from tests.press.archive import story

HOUR = 3600.0


@dataclass
class Desk:
    """A newsroom's files, and acts on them; each is handed a number by which it chooses."""

    home: Home
    held: dict[str, bytes] = field(default_factory=dict)
    """what each file held that was ever stored, by name"""

    def content(self) -> ContentFile[bytes]:
        return ContentFile(b"file %d" % len(self.held), "copy.pdf")

    def stored(self, name: str) -> None:
        self.held[name] = (self.home.files / name).read_bytes()

    def add(self, number: int) -> None:
        model = (Document, Video)[number % 2]
        self.stored(model.objects.create(title="One", file=self.content()).file.name)

    def replace(self, number: int) -> None:
        model = (Document, Video)[number % 2]
        if things := list(model.objects.order_by("pk")):
            thing = things[number % len(things)]
            thing.file = self.content()
            thing.save()
            self.stored(thing.file.name)

    def write(self, number: int) -> None:
        """A story with the kept copy of a source in a draft of it alone."""
        stories = list(Story.objects.order_by("pk"))
        made = stories[number % len(stories)] if stories and number % 3 else _draft()
        draft = made.get_latest_revision_as_object()
        name = default_storage.save("kept/copy.pdf", self.content())
        self.stored(name)
        source = StorySource(outlet="Radio", sort_order=0, kept_copy=name)
        draft.sources = [source] if number % 2 else [*draft.sources.all(), source]
        draft.save_revision()

    def publish(self, number: int) -> None:
        if versions := list(Revision.objects.order_by("pk")):
            versions[number % len(versions)].publish()
            Story.objects.update(live=False)

    def forget(self, number: int) -> None:
        """Remove an older version, and the source of a story's row."""
        newest = Story.objects.values("latest_revision")
        older = Revision.objects.exclude(pk__in=newest).order_by("pk")
        older.filter(pk__in=[each.pk for each in older[: number % 3]]).delete()
        StorySource.objects.filter(
            pk__in=list(StorySource.objects.values_list("pk", flat=True))[: number % 2]
        ).delete()

    def bin(self, number: int) -> None:
        things = [
            *Document.objects.order_by("pk"),
            *Video.objects.order_by("pk"),
            *Story.objects.order_by("pk"),
        ]
        if things:
            PutIntoBin(things[number % len(things)]).execute()

    def bring_back(self, number: int) -> None:
        if binned := list(Binned.objects.order_by("pk")):
            BringBack(binned[number % len(binned)]).execute()

    def empty(self, number: int) -> None:
        if binned := list(Binned.objects.order_by("pk")):
            EmptyNow(binned[number % len(binned)]).execute()

    def stray(self, number: int) -> None:
        self.stored(default_storage.save("documents/stray.pdf", self.content()))

    def sweep(self, number: int) -> None:
        """Now, when all that there is came within the hour."""
        before = self.there()
        sweep(self.home)
        assert self.there() == before

    def there(self) -> dict[str, bytes]:
        found = (path for path in self.home.files.rglob("*") if path.is_file())
        return {path.relative_to(self.home.files).as_posix(): path.read_bytes() for path in found}

    def look(self) -> None:
        """A sweep in two hours leaves what any text of the record has in it, as it was stored."""
        said = "\n".join(
            serialize("json", model._base_manager.all())
            for model in apps.get_models()
            if model.__name__ in ("Document", "Video", "StorySource", "Revision", "Binned")
        )
        Revision.objects.update(created_at=timezone.now() - timedelta(days=1))
        sweep(self.home, now=time.time() + 2 * HOUR)
        assert self.there() == {name: data for name, data in self.held.items() if name in said}


def _draft() -> Story:
    Story.objects.filter(pk=story().pk).update(live=False)
    return Story.objects.latest("pk")


ACTS: dict[str, Callable[[Desk, int], None]] = {
    name: getattr(Desk, name)
    for name in ("add", "replace", "write", "publish", "forget", "bin", "bring_back", "empty", "stray", "sweep")
}  # fmt: skip
numbers = st.integers(0, 30)


class SweepingLaws(TestCase):
    @settings(max_examples=examples(15, at_first=4))
    @given(
        acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), numbers), min_size=6, max_size=16)
    )
    def test_what_anything_names_stays_and_what_nothing_names_goes(
        self, acts: list[tuple[str, int]]
    ) -> None:
        with tempfile.TemporaryDirectory() as place:
            home = Home(Path(place))
            home.files.mkdir()
            with override_settings(HOME=home.path, MEDIA_ROOT=home.files):
                desk = Desk(home)
                for number, (name, choice) in enumerate(acts):
                    try:
                        ACTS[name](desk, choice)
                    except NotNowError:
                        continue
                    if number % 5 == 4:
                        desk.look()
                desk.look()
