"""Turning changes of the record into due pages.

The journal is consumed, the ledger brought up to the record and the due pages noted, all in
one transaction. From then on a kill loses nothing: due pages are drawn from what the ledger
and the record say whenever the press runs again.

What changed is read once, before the transaction and without a lock, so that pictures can be
derived in the meantime. Whoever changes the record notes it in the journal in the same
transaction; where it has grown when the transaction begins, what changed is read anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.db import transaction

from solidary.press import kinds
from solidary.press.drawing.templates import templates_fingerprint
from solidary.press.index import (
    actions,
    assets,
    ledger,
    links,
    old_addresses,
    topics,
    withdrawals,
)
from solidary.press.index.calendar_archive import Rules
from solidary.press.index.journal import FULL_PUBLISH, STOPPED, ask_for_full_publish
from solidary.press.index.moves import (
    Changes,
    CountKey,
    Move,
    Surroundings,
    TopicMove,
    count_keys,
    parts_with_whole,
)
from solidary.press.kinds import PageRef
from solidary.press.models import (
    DuePage,
    Entry,
    Journal,
    ReleaseState,
    Stopped,
    TopicStanding,
    Use,
)
from solidary.press.reading.asking import in_batches
from solidary.press.reading.newsroom import PublishedNewsroom, read_newsroom
from solidary.press.reading.snapshot import journal_mark, read_unmapped
from solidary.press.reading.stands import Stand, every_stand, stands
from solidary.press.reading.topics import Merges, read_merges
from solidary.press.reading.uses import Use as Ref
from solidary.press.things import BY_KIND
from solidary.release.addresses import TOPIC, every_story
from solidary.stories.changes import WHOLE_RECORD
from solidary.stories.models import Story, Topic, TopicPin

ENOUGH = 3_000
"""Changed stories, or due pages, from which a full publish is the shorter way."""


class Plan(NamedTuple):
    """What the next pass of the press has to do."""

    newsroom: PublishedNewsroom
    full: bool


@dataclass(slots=True)
class _Read:
    """What the journal names, and what the record says of it."""

    mark: int
    rows: list[tuple[int, str, int]]
    """(number, kind, key) of every entry of the journal"""
    changes: dict[str, set[int]]
    """kind → keys"""
    merges: Merges
    stories: set[int] = field(default_factory=set)
    """stories whose standing was read"""
    stands: dict[int, Stand] = field(default_factory=dict)
    """those of them that readers may see"""
    ready: dict[Ref, assets.Made] = field(default_factory=dict)

    @property
    def asks_for_all(self) -> bool:
        return not {FULL_PUBLISH, WHOLE_RECORD}.isdisjoint(self.changes)

    def read_stands(self, keys: Collection[int]) -> None:
        """Read the standing of those stories that wasn't read yet."""
        missing = set(keys) - self.stories
        self.stands.update(stands(missing, self.merges, tried_again=self.changes["story"]))
        self.stories |= missing


def release_state() -> ReleaseState:
    return ReleaseState.objects.get_or_create(pk=1)[0]


def is_pending() -> bool:
    """Whether the release lags behind the record, as far as a look at the books can tell."""
    return Journal.objects.exists() or DuePage.objects.exists()


def make_plan(rules: Rules, *, full: bool = False, stopped: Collection[int] = ()) -> Plan:
    """Consume the journal. `full` asks for a full publish whatever has changed; `stopped`:
    stories found in this run that can't be drawn, not to be tried again in it."""
    while True:
        read = _read_changes()
        with transaction.atomic():
            if journal_mark() == read.mark:
                return _enter(read, rules, full=full, stopped=stopped)


def _read_changes() -> _Read:
    rows = list(Journal.objects.values_list("pk", "kind", "ref"))
    changes: dict[str, set[int]] = defaultdict(set)
    for _, kind, ref in rows:
        changes[kind].add(ref)
    read = _Read(max((pk for pk, _, _ in rows), default=0), rows, changes, read_merges())
    if read.asks_for_all or len(changes["story"]) > ENOUGH:
        return read
    read.read_stands(changes["story"] | changes[STOPPED] | _users_of(changes))
    shown = {use for stand in read.stands.values() for use in stand.uses}
    read.ready = assets.produce(shown | _used_things(changes))
    return read


