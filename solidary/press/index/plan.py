"""Turning changes of the record into due pages.

The journal is consumed, the ledger brought up to the record and the due pages noted, all in
one transaction. From then on a kill loses nothing: due pages are drawn from what the ledger
and the record say whenever the press runs again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction

from solidary.press.drawing.templates import edition
from solidary.press.index import ledger, topics, withdrawals
from solidary.press.index.touched import Move, Rules, Surroundings, touched
from solidary.press.models import (
    DuePage,
    Entry,
    Journal,
    ReleaseState,
    Stocked,
    StockFile,
    Stopped,
    TopicStanding,
    Use,
)
from solidary.press.reading.newsroom import House, read_house
from solidary.press.reading.record import (
    every_stand,
    in_batches,
    merged_topics,
    stands,
)
from solidary.press.reading.snapshot import read_unmapped
from solidary.press.things import assets as stock
from solidary.release import addresses as at
from solidary.stories.models import Story, Topic, TopicPin

ENOUGH = 3_000
"""Changed stories, or due pages, from which a full publish is the shorter way."""
EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the next pass of the press has to do."""

    house: House
    full: bool


def release_state() -> ReleaseState:
    return ReleaseState.objects.get_or_create(pk=1)[0]


def is_pending() -> bool:
    """Whether the release lags behind the record, as far as a look at the books can tell."""
    return Journal.objects.exists() or DuePage.objects.exists()


def ask_for_everything() -> None:
    Journal.objects.create(kind=EVERYTHING)


def make_plan(rules: Rules, *, full: bool = False, stopped: Collection[int] = ()) -> Plan:
    """Consume the journal. `full` asks for a full publish whatever has changed; `stopped`:
    stories found in this run that can't be drawn, not to be tried again in it."""
    ready = stock.produce(_shown_by_changes())
    with transaction.atomic():
        rows = list(Journal.objects.values_list("pk", "kind", "ref"))
        state = release_state()
        house = read_house(ledger.languages_standing())
        changes: dict[str, set[int]] = defaultdict(set)
        for _, kind, ref in rows:
            changes[kind].add(ref)
        everything = (
            full
            or EVERYTHING in changes
            or state.edition != edition()
            or state.newsroom != house.print
            or len(changes["story"]) > ENOUGH
            or (house.logo_id is not None and house.logo_id in changes["photo"])
        )
        if not everything:
            everything = not _enter_changes(changes, house, ready, rules)
        if everything:
            _enter_everything(stopped)
            house = read_house(ledger.languages_standing())
        for batch in in_batches(pk for pk, _, _ in rows):
            Journal.objects.filter(pk__in=batch).delete()
        if everything:
            ask_for_everything()
    return Plan(house, everything)


def stop_stories(faults: Iterable[tuple[int, str, str]]) -> None:
    """Leave stories that can't be drawn out of the release: (story, headline, reason)."""
    with transaction.atomic():
        for story, headline, reason in faults:
            Stopped.objects.update_or_create(
                pk=story, defaults={"headline": headline[:300], "reason": reason}
            )
            Journal.objects.create(kind="stopped", ref=story)


def _shown_by_changes() -> set[stock.Ref]:
    """What changed stories show now, so that it can be made ready before anything is locked."""
    rows = Journal.objects.filter(kind__in=("story", "photo", "media", "document"))
    changes: dict[str, set[int]] = defaultdict(set)
    for kind, ref in rows.values_list("kind", "ref"):
        changes[kind].add(ref)
    shown: set[stock.Ref] = set()
    if len(changes["story"]) <= ENOUGH:
        for stand in stands(changes["story"]).values():
            shown |= stand.uses
    used = Use.objects.filter(kind__in=("photo", "media", "document"))
    for kind in ("photo", "media", "document"):
        for batch in in_batches(changes[kind]):
            rows_used = used.filter(kind=kind, ref__in=batch).values_list("ref", flat=True)
            shown.update((kind, ref) for ref in rows_used)
    return shown


def _enter_changes(
    changes: dict[str, set[int]], house: House, ready: dict[stock.Ref, stock.Made], rules: Rules
) -> bool:
    """Enter single changes into the ledger; False where everything has to be entered instead."""
    Stopped.objects.filter(pk__in=changes["story"]).delete()
    merged = merged_topics()
    keys = changes["story"] | changes["stopped"] | _users_of(changes)
    known = set(TopicStanding.objects.values_list("pk", flat=True)) if keys else set()
    named = {
        topic for stand in stands(keys).values() for topic in stand.topics if topic not in known
    }
    moved_topics = topics.renew(changes["topic"] | named, merged)
    renamed = [move.pk for move in moved_topics if move.renamed]
    keys |= _stories_of(renamed)
    if len(keys) > ENOUGH:
        return False
    moves = ledger.moves_of(keys)
    counted = {
        key for move in moves for stand in move.standings() for key in ledger.count_keys(stand)
    }
    kin = ledger.kin_of(stand.kin for move in moves for stand in move.standings())
    counted |= {
        (0, language, part)
        for relatives in kin.values()
        for language, _, day in relatives
        for part in ledger.parts_with_whole(day)
    }
    before = ledger.counts(counted)
    ledger.enter(moves)
    withdrawals.note_moves(moves)
    if nowhere := keys - {stand.story for move in moves for stand in move.standings()}:
        withdrawals.note_unseen(stock.names_of, nowhere)
    if read_house(ledger.languages_standing()).languages != house.languages:
        return False
    after = ledger.counts(counted)
    around = _surroundings(moves, house, merged)
    due = touched(moves, before, after, around, rules)
    for topic in moved_topics:
        due.update(topics.pages_of(topic, house.languages))
    if changes["front"]:
        due.update(at.front_page(language) for language in house.languages)
        due.add(at.ROOT_INDEX)
    shown = {use for move in moves for stand in move.standings() for use in stand.uses}
    shown |= {(kind, ref) for kind in ("photo", "media", "document") for ref in changes[kind]}
    due |= stock.restock(shown, ready)
    note_due(due)
    return True


