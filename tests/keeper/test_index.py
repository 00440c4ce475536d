"""The sealed index: whole after any kill, made again from envelopes, and without what was removed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.keeper.answers import Entry, Item
from solidary.keeper.held_key import HeldKey
from solidary.keeper.index import file, record
from solidary.keeper.index.book import Book
from solidary.sealing.faults import DamagedError, KeysMissingError
from solidary.sealing.recipients import Recipients
from tests.fixtures.laws import examples
from tests.keeper.running import PASSPHRASES, Newsroom, made_newsroom, running
from tests.sealing.keys import identities, recipients

LIKENESS = "0123456789abcdef" * 2


@pytest.fixture
def mine(tmp_path: Path) -> Newsroom:
    return made_newsroom(tmp_path)


def key_of(newsroom: Newsroom, name: str = "ola") -> HeldKey:
    return HeldKey(newsroom.keys.unlock(name, PASSPHRASES[name]))


def book_of(newsroom: Newsroom) -> Book:
    return Book(newsroom.room, newsroom.home.intake_index, newsroom.keys.recipients)


def listed(book: Book, key: HeldKey) -> dict[str, Entry]:
    return {entry.envelope: entry for entry in book.entries(key)[0]}


@given(
    place=st.text(max_size=600),
    items=st.lists(st.builds(Item, st.just("a" * 16), st.integers(0), st.text(max_size=30),
                             st.booleans(), likeness=st.sampled_from(["", LIKENESS])), max_size=40),
)  # fmt: skip
@settings(max_examples=examples(8))
def test_an_entry_comes_back_as_it_was_and_its_size_says_little(
    place: str, items: list[Item]
) -> None:
    entry = Entry("e" * 32, "contribution", "e" * 32, "2026-08-29", place=place, items=tuple(items))
    sealed = record.sealed(entry, "f" * 64, recipients())
    assert record.opened(sealed, record.opener(identities()[1])) == (entry, "f" * 64)
    sizes = {2**power for power in range(11, 20)}
    payload = len(sealed) - sealed.index(b"\n---")
    assert any(size <= payload < size * 1.2 for size in sizes)
    other = record.opener(type(identities()[0]).new())
    with pytest.raises(DamagedError):
        record.opened(sealed, other)


def test_a_new_keeper_lists_from_the_file_what_an_older_one_has_read(mine: Newsroom) -> None:
    envelope = mine.receive(b"\xff\xd8\xff photo", place="Vilnius", faces=True)
    key, book = key_of(mine), book_of(mine)
    (item,) = listed(book, key)[envelope].items
    book.looked(envelope, item.ref, LIKENESS)
    book.write()
    before = listed(book, key)
    assert before[envelope].items[0].likeness == LIKENESS
    data = mine.home.intake_index.read_bytes()
    assert b"Vilnius" not in data and LIKENESS.encode() not in data
    for piece in (mine.home.intake_sealed / envelope).glob("[!e]*"):
        piece.write_bytes(b"not read again")
    assert listed(book_of(mine), key) == before
    assert listed(book_of(mine), key_of(mine, "jan")) == before


@given(at=st.integers(0), how=st.sampled_from(["cut", "flip", "gone", "longer"]))
@settings(max_examples=examples(6))
def test_a_damaged_index_is_made_again(
    tmp_path_factory: pytest.TempPathFactory, at: int, how: str
) -> None:
    newsroom = made_newsroom(tmp_path_factory.mktemp("damaged"))
    envelopes = {newsroom.receive(place="one"), newsroom.receive(place="two")}
    key = key_of(newsroom)
    before = listed(book_of(newsroom), key)
    assert set(before) == envelopes
    path = newsroom.home.intake_index
    data = bytearray(path.read_bytes())
    place = at % len(data)
    match how:
        case "cut":
            path.write_bytes(data[:place])
        case "flip":
            data[place] ^= 1 + at % 255
            path.write_bytes(data)
        case "longer":
            path.write_bytes(bytes(data) + bytes(data[:place]))
        case "gone":
            path.unlink()
    assert listed(book_of(newsroom), key) == before


def test_a_record_in_anothers_place_is_not_believed(mine: Newsroom) -> None:
    one, other = mine.receive(place="one"), mine.receive(place="other")
    key = key_of(mine)
    before = listed(book_of(mine), key)
    stored = file.read(mine.home.intake_index)
    swapped = {one: stored.records[other], other: stored.records[one]}
    file.write(mine.home.intake_index, stored._replace(records=swapped), shred=False)
    assert listed(book_of(mine), key) == before


def test_what_was_removed_leaves_the_file_at_once_though_every_key_is_locked(
    mine: Newsroom,
) -> None:
    gone, stays = mine.receive(place="gone"), mine.receive(place="stays")
    book, key = book_of(mine), key_of(mine)
    before = listed(book, key)
    book.lock(key.public)
    key.wipe()
    old = file.read(mine.home.intake_index).records
    with mine.home.intake_index.open("rb") as unlinked:
        mine.room.remove(gone)
        assert book.forget(gone)
        assert not book.forget(gone)
        assert not any(unlinked.read())
    assert file.read(mine.home.intake_index).records == {stays: old[stays]}
    assert listed(book_of(mine), key_of(mine)) == {stays: before[stays]}


def test_a_shredded_item_keeps_no_likeness(mine: Newsroom) -> None:
    envelope = mine.receive(b"\xff\xd8\xff one", b"\xff\xd8\xff two")
    book, key = book_of(mine), key_of(mine)
    first, second = listed(book, key)[envelope].items
    for item in (first, second):
        book.looked(envelope, item.ref, LIKENESS)
    book.write()
    for header in (mine.home.intake_keys / envelope).glob(f"{first.ref}.*"):
        header.unlink()
    again = {item.ref: item for item in listed(book, key)[envelope].items}
    assert (again[first.ref].likeness, again[first.ref].wrong) == ("", "removed")
    assert again[second.ref].likeness == LIKENESS
    assert listed(book_of(mine), key)[envelope].items == tuple(again.values())


def test_an_index_for_others_is_sealed_again_for_those_who_stay(mine: Newsroom) -> None:
    envelope = mine.receive(place="Minsk")
    ola, jan = key_of(mine), key_of(mine, "jan")
    book = book_of(mine)
    before = listed(book, jan)
    assert listed(book_of(mine), ola) == before
    three = Recipients((jan.public, mine.keys.recovery_public(), identities()[0].public))
    others = Book(mine.room, mine.home.intake_index, lambda: three)
    assert listed(others, jan) == before
    others.looked(envelope, "0" * 16, "")
    others._changed.add(envelope)
    others.write()
    stored = file.read(mine.home.intake_index)
    assert stored.sealed_for == file.fingerprint(three)
    assert record.opened(stored.records[envelope], record.opener(jan))
    with pytest.raises(DamagedError):
        record.opened(stored.records[envelope], record.opener(ola))


def test_without_keys_to_seal_for_nothing_is_written(mine: Newsroom) -> None:
    mine.receive(place="Minsk")

    def nobody() -> Recipients:
        raise KeysMissingError

    book = Book(mine.room, mine.home.intake_index, nobody)
    assert len(book.entries(key_of(mine))[0]) == 1
    assert not mine.home.intake_index.exists()


def killed_at(moment: int, work: Callable[[], object]) -> bool:
    """Do some work in a process that is killed before its nth fsync or rename; whether it was."""
    child = os.fork()
    if child == 0:
        left = moment
        for name in ("fsync", "replace"):
            real = getattr(os, name)

            def dying(*words: object, real: Callable[..., None] = real) -> None:
                nonlocal left
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                real(*words)

            setattr(os, name, dying)
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_a_kill_at_any_moment_leaves_the_old_index_or_the_new_one(mine: Newsroom) -> None:
    gone, stays = mine.receive(place="gone"), mine.receive(place="stays")
    key = key_of(mine)
    book_of(mine).entries(key)
    path = mine.home.intake_index
    old = path.read_bytes()
    mine.room.remove(gone)
    moment, seen = 0, set()
    while killed_at(moment, lambda: book_of(mine).forget(gone)):
        data = path.read_bytes()
        names = set(file.read(path).records)
        assert data == old or names == {stays}
        seen.add(frozenset(names))
        path.write_bytes(old)
        moment += 1
    assert moment >= 3 and seen == {frozenset({gone, stays}), frozenset({stays})}
    assert set(file.read(path).records) == {stays}


@pytest.mark.exhaustive
def test_what_was_removed_while_no_keeper_ran_is_out_of_the_index_once_one_runs(
    mine: Newsroom,
) -> None:
    gone, stays = mine.receive(place="gone"), mine.receive(place="stays")
    book_of(mine).entries(key_of(mine))
    assert set(file.read(mine.home.intake_index).records) == {gone, stays}
    mine.room.remove(gone)
    with running(mine):
        assert set(file.read(mine.home.intake_index).records) == {stays}


def test_the_keeper_forgets_without_a_key_and_lists_after_a_new_start(mine: Newsroom) -> None:
    gone, stays = mine.receive(b"GIF89a", place="gone"), mine.receive(place="stays")
    with running(mine):
        token = mine.unlocked()
        assert {each.envelope for each in mine.keeper.index(token).entries} == {gone, stays}
        mine.keeper.lock(token)
        mine.room.remove(gone)
        assert mine.keeper.forget(gone)
        assert set(file.read(mine.home.intake_index).records) == {stays}
    torn = mine.home.intake_index.with_name("index.sealed.part")
    torn.write_bytes(b"half of one")
    with running(mine):
        assert not torn.exists()
        index = mine.keeper.index(mine.unlocked("jan"))
        assert [each.place for each in index.entries] == ["stays"]