def _enter(read: _Read, rules: Rules, *, full: bool, stopped: Collection[int]) -> Plan:
    """Enter what was read into the ledger, note what is due, and forget the journal."""
    newsroom = read_newsroom(ledger.languages_standing())
    state = release_state()
    whole = (
        full
        or read.asks_for_all
        or state.templates != templates_fingerprint()
        or state.newsroom != newsroom.fingerprint
        or len(read.changes["story"]) > ENOUGH
        or (newsroom.logo_id is not None and newsroom.logo_id in read.changes["photo"])
        or not _enter_changes(read, newsroom, rules, state)
    )
    if whole:
        _enter_all(read.merges, stopped, newsroom.site.path, state)
        newsroom = read_newsroom(ledger.languages_standing())
    for batch in in_batches(pk for pk, _, _ in read.rows):
        Journal.objects.filter(pk__in=batch).delete()
    if whole:
        ask_for_full_publish()
    return Plan(newsroom, whole)


def stop_stories(faults: Iterable[tuple[int, str, str]]) -> None:
    """Leave stories that can't be drawn out of the release: (story, headline, reason)."""
    with transaction.atomic():
        for story, headline, reason in faults:
            Stopped.objects.update_or_create(
                pk=story, defaults={"headline": headline[:300], "reason": reason}
            )
            Journal.objects.create(kind=STOPPED, ref=story)


def _enter_changes(
    read: _Read, newsroom: PublishedNewsroom, rules: Rules, state: ReleaseState
) -> bool:
    """Enter single changes into the ledger; False where everything has to be entered instead."""
    changes, merges = read.changes, read.merges
    Stopped.objects.filter(pk__in=changes["story"]).delete()
    moved_topics = topics.renew(changes["topic"] | _unknown_topics(read), merges)
    renamed = [move for move in moved_topics if move.renamed]
    read.read_stands(_stories_of(renamed))
    moved_actions = actions.keys_of(changes, read.stories)
    if len(read.stories) > ENOUGH or len(moved_actions) > ENOUGH:
        return False
    before = ledger.standing(read.stories)
    moves = tuple(
        Move(before.get(key), read.stands.get(key))
        for key in sorted(read.stories)
        if key in before or key in read.stands
    )
    counted = _counted(moves)
    counts_before = ledger.counts(counted)
    ledger.enter(moves)
    withdrawals.note_moves(moves)
    nowhere = read.stories - {stand.story for move in moves for stand in move.standings()}
    if nowhere:
        withdrawals.note_unseen(assets.names_of, nowhere)
    if read_newsroom(ledger.languages_standing()).languages != newsroom.languages:
        return False
    counts_after = ledger.counts(counted)
    came_or_went = {
        listing.key
        for listing, part in counted
        if listing.kind == TOPIC
        and not part
        and bool(counts_before[listing, part]) != bool(counts_after[listing, part])
    }
    acted = actions.renew(moved_actions, changes, moves, moved_topics, came_or_went, merges, state)
    found = Changes(
        moves=moves,
        before=counts_before,
        after=counts_after,
        around=_surroundings(moves, moved_topics, acted.topics, newsroom, merges),
        rules=rules,
        topics=tuple(moved_topics),
        fronts=bool(changes["front"]),
        newsroom=bool(changes["newsroom"]),
        **acted._asdict(),
    )
    shown = {use for move in moves for stand in move.standings() for use in stand.uses}
    shown |= {(kind, ref) for kind in BY_KIND for ref in changes[kind]}
    files = assets.renew(shown, read.ready)
    led_to = kinds.came_or_went(found) | files
    linking = links.leading_to(led_to, newsroom, merges, rules.page_length)
    old = old_addresses.touched(
        old_addresses.renew(changes["story"], changes["topic"], newsroom.site.path),
        found, nowhere, merges,
    )  # fmt: skip
    due = kinds.touched(replace(found, linking=linking, old=old))
    note_due(due | {PageRef.of(assets.FILE, address) for address in files})
    return True


def note_due(due: Iterable[PageRef]) -> None:
    DuePage.objects.bulk_create(
        [DuePage(kind=ref.kind, key=ref.text) for ref in sorted(due)],
        ignore_conflicts=True,
        batch_size=2_000,
    )


def _users_of(changes: dict[str, set[int]]) -> set[int]:
    """Stories that show a changed thing or place."""
    found: set[int] = set()
    for kind in (*BY_KIND, "place"):
        for batch in in_batches(changes[kind]):
            users = Use.objects.filter(kind=kind, ref__in=batch)
            found.update(users.values_list("story_id", flat=True))
    for batch in in_batches(changes["place"]):
        links = Story.places.through.objects.filter(place_id__in=batch)
        found.update(links.values_list("story_id", flat=True))
    found.discard(0)
    return found


