"""What the keeper does, whoever asks over which line: keys, words, pictures, the index.

Whatever opens something needs the token of a live session, and answers with the name of its key.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from solidary.keeper.answers import Index, Item, State, Unlocked, Words
from solidary.keeper.answers import Session as SessionAnswer
from solidary.keeper.faults import (
    LockedError,
    NotAllowedError,
    NotWholeError,
    RemovedError,
)
from solidary.keeper.index.book import Book
from solidary.keeper.reading import (
    MOST_TEXT,
    entry_of,
    line,
    names_of,
    opened,
    receipt_of,
    shown,
)
from solidary.keeper.sessions import REST, Session, Sessions
from solidary.keeper.unlocking import Unlocking
from solidary.sealing.desk_keys import DeskKeys
from solidary.sealing.faults import DeskKeyError, SealingError
from solidary.sealing.opening import OpenedEnvelope, Wrong
from solidary.sealing.strongroom import Strongroom


class Keeper:
    """The keeper's work. Safe for threads."""

    def __init__(self, keys: DeskKeys, room: Strongroom, book: Book, state: State) -> None:
        """`state`: what this machine lacks."""
        self._keys, self._room, self._book = keys, room, book
        self._state = state
        self._unlocking = Unlocking(keys)
        self.sessions = Sessions(ended=self._ended)

    def state(self) -> State:
        """What this machine lacks, and whose keys are unlocked."""
        return replace(self._state, unlocked=tuple(self.sessions.names()))

    def unlock(self, name: str, passphrase: str) -> Unlocked:
        """A new session. Raises WrongPassphraseError, TooOftenError, NoKeyError, BusyError."""
        held = self._unlocking.unlock(name, passphrase)
        return Unlocked(self.sessions.begin(name, held), name, REST)

    def session(self, token: str) -> SessionAnswer:
        """Whose token it is; asking doesn't keep it from resting. Raises LockedError."""
        session = self._of(token, at_rest=True)
        return SessionAnswer(session.name, self.sessions.seconds_left(session))

    def lock(self, token: str) -> bool:
        """Lock a session's key; whether there was one."""
        return self.sessions.end(token)

    def lock_all(self) -> int:
        """Lock every key; how many sessions there were."""
        return self.sessions.end_all()

    def index(self, token: str, *, at_rest: bool) -> Index:
        """What there is for this key. `at_rest`: nobody looks, a page only keeps itself up to date."""
        session = self._of(token, at_rest=at_rest)
        entries, unopened = self._book.entries(session.key)
        return Index(
            session.name,
            tuple(entries),
            tuple(unopened),
            sum(1 for _ in self._book.unlooked(session.key)),
        )

    def words(self, token: str, name: str) -> Words:
        """All that an envelope says, as far as it is whole. Every piece is compared with its hash."""
        session = self._of(token)
        envelope = opened(self._room, name, session.key, payloads=True)
        names = names_of(envelope)
        entry = entry_of(envelope)
        items = tuple(replace(item, name=names.get(item.ref, "")) for item in entry.items)
        text, said = shown(envelope.words.get("words")), envelope.words
        problems = tuple((each.piece, str(each.wrong)) for each in envelope.problems)
        return Words(
            session.name, replace(entry, items=items), text[:MOST_TEXT], line(said.get("contact")),
            receipt_of(said), problems, len(text) > MOST_TEXT,
        )  # fmt: skip

    def original(self, token: str, name: str, ref: str, *, may_export: bool) -> Iterator[bytes]:
        """An item as it was sent, piece by piece. Raises NotAllowedError without the permission."""
        session = self._of(token)
        if not may_export:
            raise NotAllowedError()
        envelope, item = self._item(session, name, ref)
        return _content(envelope, item)

    def forget(self, name: str) -> bool:
        """Take an envelope out of index and memory at once; whether it was in the index."""
        return self._book.forget(name)

    def rest(self) -> None:
        """What is done every few seconds: lock what rested too long, and write what is new."""
        self.sessions.end_rested()
        self._book.write()

    def close(self) -> None:
        """Lock everything, and write what is new."""
        self.sessions.end_all()

    def _of(self, token: str, *, at_rest: bool = False) -> Session:
        session = self.sessions.of(token, at_rest=at_rest)
        try:
            counts = self._keys.public(session.name) == session.key.public
        except DeskKeyError:
            counts = False
        if not counts:
            # Revoked since.
            self.sessions.end_all(session.name)
            raise LockedError()
        return session

    def _ended(self, session: Session) -> None:
        with suppress(SealingError, OSError):
            self._book.lock(session.key.public)

    def _item(self, session: Session, name: str, ref: str) -> tuple[OpenedEnvelope, Item]:
        envelope = opened(self._room, name, session.key)
        for item in entry_of(envelope).items:
            if item.ref == ref:
                if item.wrong == Wrong.REMOVED:
                    raise RemovedError()
                return envelope, item
        raise RemovedError()


def _content(envelope: OpenedEnvelope, item: Item) -> Iterator[bytes]:
    sealed = next((each for each in envelope.items if each.ref == item.ref), None)
    if sealed is None:
        raise NotWholeError(why=item.wrong or Wrong.DAMAGED)
    try:
        yield from envelope.content(sealed)
    except (SealingError, OSError) as error:
        raise NotWholeError(why=item.wrong or Wrong.DAMAGED) from error
