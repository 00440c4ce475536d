"""What can be asked of the keeper, by name: each verb reads its question and has the keeper answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import NamedTuple

from solidary.keeper.answers import Picture
from solidary.keeper.asked import Asked
from solidary.keeper.faults import RefusedError
from solidary.keeper.service import Keeper


class Answer(NamedTuple):
    """An answer: facts, a picture's bytes, or a file piece by piece."""

    facts: Mapping[str, object]
    body: bytes = b""
    pieces: Iterator[bytes] | None = None


Verb = Callable[[Keeper, Asked], Answer]


def _state(keeper: Keeper, asked: Asked) -> Answer:
    return Answer(asdict(keeper.state()))


def _unlock(keeper: Keeper, asked: Asked) -> Answer:
    return Answer(asdict(keeper.unlock(asked.name, asked.passphrase())))


def _session(keeper: Keeper, asked: Asked) -> Answer:
    return Answer(asdict(keeper.session(asked.token, at_rest=asked.is_set("at_rest"))))


def _lock(keeper: Keeper, asked: Asked) -> Answer:
    return Answer({"locked": keeper.lock(asked.token)})


def _lock_all(keeper: Keeper, asked: Asked) -> Answer:
    return Answer({"locked": keeper.lock_all()})


def _index(keeper: Keeper, asked: Asked) -> Answer:
    return Answer(asdict(keeper.index(asked.token, at_rest=asked.is_set("at_rest"))))


def _words(keeper: Keeper, asked: Asked) -> Answer:
    return Answer(asdict(keeper.words(asked.token, asked.envelope)))


def _thumbnail(keeper: Keeper, asked: Asked) -> Answer:
    where = asked.token, asked.envelope, asked.ref
    return _of(keeper.thumbnail(*where, asked.edits, at_rest=asked.is_set("at_rest")))


def _view(keeper: Keeper, asked: Asked) -> Answer:
    return _of(keeper.view(asked.token, asked.envelope, asked.ref))


def _faces(keeper: Keeper, asked: Asked) -> Answer:
    return Answer(asdict(keeper.faces(asked.token, asked.envelope, asked.ref)))


def _finish(keeper: Keeper, asked: Asked) -> Answer:
    return _of(keeper.finish(asked.token, asked.envelope, asked.ref, asked.edits))


def _original(keeper: Keeper, asked: Asked) -> Answer:
    may_export = asked.is_set("may_export")
    pieces = keeper.original(asked.token, asked.envelope, asked.ref, may_export=may_export)
    return Answer({"by": keeper.session(asked.token).name}, pieces=pieces)


def _forget(keeper: Keeper, asked: Asked) -> Answer:
    return Answer({"forgotten": keeper.forget(asked.envelope)})


def _of(picture: Picture) -> Answer:
    about = {"by": picture.by, "type": picture.type}
    return Answer({**about, "width": picture.width, "height": picture.height}, picture.data)


VERBS: Mapping[str, Verb] = {
    "state": _state,
    "unlock": _unlock,
    "session": _session,
    "lock": _lock,
    "lock-all": _lock_all,
    "index": _index,
    "words": _words,
    "thumbnail": _thumbnail,
    "view": _view,
    "faces": _faces,
    "finish": _finish,
    "original": _original,
    "forget": _forget,
}


def answer(keeper: Keeper, asked: Asked) -> Answer:
    """What the keeper answers. Raises KeeperError."""
    verb = VERBS.get(asked.verb)
    if verb is None:
        raise RefusedError(why="there is no such verb")
    return verb(keeper, asked)
