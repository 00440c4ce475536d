"""The press's own books: what waits to be published, and what stands in the release.

The ledger (Standing, Entry, ArchiveCount, ActionStanding, ActionEntry, ActionCount, ActionStory,
TopicStanding, Use, OwnLink, Asset) says what the release
shows *as planned*, so that a change can be compared with what it changes. It changes in
the same transaction that notes which pages are due because of it.
"""

from __future__ import annotations

from typing import Any

from django.db import models


class Journal(models.Model):
    """A change of the record that the release doesn't show yet.

    Written in the transaction that changes the record, by whoever changes it; consumed in
    the transaction that turns it into due pages.
    """

    kind = models.CharField(max_length=16)
    """one of `stories.changes`, or one of the press's own (`index.journal`)"""
    ref = models.BigIntegerField(default=0)


class DuePage(models.Model):
    """A file of the release that has to be written or removed; gone once that is durable."""

    kind = models.CharField(max_length=24)
    """a page kind's name, or that of a thing's file"""
    key = models.CharField(max_length=255)
    """which page of its kind: the parts of its key, a slash between them"""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="due_once")]


class Standing(models.Model):
    """A published story as the release knows it."""

    story_id = models.BigIntegerField(primary_key=True)
    address = models.CharField(max_length=16, unique=True)
    language = models.CharField(max_length=12)
    sort_key = models.CharField(max_length=48)
    """press.reading.sort_keys: where it stands in every listing"""
    translation_key = models.CharField(max_length=32, db_index=True)
    """what it shares with its translations"""
    based_on_id = models.BigIntegerField(null=True, db_index=True)
    picture_id = models.BigIntegerField(null=True)
    """the first photo it shows, for listings"""


class Entry(models.Model):
    """A story in one listing (`release.addresses.Listing`)."""

    story_id = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=16)
    language = models.CharField(max_length=12)
    sort_key = models.CharField(max_length=48)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "key", "language", "sort_key"], name="entries_in_order")
        ]


class ArchiveCount(models.Model):
    """How many stories stand in a part of a listing's archive: kept, never counted while
    publishing."""

    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=16)
    language = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField()
    """0 the whole listing, 1 a year, 2 a month, 3 a day"""
    part = models.CharField(max_length=10)
    """'', '2021', '2021-02' or '2021-02-08'"""
    stories = models.PositiveIntegerField()
    newest = models.CharField(max_length=48, default="")
    """the first story's sort key, at the whole listing ('') only"""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "level", "language", "part"], name="one_archive_count"
            )
        ]
        indexes = [
            models.Index(
                fields=["language", "newest"],
                name="listings_by_newest",
                condition=models.Q(level=0),
            )
        ]


class ActionStanding(models.Model):
    """An action of the chronicle as the release knows it: `index.action_moves.ActionStand`."""

    action_id = models.BigIntegerField(primary_key=True)
    address = models.CharField(max_length=16, unique=True)
    first = models.CharField(max_length=10)
    last = models.CharField(max_length=10)
    precision = models.CharField(max_length=16)
    place = models.CharField(max_length=16)
    topics: Any = models.JSONField(default=list)
    stories: Any = models.JSONField(default=list)
    merged: Any = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    brief = models.CharField(max_length=64)
    reports = models.CharField(max_length=64)
    announced = models.BooleanField()
    high = models.PositiveIntegerField()
    size = models.PositiveIntegerField(default=0)
    cancelled = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(
                fields=["last"],
                name="newest_actions",
                condition=models.Q(cancelled=False, announced=False, precision__in=("day", "span")),
            )
        ]


class ActionEntry(models.Model):
    """An action in one month of one listing, in every language."""

    action_id = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=16)
    month = models.CharField(max_length=7)
    """a year where no more is known; '' where no day is"""
    first = models.CharField(max_length=10)
    address = models.CharField(max_length=16)
    cancelled = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(
                fields=["kind", "key", "cancelled", "month", "first", "address"],
                name="actions_in_order",
            )
        ]


class ActionCount(models.Model):
    """How many actions stand in a part of a listing's calendar; days only of all actions."""

    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=16)
    part = models.CharField(max_length=10)
    actions = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "part"], name="one_action_count")
        ]


class ActionData(models.Model):
    """How many bytes of JSON lines the actions of a part of a listing's calendar are: `press.data.parts`."""

    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=16)
    book = models.CharField(max_length=10)
    bytes = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "book"], name="one_sum_of_action_data")
        ]


class ActionStory(models.Model):
    """A story that reports an action."""

    action_id = models.BigIntegerField(db_index=True)
    address = models.CharField(max_length=16, db_index=True)
    """the story's"""


class TopicStanding(models.Model):
    """A topic as its pages name it; pages that name it are due when this changes."""

    topic_id = models.BigIntegerField(primary_key=True)
    address = models.CharField(max_length=16, unique=True)
    fingerprint = models.CharField(max_length=64)
    """hash of everything a story page or an archive page says about the topic"""
    leads_to = models.CharField(max_length=16, default="")
    """address of the topic its readers end up at since it was merged; '' where it wasn't"""