def note_due(due: Iterable[str]) -> None:
    DuePage.objects.bulk_create(
        [DuePage(address=address) for address in sorted(due)],
        ignore_conflicts=True,
        batch_size=2_000,
    )


def _users_of(changes: dict[str, set[int]]) -> set[int]:
    """Stories that show a changed photo, recording, document or place."""
    found: set[int] = set()
    for kind in ("photo", "media", "document", "place"):
        for batch in in_batches(changes[kind]):
            users = Use.objects.filter(kind=kind, ref__in=batch)
            found.update(users.values_list("story_id", flat=True))
    for batch in in_batches(changes["place"]):
        links = Story.places.through.objects.filter(place_id__in=batch)
        found.update(links.values_list("story_id", flat=True))
    found.discard(0)
    return found


def _stories_of(topic_keys: Iterable[int]) -> set[int]:
    """Stories that stand in these topics, or should."""
    found: set[int] = set()
    for batch in in_batches(topic_keys):
        found.update(Entry.objects.filter(scope__in=batch).values_list("story_id", flat=True))
        links = Story.topics.through.objects.filter(topic_id__in=batch)
        found.update(links.values_list("story_id", flat=True))
    return found


def _surroundings(moves: list[Move], house: House, merged: dict[int, int]) -> Surroundings:
    """What stands around these moves, after them."""
    standings = [stand for move in moves for stand in move.standings()]
    stories = {stand.story for stand in standings}
    pinned: dict[int, list[int]] = defaultdict(list)
    for batch in in_batches(stories):
        pins = TopicPin.objects.filter(story_id__in=batch)
        for story, topic in pins.values_list("story_id", "topic_id"):
            pinned[story].append(merged.get(topic, topic))
    wanted = {topic for stand in standings for topic in stand.topics}
    wanted |= {topic for found in pinned.values() for topic in found}
    named: dict[int, str] = {}
    for batch in in_batches(wanted):
        named.update(TopicStanding.objects.filter(pk__in=batch).values_list("pk", "address"))
    return Surroundings(
        languages=house.languages,
        topics=named,
        kin=ledger.kin_of(stand.kin for stand in standings),
        translated=ledger.translated_from(stories),
        pinned_in={
            story: [topic for topic in found if topic in named] for story, found in pinned.items()
        },
        leads_to=topics.merged_into(named, merged),
        friendly=topics.friendly_names(named),
    )


def _enter_everything(stopped: Collection[int]) -> None:
    """Write the whole ledger anew from the record, leaving out `stopped`."""
    read_unmapped()
    Stopped.objects.exclude(pk__in=stopped).delete()
    withdrawals.note_everything(stopped)
    DuePage.objects.all().delete()
    merged = merged_topics()
    ledger.write_anew(every_stand(), merged)
    withdrawals.note_standing()
    withdrawals.note_unseen(stock.names_of)
    TopicStanding.objects.all().delete()
    for batch in in_batches(Topic.objects.values_list("pk", flat=True)):
        topics.renew(batch, merged)


def stock_everything(house: House) -> None:
    """Make ready whatever the ledger says is shown; forget what isn't shown any more.

    Outside the plan's transaction: deriving the pictures of a whole archive takes its time.
    """
    if house.logo_id is not None:
        Use.objects.get_or_create(story_id=0, kind="photo", ref=house.logo_id)
    shown = set(Use.objects.exclude(kind="place").values_list("kind", "ref").distinct())
    known = set(Stocked.objects.values_list("kind", "ref"))
    for part in in_parts(sorted(shown | known), 200):
        ready = stock.produce(ref for ref in part if ref in shown)
        with transaction.atomic():
            stock.restock(part, ready)
    for kind, ref in StockFile.objects.values_list("kind", "ref").distinct():
        if (kind, ref) not in shown:
            StockFile.objects.filter(kind=kind, ref=ref).delete()


def in_parts(refs: list[stock.Ref], size: int) -> Iterable[list[stock.Ref]]:
    return (refs[start : start + size] for start in range(0, len(refs), size))
