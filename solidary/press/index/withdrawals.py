"""What stood in the release once and stands there no more: kept, so that its absence can be shown.

Stories, and the pictures, recordings and documents that nothing shows any more, whether they
were withdrawn, replaced or deleted. A row is written in the transaction that plans the release
without the thing, and goes when the thing is published again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import Count, Max
from django.db.models.expressions import RawSQL
from django.utils import timezone

from solidary.press.index.moves import Move
from solidary.press.models import AssetFile, Standing, Withdrawal, WithdrawnBefore
from solidary.press.reading.asking import in_batches
from solidary.press.reading.stands import Stand, stands_of
from solidary.press.reading.uses import by_kind
from solidary.release import addresses as at
from solidary.release.statements import Withdrawn, salted
from solidary.stories.models import Story

STORY = "story"
Ref = tuple[str, int]
"""STORY or a thing's kind, and a key."""
Files = Mapping[Ref, Iterable[str]]
"""Addresses of the files that each has in the release."""
NamesOf = Callable[[str, Iterable[int]], Mapping[int, Iterable[str]]]
"""The names that things of one kind have in addresses, by their keys."""

_listed: dict[str, tuple[tuple[int, ...], Withdrawn]] = {}
"""The list made last, by its salt, with the mark of the rows it was made of."""


def note_moves(moves: Iterable[Move]) -> None:
    """Stories that leave the release with these moves, or come back into it."""
    before = {(STORY, move.old.story): [_page_of(move.old)] for move in moves if move.old}
    after = {(STORY, move.new.story): [_page_of(move.new)] for move in moves if move.new}
    note_files(before, after)


def note_full_publish(stopped: Iterable[int]) -> None:
    """Stories that leave with a full publish; to be called before the ledger is written anew."""
    rows = Standing.objects.values_list("pk", "address", "language")
    gone = rows.exclude(pk__in=Story.objects.published().values("pk"))
    _write(_of_story(*one) for one in gone.iterator())
    for batch in in_batches(stopped):
        _write(_of_story(*one) for one in rows.filter(pk__in=batch))


def note_standing() -> None:
    """Stories that came back with a full publish; to be called after the ledger was written."""
    Withdrawal.objects.filter(kind=STORY, ref__in=Standing.objects.values("pk")).delete()


def note_unseen(names_of: NamesOf, keys: Iterable[int] | None = None) -> None:
    """Withdrawn stories that were never seen to leave: moved in so, or older than these rows.

    They, and what only they showed, are listed all the same. `keys`: look at these stories only.
    """
    known = Withdrawal.objects.filter(kind=STORY).values("ref")
    unseen = Story.objects.withdrawn().exclude(pk__in=known)
    looked_at = unseen.values_list("pk", flat=True) if keys is None else keys
    shown: set[Ref] = set()
    for batch in in_batches(looked_at):
        stands = list(stands_of(unseen.filter(pk__in=batch)))
        _write(_of_story(stand.story, stand.address, stand.language) for stand in stands)
        shown.update(use for stand in stands for use in stand.uses)
    _write_unseen(shown, names_of)


def note_files(before: Files, after: Files) -> None:
    """What leaves the release: the files each had before, without those it has after."""
    standing = {ref: set(files) for ref, files in after.items()}
    gone: list[Withdrawal] = []
    for ref, files in before.items():
        left = set(files) - standing.get(ref, set())
        if left and standing.get(ref):
            # It is still there, under other addresses: moved, replaced, or blurred anew.
            gone.append(_row(*ref, "", sorted(left)))
        elif left:
            gone += _by_name(ref, left)
    addresses = {address for found in standing.values() for address in found}
    for kind, keys in by_kind(ref for ref, found in standing.items() if found).items():
        _forget(kind, keys, addresses)
    _write(gone)
    _free_names(gone, addresses)


def listed(salt: str, *, signed: bool) -> Withdrawn:
    """The list the root names. `signed`: only what the standing release is without already."""
    rows = Withdrawal.objects.exclude(name="")
    if signed:
        rows = rows.exclude(sequence=0)
    counted = rows.annotate(lines=_LINES_BEFORE).aggregate(Count("pk"), Max("pk"), Max("lines"))
    mark = (counted["pk__count"], counted["pk__max"] or 0)
    if (known := _listed.get(salt)) is None or known[0] != mark:
        names = rows.values_list("name", flat=True).iterator(chunk_size=2_000)
        known = mark, Withdrawn(salt, frozenset(salted(salt, name) for name in names))
        _listed[salt] = known
    return known[1] if counted["lines__max"] == 0 else _with_lines_before(known[1])


