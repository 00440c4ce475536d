"""Files in pieces of 1 MiB, for browsers with scripts: each is sealed as soon as it is full.

Every answer says how many bytes of the file are here; the script goes on from there, whatever broke
in between. A request brings as much of a piece as the line bears. The last piece makes the file an
addition of its own, whole and durable.
"""

from __future__ import annotations

import secrets
import time
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from solidary.letterbox.newsroom import Newsroom, current_newsroom
from solidary.letterbox.pages.drawing import sentence
from solidary.letterbox.reading.form import BrokenRequestError, Form, TooMuchError, read_form
from solidary.letterbox.reading.kinds import LOOKED_AT, picture_kind
from solidary.letterbox.rows import Row, RowsError
from solidary.letterbox.state import Letterbox, current_letterbox
from solidary.letterbox.taking import Fate
from solidary.letterbox.tokens import Purpose, Token, TokenError
from solidary.letterbox.unfinished import Held, Place
from solidary.sealing.bag.envelope import EnvelopeWriter
from solidary.sealing.bag.manifest import Kind
from solidary.sealing.disk import today
from solidary.sealing.faults import EnvelopeRefusedError, EnvelopeUnwholeError
from solidary.sealing.piece import PIECE
from solidary.sealing.recipients import Recipients


class _Bytes:
    """What a request brings of a piece, in memory."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.broke = False

    def begin(self, name: str, type: str) -> bool:
        return not self.data

    def write(self, data: bytes) -> bool:
        self.data += data[: PIECE + 1 - len(self.data)]
        return len(self.data) <= PIECE

    def end(self) -> None:
        """It is looked at when the form has been read."""

    def break_off(self) -> None:
        self.broke = True


def piece(request: HttpRequest, language: str) -> HttpResponse:
    """Begin a file, or take one more piece of it."""
    held = _Bytes()
    try:
        form = read_form(request, lambda _: held)
        return _Piece(language, form, held).answer()
    except (BrokenRequestError, TooMuchError):
        return _stop(language, HTTPStatus.BAD_REQUEST, Fate.BROKEN)
    except (EnvelopeRefusedError, RowsError):
        return _stop(language, HTTPStatus.INSUFFICIENT_STORAGE, Fate.FULL)


class _Piece:
    """One request of the script."""

    def __init__(self, language: str, form: Form, held: _Bytes) -> None:
        self.letterbox: Letterbox = current_letterbox()
        self.newsroom: Newsroom = current_newsroom()
        self.language, self.form, self.held = language, form, held
        self.now = time.time()

    def answer(self) -> HttpResponse:
        if self.newsroom.paused:
            return _refusal(self.language, HTTPStatus.SERVICE_UNAVAILABLE, "paused")
        page = self._token("token", Purpose.PIECES)
        row = self.letterbox.rows.named(page.carries["of"]) if page else None
        if row is None or row.withdrawn:
            return _refusal(self.language, HTTPStatus.FORBIDDEN, "stale")
        if not self.form.fields.get("item"):
            return self._begin(row)
        item = self._token("item", Purpose.ITEM)
        if item is None or item.carries["of"] != row.name:
            return _refusal(self.language, HTTPStatus.FORBIDDEN, "stale")
        return self._take(row, item)

    def _token(self, field: str, purpose: Purpose) -> Token | None:
        try:
            return self.letterbox.tokens.read(self.form.fields.get(field, ""), purpose, self.now)
        except TokenError:
            return None

    def _begin(self, row: Row) -> HttpResponse:
        """A file is announced: from where on it is wanted."""
        limits, size = self.newsroom.limits, _number(self.form.line("size"))
        if size < 1:
            return _stop(self.language, HTTPStatus.BAD_REQUEST, Fate.EMPTY)
        if size > limits.file:
            return _stop(self.language, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Fate.LARGE)
        if row.files >= limits.files or row.bytes + size > limits.all_files:
            return _stop(self.language, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Fate.MANY)
        about = (self.form.line("name"), str(size), self.form.line("modified"))
        mark = self.letterbox.unfinished.mark(row.name, *about)
        place = self.letterbox.unfinished.find(mark)
        writer = self._writer(place.envelope) if place else None
        if place is None or writer is None:
            if minutes := self.letterbox.wait("requests"):
                return _refusal(self.language, HTTPStatus.TOO_MANY_REQUESTS, "dry", minutes)
            writer = EnvelopeWriter(
                self.letterbox.bag, self._recipients(), kind=Kind.ADDITION,
                contribution=row.name, reserve=limits.reserve,
            )  # fmt: skip
            place = Place(writer.name, secrets.token_hex(8), size, "")
            self.letterbox.unfinished.note(mark, place)
        have = self._have(writer, place, self.letterbox.unfinished.held(place.envelope))
        return self._says(have, size, item=self._item(row, place))

    def _take(self, row: Row, item: Token) -> HttpResponse:
        """One more piece, in its order; one that came before is passed over."""
        place = Place(
            item.carries["envelope"], item.carries["ref"], int(item.carries["size"]),
            item.carries["kind"],
        )  # fmt: skip
        writer = self._writer(place.envelope)
        if writer is None:
            if self.letterbox.rows.is_used(place.envelope):
                return self._whole(place, again=True)
            return self._says(0, place.size, item="")
        held = self.letterbox.unfinished.held(place.envelope)
        with held.lock:
            have, data = self._have(writer, place, held), bytes(self.held.data)
            room = min(PIECE - len(held.data), place.size - have)
            if _number(self.form.line("at")) != have or not 0 < len(data) <= room:
                return self._says(have, place.size)
            held.data += data
            try:
                return self._seal(row, writer, place, held)
            except EnvelopeUnwholeError:
                # Another request was quicker; where it came to is said, and the script goes on there.
                held.data.clear()
                return self._says(self._have(writer, place, held), place.size)
            except EnvelopeRefusedError:
                held.data.clear()
                raise

    def _have(self, writer: EnvelopeWriter, place: Place, held: Held) -> int:
        """How many bytes of a file are here, sealed or held."""
        pieces = min(writer.next_piece(place.ref) - 1, (place.size - 1) // PIECE)
        return pieces * PIECE + len(held.data)

    def _seal(self, row: Row, writer: EnvelopeWriter, place: Place, held: Held) -> HttpResponse:
        """Seal the piece that is held, where it is full or the last."""
        have = self._have(writer, place, held)
        number, data = (have - len(held.data)) // PIECE + 1, bytes(held.data)
        if number == 1 and not place.kind:
            shown = (
                picture_kind(data[:LOOKED_AT]) if place.size <= self.newsroom.limits.picture else ""
            )
            place = place._replace(kind=shown)
            self.letterbox.unfinished.renew(place)
        if have == place.size:
            writer.put_last(
                place.ref, number, data, name=self.form.line("name")[:200],
                type=self.form.line("type")[:200],
            )  # fmt: skip
            return self._finish(row, writer, place)
        if len(data) == PIECE:
            writer.put_piece(place.ref, number, data)
            held.data.clear()
        return self._says(have, place.size, item=self._item(row, place))

    def _finish(self, row: Row, writer: EnvelopeWriter, place: Place) -> HttpResponse:
        with self.letterbox.once.page(place.envelope) as free:
            if not free:
                return self._whole(place, again=True)
            limits = self.newsroom.limits
            if not self.letterbox.rows.grow(row.name, 1, place.size, limits):
                writer.abandon()
                self.letterbox.unfinished.forget(place.envelope)
                return _stop(self.language, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Fate.MANY)
            try:
                writer.reserve = limits.reserve_for_words
                writer.words(
                    {
                        "language": self.language,
                        "words": "",
                        "faces": self.form.ticked("faces"),
                        "quote": self.form.ticked("quote"),
                    }
                )
                writer.finish()
            except BaseException:
                self.letterbox.rows.grow(row.name, -1, -place.size, limits)
                raise
            self.letterbox.rows.use(place.envelope, today())
            self.letterbox.unfinished.forget(place.envelope)
        return self._whole(place)

    def _writer(self, envelope: str) -> EnvelopeWriter | None:
        """The unfinished envelope of this name; None where it is whole or gone."""
        try:
            return EnvelopeWriter.resume(
                self.letterbox.bag, self._recipients(), envelope,
                reserve=self.newsroom.limits.reserve,
            )  # fmt: skip
        except EnvelopeUnwholeError:
            return None

    def _recipients(self) -> Recipients:
        recipients = self.newsroom.recipients
        if recipients is None:
            raise BrokenRequestError("the letterbox is closed")
        return recipients

    def _item(self, row: Row, place: Place) -> str:
        return self.letterbox.tokens.make(
            Purpose.ITEM, self.now, of=row.name, envelope=place.envelope, ref=place.ref,
            size=str(place.size), kind=place.kind,
        )  # fmt: skip

    def _says(self, have: int, size: int, **more: str) -> HttpResponse:
        say = sentence("progress", self.language, self.newsroom.limits, have, size)
        return JsonResponse({"have": have, "say": say, **more})

    def _whole(self, place: Place, *, again: bool = False) -> HttpResponse:
        fate = "again" if again else Fate.ARRIVED if place.kind else Fate.UNSHOWN
        say = sentence("fate", self.language, self.newsroom.limits, str(fate), place.size)
        return JsonResponse({"have": place.size, "say": say, "whole": True})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1


def _stop(language: str, status: int, fate: Fate) -> HttpResponse:
    """Nothing more of this file is taken, and why."""
    say = sentence("fate", language, current_newsroom().limits, str(fate), 0)
    return JsonResponse({"say": say, "stop": True}, status=status)


def _refusal(language: str, status: int, reason: str, minutes: int = 1) -> HttpResponse:
    say = sentence("refusal", language, current_newsroom().limits, reason, minutes)
    return JsonResponse({"say": say, "stop": True}, status=status)
