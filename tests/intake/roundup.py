"""A roundup made of what strangers sent, as the record has it once an editor has used it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings as django_settings

from solidary.intake.models import Contribution, Item
from solidary.intake.models.contribution import WORDS
from solidary.intake.uses import note_photo, note_words
from solidary.stories.models import Photo, Story
from tests.press.archive import photo, story

MESSAGE = "Qwertzuiop stands with everybody who was arrested on the ninth of August"
"""What the sender wrote."""
NEEDLES = ("Qwertzuiop", "Asdfghjklo")
"""Words that nobody else would write: of the message, of the photo's caption."""


@dataclass
class Roundup:
    """A public story with a quote and a photo of one sender, and a paragraph of the editor's."""

    story: Story
    photo: Photo
    quote: str
    """the block's id"""

    def versions(self) -> list[Any]:
        return list(Story.objects.get(pk=self.story.pk).revisions.values_list("content", flat=True))


def block_ids(made: Story) -> dict[str, str]:
    """Kind of block → the id of the last one."""
    return {block["type"]: block["id"] for block in made.raw_body}


def items_of(contribution: Contribution) -> tuple[Item, Item]:
    """Its words and its file."""
    items = Item.objects.filter(envelope__contribution=contribution)
    return items.get(ref=WORDS), items.exclude(ref=WORDS).first()


def use(contribution: Contribution, *, headline: str = "Solidarity in thirty cities") -> Roundup:
    """Make a public roundup of what one sender sent, with two versions, and note the uses."""
    taken = photo("red", caption="Asdfghjklo on the bridge", credit="Photo: readers")
    made = story(
        headline,
        body=[
            ("paragraph", "<p>The newsroom's own words</p>"),
            ("quote", {"text": MESSAGE, "who": "A reader", "about": "", "language": ""}),
            ("photo", {"photo": taken, "caption": "Asdfghjklo in Gdansk"}),
        ],
    )
    made.save_revision(clean=False).publish()
    made.refresh_from_db()
    made.headline = f"{headline}, again"
    made.save_revision(clean=False).publish()
    made = Story.objects.get(pk=made.pk)
    ids = block_ids(made)
    words, file = items_of(contribution)
    note_words(words, made, ids["quote"], MESSAGE, field="text")
    note_photo(file, made, ids["photo"], taken)
    return Roundup(made, taken, ids["quote"])


def traces(home: Path, *needles: str) -> list[str]:
    """Where a needle is still found: the database with its log, and every file of the home. Names of
    files count too."""
    from django.db import connection

    database = Path(connection.settings_dict["NAME"])
    places = [database, Path(f"{database}-wal"), Path(f"{database}-journal")]
    places += [path for path in home.rglob("*") if path.is_file()]
    assert str(django_settings.HOME) == str(home)
    return [
        f"{needle}: {path.name}"
        for path in places
        if path.is_file()
        for needle in needles
        if _holds(path, needle)
    ]


def _holds(path: Path, needle: str) -> bool:
    data = path.read_bytes()
    folded = data.lower()
    return (
        any(
            form.lower() in folded
            for form in (needle.encode(), needle.encode("utf-16-le"), os.fsencode(needle))
        )
        or needle.lower() in path.name.lower()
    )
