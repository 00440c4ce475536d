"""The form, and the first POST: a whole contribution, answered with its receipt."""

from __future__ import annotations

import time

from django.http import HttpRequest, HttpResponse

from solidary.letterbox.newsroom import Newsroom, current_newsroom
from solidary.letterbox.pages.drawing import FALLBACK, draw
from solidary.letterbox.reading.form import BrokenRequestError, Form, TooMuchError, read_form
from solidary.letterbox.receipt.derive import BusyError, derive
from solidary.letterbox.receipt.secret import new_secret
from solidary.letterbox.receipt.writing import written
from solidary.letterbox.rows import RowsError
from solidary.letterbox.state import Letterbox, current_letterbox
from solidary.letterbox.taking import KEPT, Fate, Taking
from solidary.letterbox.tokens import (
    LEAST,
    ForgedTokenError,
    Purpose,
    QuickTokenError,
    Token,
    TokenError,
)
from solidary.letterbox.views.pages import Draft, Said, form_page
from solidary.letterbox.views.refusing import refused
from solidary.sealing.bag.envelope import IN, remove_folder
from solidary.sealing.disk import today
from solidary.sealing.faults import EnvelopeRefusedError


def choose(request: HttpRequest) -> HttpResponse:
    """The way to the form in each language."""
    return HttpResponse(draw("choose.html", FALLBACK, current_newsroom()))


def show(request: HttpRequest, language: str) -> HttpResponse:
    """The empty form."""
    draft = Draft.empty(language)
    return form_page(current_letterbox(), current_newsroom(), language, draft)


def send(request: HttpRequest, language: str) -> HttpResponse:
    """Take a contribution, or give the form back with all that was written in it."""
    letterbox, newsroom = current_letterbox(), current_newsroom()
    taking = letterbox.taking(newsroom)
    try:
        form = read_form(request, lambda _: taking)
        return _Sending(letterbox, newsroom, language, form, taking).answer()
    except (BrokenRequestError, TooMuchError) as error:
        taking.give_up()
        return refused(request, "large" if isinstance(error, TooMuchError) else "broken")
    except BaseException:
        taking.give_up()
        raise


class _Sending:
    """One first POST."""

    def __init__(
        self, letterbox: Letterbox, newsroom: Newsroom, language: str, form: Form, taking: Taking
    ) -> None:
        self.letterbox, self.newsroom, self.language = letterbox, newsroom, language
        self.form, self.taking = form, taking
        self.draft = Draft.of(form)
        self.token: Token | None = None

    def answer(self) -> HttpResponse:
        self._go_on_with_carried()
        said = self._in_the_way()
        if said.reason or said.fate:
            return self._back(said)
        assert self.token is not None
        try:
            with self.letterbox.once.page(self.token.once) as free:
                return self._take(self.token) if free else self._back(Said("used"))
        except RowsError:
            return self._back(Said("full"))

    def _go_on_with_carried(self) -> None:
        text = self.form.fields.get("carried", "")
        if text:
            try:
                carried = self.letterbox.tokens.read(text, Purpose.CARRIED, time.time())
            except TokenError:
                return
            self.taking.go_on_with(carried.carries)

    def _in_the_way(self) -> Said:
        """Why nothing is taken; the last look at a bucket takes from it."""
        draft, limits = self.draft, self.newsroom.limits
        if self.newsroom.paused:
            return Said("paused")
        try:
            text = self.form.fields.get("token", "")
            self.token = self.letterbox.tokens.read(text, Purpose.SEND, time.time(), least=LEAST)
        except QuickTokenError:
            return Said("quick")
        except ForgedTokenError:
            self.taking.give_up()
            return Said("stale")
        except TokenError:
            return Said("stale")
        if self.form.fields.get("website"):
            return Said("trap")
        if self.taking.fate is Fate.SEVERAL:
            return Said("several")
        if len(draft.words) > limits.characters:
            return Said("long", len(draft.words))
        if max(map(len, draft.lines)) > limits.line:
            return Said("line")
        if not self.taking.files and not draft.words and not self.form.ticked("following"):
            fate = self.taking.fate
            return Said("nothing") if fate is Fate.NONE else Said(fate=str(fate))
        topic = draft.topic if draft.topic in dict(self.newsroom.topics(self.language)) else ""
        minutes = self.letterbox.wait("contributions", topic)
        return Said("dry", minutes=minutes) if minutes else Said()

    def _back(self, said: Said) -> HttpResponse:
        """The form again, with all that was written; a file that came is carried over."""
        fate, size = self.taking.fate, self.taking.total
        carried = {} if said.reason in ("paused", "used") else self.taking.carry()
        if not carried:
            self.taking.give_up()
        if not said.fate and fate is not Fate.NONE and said.reason != "several":
            lost = "lost" if fate in KEPT else str(fate)
            said = said._replace(fate="carried" if carried else lost, size=size)
        return form_page(self.letterbox, self.newsroom, self.language, self.draft, said, carried)

    def _take(self, token: Token) -> HttpResponse:
        secret = None if self.draft.skip else new_secret()
        try:
            derived = derive(secret, self.letterbox.pepper) if secret is not None else None
        except BusyError:
            return self._back(Said("busy"))
        draft, taking = self.draft, self.taking
        words = {
            "language": self.language, "topic": draft.topic, "words": draft.words,
            "place": draft.place, "day": draft.day, "credit": draft.credit, "faces": draft.faces,
            "quote": draft.quote, "contact": draft.contact,
            "receipt": {"key": derived.identity.public} if derived else None,
        }  # fmt: skip
        try:
            name = taking.finish(words)
        except EnvelopeRefusedError:
            return self._back(Said("full"))
        try:
            row = derived.row if derived else None
            self.letterbox.rows.add(name, row, today(), taking.files, taking.total)
            self.letterbox.rows.use(token.once, today())
        except RowsError:
            remove_folder(self.letterbox.bag / IN / name)
            return self._back(Said("full"))
        return self._sent(name, secret)

    def _sent(self, name: str, secret: int | None) -> HttpResponse:
        make, now = self.letterbox.tokens.make, time.time()
        taking = self.taking
        fates = [("arrived", size) for size in taking.carried_sizes]
        if taking.fate is not Fate.NONE:
            fates.append((str(taking.fate), taking.size))
        page = draw(
            "sent.html",
            self.language,
            self.newsroom,
            words=bool(self.draft.words),
            fates=fates,
            turned=self.form.turned,
            secret=written(secret, self.language) if secret is not None else None,
            token=make(Purpose.ADD, now, of=name),
            pieces=make(Purpose.PIECES, now, of=name),
        )
        return HttpResponse(page)
