"""What the keeper does, whoever asks over which line: keys, words, pictures, the index.

Whatever opens something needs the token of a live session, and answers with the name of its key.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from solidary.darkroom import likeness
from solidary.darkroom.faces.edits import Edits, EditsError
from solidary.darkroom.faces.small import may_hide_small_ones, shrunk
from solidary.keeper.answers import Entry, Faces, Index, Item, Picture, State, Unlocked, Words
from solidary.keeper.answers import Session as SessionAnswer
from solidary.keeper.faults import (
    KeeperError,
    LockedError,
    NotAllowedError,
    NotForKeyError,
    NotWholeError,
    RefusedError,
    RemovedError,
    UndevelopedError,
)
from solidary.keeper.index.book import Book
from solidary.keeper.pictures import THUMBNAIL, VIEW, Made, Pictures, Which, check_picture
from solidary.keeper.reading import (
    MOST_TEXT,
    entry_of,
    line,
    may_open,
    names_of,
    opened,
    receipt_of,
    shown,
    stored,
)
from solidary.keeper.sessions import REST, Session, Sessions
from solidary.keeper.unlocking import Unlocking
from solidary.sealing.bag.manifest import ABOUT
from solidary.sealing.desk_keys import DeskKeys
from solidary.sealing.faults import DeskKeyError, SealingError
from solidary.sealing.opening import OpenedEnvelope, Wrong
from solidary.sealing.strongroom import Strongroom


class Keeper:
    """The keeper's work. Safe for threads."""

    def __init__(
        self, keys: DeskKeys, room: Strongroom, book: Book, pictures: Pictures, state: State
    ) -> None:
        """`state`: what this machine lacks."""
        self._keys, self._room, self._book, self._pictures = keys, room, book, pictures
        self._state = state
        self._unlocking = Unlocking(keys)
        self.sessions = Sessions(ended=self._ended)
        self._grouping = threading.Lock()
        self._grouped: tuple[dict[tuple[str, str], int], tuple[tuple[tuple[str, str], ...], ...]]
        self._grouped = {}, ()

    def state(self) -> State:
        """What this machine lacks, and whose keys are unlocked."""
        return replace(self._state, unlocked=tuple(self.sessions.names()))

    def unlock(self, name: str, passphrase: str) -> Unlocked:
        """A new session. Raises WrongPassphraseError, TooOftenError, NoKeyError, BusyError."""
        held = self._unlocking.unlock(name, passphrase)
        return Unlocked(self.sessions.begin(name, held), name, REST)

    def session(self, token: str, *, at_rest: bool = True) -> SessionAnswer:
        """Whose token it is; asking `at_rest` doesn't keep it from resting. Raises LockedError."""
        session = self._of(token, at_rest=at_rest)
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
        with self._using(session):
            entries, unopened = self._book.entries(session.key)
            unlooked = sum(1 for _ in self._book.unlooked(session.key))
            alike = self._alike(entries)
        return Index(session.name, tuple(entries), tuple(unopened), unlooked, alike)

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

    def thumbnail(
        self, token: str, name: str, ref: str, edits: list[object] | None = None, *,
        at_rest: bool = False,
    ) -> Picture:  # fmt: skip
        """An item as a small picture, with its `edits` where there are any."""
        session, which = self._of(token, at_rest=at_rest), Which(name, ref, THUMBNAIL)
        return _answered(session, self._edited(session, which, _edits(edits or [])))

    def view(self, token: str, name: str, ref: str) -> Picture:
        """An item as a picture to be looked at."""
        return self._picture(self._of(token), Which(name, ref, VIEW))

    def faces(self, token: str, name: str, ref: str) -> Faces:
        """The faces in an item, looked for in the picture that is published."""
        session = self._of(token)
        which = Which(name, ref, VIEW)
        made = self._shown(session, which)
        with self._using(session):
            found = self._pictures.faces(which, made)
        small = may_hide_small_ones(face.height for face in found)
        size = made.width, made.height
        return Faces(session.name, *size, found, small, shrunk(*size))

    def finish(self, token: str, name: str, ref: str, edits: list[object]) -> Picture:
        """An item as it may be published; made again from the item, whatever was shown before."""
        session, wanted = self._of(token), _edits(edits)
        with self._using(session):
            made = self._made(session, Which(name, ref, VIEW))
            return _answered(session, self._pictures.cover(made, wanted))

    def original(self, token: str, name: str, ref: str, *, may_export: bool) -> Iterator[bytes]:
        """An item as it was sent, piece by piece. Raises NotAllowedError without the permission."""
        session = self._of(token)
        if not may_export:
            raise NotAllowedError()
        envelope, item = self._item(session, name, ref)
        return _content(envelope, item)

    def forget(self, name: str) -> bool:
        """Take an envelope out of index and memory at once; whether it was in the index."""
        self._pictures.forget(name)
        return self._book.forget(name)

    def look_at_next(self) -> bool:
        """Look at one picture that nobody has looked at, while nobody waits and a key is unlocked;
        whether there was one."""
        session = self.sessions.newest()
        if session is None or not self._pictures.is_idle():
            return False
        for name, item in self._book.unlooked(session.key):
            try:
                self._picture(session, Which(name, item.ref, THUMBNAIL))
            except LockedError:
                return False
            except (RemovedError, NotForKeyError):
                continue
            except KeeperError as error:
                if not isinstance(error, (UndevelopedError, NotWholeError)):
                    return False
                self._book.looked(name, item.ref, "")
            return True
        return False

    def rest(self) -> None:
        """What is done at first and every few seconds: lock what rested too long, take out what was
        removed, and write what is new."""
        self.sessions.end_rested()
        with suppress(OSError):
            self._book.sweep()
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
        self._pictures.lock(session.key.public)
        with self._grouping:
            self._grouped = {}, ()

    @contextmanager
    def _using(self, session: Session) -> Iterator[None]:
        """What is done with a key; where it is locked meanwhile nothing of that stays."""
        try:
            yield
        finally:
            if session.key.is_wiped and not self.sessions.holds(session.key.public):
                self._ended(session)
        session.key.check()

    def _alike(self, entries: list[Entry]) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The pictures that are alike, of two or more envelopes or of one."""
        bits = {
            (entry.envelope, item.ref): int(item.likeness, 16)
            for entry in entries
            for item in entry.items
            if item.likeness
        }
        with self._grouping:
            if bits != self._grouped[0]:
                self._grouped = bits, tuple(map(tuple, likeness.groups(bits)))
            return self._grouped[1]

    def _picture(self, session: Session, which: Which) -> Picture:
        return _answered(session, self._shown(session, which))

    def _shown(self, session: Session, which: Which) -> Made:
        envelope = stored(self._room, which.envelope)
        may_open(envelope, f"{which.ref}.{ABOUT}", session.key)
        with self._using(session):
            made = self._pictures.kept(which, session.key.public)
            if made is None:
                made = self._made(session, which)
                self._pictures.keep(which, made, session.key.public)
            self._book.looked(which.envelope, which.ref, made.likeness)
        return made

    def _edited(self, session: Session, which: Which, edits: Edits) -> Made:
        """A picture with its edits, kept as long as the one that it is made of."""
        made = self._shown(session, which)
        if not edits.boxes and not edits.longest:
            return made
        with self._using(session):
            done = self._pictures.kept(which._replace(edits=edits), session.key.public)
            if done is None:
                done = self._pictures.cover(made, edits)
                self._pictures.keep(which._replace(edits=edits), done, session.key.public)
        return done

    def _made(self, session: Session, which: Which) -> Made:
        envelope, item = self._item(session, which.envelope, which.ref)
        check_picture(item.type, item.size, item.wrong)
        data = b"".join(_content(envelope, item))
        return self._pictures.make(data, which.longest)

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


def _edits(listed: list[object]) -> Edits:
    try:
        return Edits.read(listed)
    except EditsError as error:
        raise RefusedError(why=str(error)) from error


def _answered(session: Session, made: Made) -> Picture:
    return Picture(session.name, made.data, made.type, made.width, made.height)