_LINES_BEFORE = RawSQL("SELECT count(*) FROM press_withdrawnbefore", ())
"""Asked with what else is asked of the rows: few newsrooms have such lines, and a publish is quick."""


def _with_lines_before(made: Withdrawn) -> Withdrawn:
    """A list with the lines readers know from before the record was put back, but for what stands."""
    lines = set(WithdrawnBefore.objects.filter(salt=made.salt).values_list("sha256", flat=True))
    if not lines:
        return made
    stories = Standing.objects.values_list("address", flat=True).iterator(chunk_size=4_000)
    files = AssetFile.objects.values_list("href", flat=True).iterator(chunk_size=4_000)
    lines -= {salted(made.salt, address) for address in stories}
    lines -= {salted(made.salt, at.thing_at(href)) for href in files}
    return Withdrawn(made.salt, made.hashes | lines)


def note_signed(sequence: int) -> None:
    """The release of this number is the first without whatever left since the one before."""
    Withdrawal.objects.filter(sequence=0).update(sequence=sequence)


def _page_of(stand: Stand) -> str:
    return at.story_page(stand.language, stand.address)


def _of_story(story: int, address: str, language: str) -> Withdrawal:
    return _row(STORY, story, address, [at.story_page(language, address)])


def _by_name(ref: Ref, left: Iterable[str]) -> Iterator[Withdrawal]:
    """One row for each name: a recording and its subtitles have one each."""
    names: dict[str, list[str]] = defaultdict(list)
    for address in sorted(left):
        names[at.thing_at(address)].append(address)
    for name, addresses in names.items():
        yield _row(*ref, name, addresses)


def _row(kind: str, ref: int, name: str, hrefs: list[str]) -> Withdrawal:
    return Withdrawal(kind=kind, ref=ref, name=name, addresses=hrefs, gone_at=_moment())


def _moment() -> datetime:
    return timezone.now().replace(microsecond=0)


def _write(rows: Iterable[Withdrawal]) -> None:
    Withdrawal.objects.bulk_create(rows, batch_size=400)


def _forget(kind: str, keys: Iterable[int], standing: Collection[str] = ()) -> None:
    """What stands again is withdrawn no longer; other addresses it had before stay gone."""
    for batch in in_batches(keys):
        back = []
        for row in Withdrawal.objects.filter(kind=kind, ref__in=batch):
            left = [href for href in row.addresses if href not in standing]
            if row.name or not left:
                back.append(row.pk)
            elif left != row.addresses:
                Withdrawal.objects.filter(pk=row.pk).update(addresses=left)
        if back:
            Withdrawal.objects.filter(pk__in=back).delete()


def _free_names(gone: list[Withdrawal], standing: set[str]) -> None:
    """A list of names mustn't accuse what stands: files of two things may share a name."""
    named = {row.name for row in gone if row.name.startswith(at.NAMED_BY_FILE)}
    for name in named:
        folder, stem = name.split("/", 1)
        if AssetFile.objects.filter(href__startswith=f"{folder}/{stem[:2]}/{stem}-").exists():
            Withdrawal.objects.filter(name=name).update(name="")
    names = {at.thing_at(href) for href in standing if href.startswith(at.NAMED_BY_FILE)}
    for batch in in_batches(names):
        rows = Withdrawal.objects.filter(name__in=batch)
        if found := list(rows.values_list("pk", flat=True)):
            Withdrawal.objects.filter(pk__in=found).update(name="")


def _write_unseen(shown: set[Ref], names_of: NamesOf) -> None:
    """What only unseen stories showed. Nobody knows any more which files it was made into."""
    for kind, keys in by_kind(shown).items():
        for batch in in_batches(keys):
            standing = AssetFile.objects.filter(kind=kind, ref__in=batch)
            known = Withdrawal.objects.filter(kind=kind, ref__in=batch)
            seen = {*standing.values_list("ref", flat=True), *known.values_list("ref", flat=True)}
            _write(
                _row(kind, ref, name, [])
                for ref, names in names_of(kind, [key for key in batch if key not in seen]).items()
                for name in names
            )