def _used_things(changes: dict[str, set[int]]) -> set[Ref]:
    """Those of the changed things that the release shows."""
    found: set[Ref] = set()
    for kind in BY_KIND:
        for batch in in_batches(changes[kind]):
            used = Use.objects.filter(kind=kind, ref__in=batch).values_list("ref", flat=True)
            found.update((kind, ref) for ref in used)
    return found


def _unknown_topics(read: _Read) -> set[int]:
    """Topics of the changed stories that the ledger has never seen."""
    named = {topic for stand in read.stands.values() for topic in stand.topics}
    known: set[str] = set()
    for batch in in_batches(named):
        rows = TopicStanding.objects.filter(address__in=batch)
        known.update(rows.values_list("address", flat=True))
    found: set[int] = set()
    for batch in in_batches(named - known):
        found.update(Topic.objects.filter(address__in=batch).values_list("pk", flat=True))
    return found


def _stories_of(moved: list[TopicMove]) -> set[int]:
    """Stories that stand in these topics, or should."""
    found: set[int] = set()
    for batch in in_batches(address for move in moved for address in move.addresses):
        entries = Entry.objects.filter(kind=TOPIC, key__in=batch)
        found.update(entries.values_list("story_id", flat=True))
    for keys in in_batches(move.pk for move in moved):
        links = Story.topics.through.objects.filter(topic_id__in=keys)
        found.update(links.values_list("story_id", flat=True))
    return found


def _counted(moves: Iterable[Move]) -> set[CountKey]:
    """Everything that these moves may count in, and what their other versions stand in."""
    standings = [stand for move in moves for stand in move.standings()]
    counted = {key for stand in standings for key in count_keys(stand)}
    others = ledger.translations_of(stand.translation_key for stand in standings)
    for versions in others.values():
        for language, _, day in versions:
            counted |= {(every_story(language), part) for part in parts_with_whole(day)}
    return counted


def _surroundings(
    moves: Iterable[Move],
    moved_topics: Iterable[TopicMove],
    of_actions: Iterable[str],
    newsroom: PublishedNewsroom,
    merges: Merges,
) -> Surroundings:
    """What stands around these moves, after them. `of_actions`: topics of the actions that moved."""
    standings = [stand for move in moves for stand in move.standings()]
    stories = {stand.story for stand in standings}
    pinned = _pins(stories, merges)
    named = {topic for stand in standings for topic in stand.topics}
    named |= {topic for found in pinned.values() for topic in found}
    named.update(of_actions)
    leads_to = topics.merged_into(named, merges)
    for move in moved_topics:
        for goal in move.goals:
            leads_to[goal] = sorted({*leads_to.get(goal, ()), *move.addresses})
    return Surroundings(
        languages=newsroom.languages,
        translations=ledger.translations_of(stand.translation_key for stand in standings),
        translated=ledger.translated_from(stories),
        pinned_in=pinned,
        leads_to=leads_to,
        friendly=topics.friendly_names(named),
        archived=topics.archived(
            {
                address
                for move in moved_topics
                if move.renamed or len(move.goals) > 1
                for address in (*move.addresses, *move.goals)
            }
        ),
    )


def _pins(stories: Iterable[int], merges: Merges) -> dict[int, list[str]]:
    """Story → addresses of the topics it is pinned in, merged ones replaced by where they went."""
    found: dict[int, list[int]] = defaultdict(list)
    for batch in in_batches(stories):
        pins = TopicPin.objects.filter(story_id__in=batch)
        for story, topic in pins.values_list("story_id", "topic_id"):
            found[story].append(merges.end_of(topic))
    addresses: dict[int, str] = {}
    for batch in in_batches(topic for ends in found.values() for topic in ends):
        addresses.update(Topic.objects.filter(pk__in=batch).values_list("pk", "address"))
    return {story: [addresses[topic] for topic in ends] for story, ends in found.items()}


def _enter_all(merges: Merges, stopped: Collection[int], root: str, state: ReleaseState) -> None:
    """Write the whole ledger anew from the record, leaving out `stopped`."""
    read_unmapped()
    Stopped.objects.exclude(pk__in=stopped).delete()
    withdrawals.note_full_publish(stopped)
    DuePage.objects.all().delete()
    ledger.write_anew(every_stand(), merges)
    withdrawals.note_standing()
    withdrawals.note_unseen(assets.names_of)
    actions.write_anew(merges, state)
    old_addresses.write_anew(root)
    TopicStanding.objects.all().delete()
    for batch in in_batches(Topic.objects.values_list("pk", flat=True)):
        topics.renew(batch, merges)