class FriendlyName(models.Model):
    """A hashtag whose friendly redirect leads to a topic."""

    name = models.CharField(max_length=80, db_index=True)
    """in small letters"""
    spelling = models.CharField(max_length=80, default="", db_index=True)
    """as readers see it"""
    topic_id = models.BigIntegerField(db_index=True)
    own = models.BooleanField()
    """whether it is that topic's own hashtag, which goes before an alias of another one"""


class OldStanding(models.Model):
    """An address that something had on an older site, and what that is."""

    key = models.CharField(max_length=500, unique=True)
    """by what two are the same (`stories.old_addresses`)"""
    address = models.CharField(max_length=500)
    page = models.CharField(max_length=255, db_index=True)
    """where in the overlay a page stands for it; '' where none can"""
    kind = models.CharField(max_length=8)
    """story or topic"""
    ref = models.BigIntegerField()
    """its key in the record; a story's may be in the bin by now"""

    class Meta:
        indexes = [models.Index(fields=["kind", "ref"], name="old_addresses_of")]


class Use(models.Model):
    """Something a published story shows: a thing (`press.things`) or a place."""

    story_id = models.BigIntegerField(db_index=True)
    """0 for what the newsroom shows on every page: its logo"""
    kind = models.CharField(max_length=16)
    ref = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "ref"], name="users_of_a_thing")]


class OwnLink(models.Model):
    """A way from the words of a published story to a page or file of the release, whether anything
    stands there or not (`reading.own_links`)."""

    story_id = models.BigIntegerField(db_index=True)
    address = models.CharField(max_length=255, db_index=True)
    """in the release"""


class Asset(models.Model):
    """A thing whose files the release carries (`press.things`)."""

    kind = models.CharField(max_length=16)
    ref = models.BigIntegerField()
    source = models.CharField(max_length=64)
    """hash of the stored files' names, sizes and time stamps: unchanged, they aren't read again"""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="asset_once")]


class AssetFile(models.Model):
    """One file an asset became; a thing that can't be used has none, and pages leave it out."""

    kind = models.CharField(max_length=16)
    ref = models.BigIntegerField()
    position = models.PositiveSmallIntegerField()
    """pictures: narrowest first; recordings: the recording, then its subtitles"""
    href = models.CharField(max_length=255, db_index=True)
    origin = models.CharField(max_length=255)
    """the stored file it is a copy of; '' for a derived picture, kept in the press's folder"""
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    type = models.CharField(max_length=64)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "ref", "position"], name="files_of_a_thing")]


class Stopped(models.Model):
    """A story that can't be drawn. It is left out of the release until it changes."""

    story_id = models.BigIntegerField(primary_key=True)
    headline = models.CharField(max_length=300)
    reason = models.TextField()


class Withdrawal(models.Model):
    """A thing that stood in the release and stands there no more; gone when it is restored."""

    kind = models.CharField(max_length=16)
    """"story", or a thing's kind"""
    ref = models.BigIntegerField()
    """its key in the record, where it may be deleted by now"""
    name = models.CharField(max_length=255, blank=True, db_index=True)
    """what the withdrawn list hashes; '' where the thing, or another of its name, still stands"""
    addresses: Any = models.JSONField(default=list)
    """files of the release that must be gone everywhere"""
    gone_at = models.DateTimeField()
    sequence = models.PositiveBigIntegerField(default=0, db_index=True)
    """the first release without it; 0 until that is signed"""
    confirmed_at = models.DateTimeField(null=True)
    """when a mirror was last found without it for the first time"""

    class Meta:
        indexes = [models.Index(fields=["kind", "ref"], name="withdrawals_of_a_thing")]


class Hold(models.Model):
    """Something that isn't published until an editor decides: readers were told that it is withdrawn,
    and the record, which was put back from a backup, doesn't know why. A story is withdrawn besides; of
    a thing, this row is what keeps it from pages."""

    kind = models.CharField(max_length=16)
    """"story", or a thing's kind"""
    ref = models.BigIntegerField()
    public = models.BooleanField()
    """whether readers would have it again but for this"""
    waiting = models.BooleanField(default=True)
    """whether nobody has decided yet; a thing that stays withdrawn keeps its row"""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="held_once")]


class WithdrawnBefore(models.Model):
    """A line of a withdrawn list that readers have, and the record can't make: from before it was put
    back. It stays on the list until what it names is published again."""

    salt = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["salt", "sha256"], name="listed_once")]


class ReleaseState(models.Model):
    """What the last finished publish was made with. One row."""

    sequence = models.PositiveBigIntegerField(default=0)
    root = models.CharField(max_length=64, blank=True)
    """sha256 of its root; '' before this was kept"""
    root_before = models.CharField(max_length=64, blank=True)
    """that of the root before: either may be the one that stands, after a kill"""
    templates = models.CharField(max_length=64, blank=True)
    """fingerprint of templates, style sheet, fixed words and code"""
    newsroom = models.CharField(max_length=64, blank=True)
    """fingerprint of what every page says about the newsroom"""
    newest_day = models.CharField(max_length=10, blank=True)
    """the newest day of the ledger's stories and actions; '' while it has no action"""
