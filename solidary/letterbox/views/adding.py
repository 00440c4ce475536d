"""What comes after the first POST: another file, an answer, a changed consent, a withdrawal.

Each is an envelope of its own, and safe by itself. The page it comes from says for which contribution
it is; nobody can name one.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from solidary.letterbox.newsroom import current_newsroom
from solidary.letterbox.reading.form import BrokenRequestError, Form, TooMuchError, read_form
from solidary.letterbox.rows import Row, RowsError
from solidary.letterbox.state import current_letterbox
from solidary.letterbox.taking import Fate, Taking
from solidary.letterbox.tokens import Purpose, Token, TokenError
from solidary.letterbox.views.pages import added_page
from solidary.letterbox.views.refusing import refused
from solidary.sealing.bag.envelope import IN, remove_folder
from solidary.sealing.bag.manifest import Kind
from solidary.sealing.bag.withdrawing import withdraw as withdraw_from_bag
from solidary.sealing.disk import today
from solidary.sealing.faults import EnvelopeRefusedError, SealingError


class Page:
    """A page of ours that came back, for a contribution that is there."""

    def __init__(self, language: str, form: Form, token: Token, row: Row) -> None:
        self.letterbox, self.newsroom = current_letterbox(), current_newsroom()
        self.language, self.form, self.token, self.row = language, form, token, row

    def says(self, *, closed: bool = False, **given: Any) -> HttpResponse:
        """The page that follows; more can be added on it, but where it is `closed`."""
        return added_page(
            self.letterbox,
            self.newsroom,
            self.language,
            contribution="" if closed else self.row.name,
            purpose=self.token.purpose,
            **given,
        )


def page_of(language: str, form: Form, *purposes: Purpose) -> Page | None:
    """The page that came back, known by its token; None where it isn't ours, is too old, is for
    something else, or its contribution was withdrawn."""
    letterbox = current_letterbox()
    text = form.fields.get("token", "")
    for purpose in purposes:
        try:
            token = letterbox.tokens.read(text, purpose, time.time())
        except TokenError:
            continue
        row = letterbox.rows.named(token.carries["of"])
        if row is not None and not row.withdrawn:
            return Page(language, form, token, row)
    return None


def add(request: HttpRequest, language: str) -> HttpResponse:
    """Take one more file, with words if there are any."""
    purposes = (Purpose.ADD, Purpose.OPENED)
    newsroom = current_newsroom()
    begun: list[Taking] = []

    def opens(form: Form) -> Taking | None:
        page = None if newsroom.paused else page_of(language, form, *purposes)
        if page is not None:
            begun.append(page.letterbox.taking(newsroom, Kind.ADDITION, page.row))
            return begun[0]
        return None

    def taken(page: Page) -> HttpResponse:
        taking = begun[0] if begun else page.letterbox.taking(newsroom, Kind.ADDITION, page.row)
        words = page.form.text("words")
        if taking.fate is Fate.NONE and not words:
            return page.says(reason="nothing")
        if not taking.files and not words:
            return page.says(fates=[(str(taking.fate), taking.size)])
        consent = {
            "faces": page.form.ticked("faces"),
            "quote": page.form.ticked("quote"),
        }
        fates = [(str(taking.fate), taking.size)] if taking.fate is not Fate.NONE else []
        return _take(page, taking, {"words": words, **consent}, "added", fates)

    try:
        return _answered(request, language, opens, taken, *purposes)
    finally:
        for taking in begun:
            taking.give_up()


def answer(request: HttpRequest, language: str) -> HttpResponse:
    """Take an answer to a question, or more words."""

    def taken(page: Page) -> HttpResponse:
        words = page.form.text("words")
        if not words:
            return page.says(reason="nothing")
        return _take(page, _taking(page, Kind.ANSWER), {"words": words}, "answered")

    return _answered(request, language, _no_file, taken, Purpose.OPENED)


def consent(request: HttpRequest, language: str) -> HttpResponse:
    """Take a changed consent; what isn't named stays as it was."""

    def taken(page: Page) -> HttpResponse:
        given = {name: page.form.fields.get(name) for name in ("faces", "quote")}
        changed: dict[str, object] = {
            name: answer == "yes" for name, answer in given.items() if answer in ("yes", "no")
        }
        if page.form.line("credit"):
            changed["credit"] = page.form.line("credit")
        if not changed:
            return page.says(reason="nothing")
        return _take(page, _taking(page, Kind.CONSENT), changed, "changed")

    return _answered(request, language, _no_file, taken, Purpose.OPENED)


def withdraw(request: HttpRequest, language: str) -> HttpResponse:
    """Take everything back: what is still here is shredded now, the newsroom is told of the rest."""

    def taken(page: Page) -> HttpResponse:
        if not page.form.ticked("sure"):
            return page.says(reason="sure")
        bag, name = page.letterbox.bag, page.row.name
        try:
            withdraw_from_bag(bag, name)
        except EnvelopeRefusedError:
            return page.says(closed=True, reason="half")
        with contextlib.suppress(RowsError):
            page.letterbox.rows.withdraw(name)
        return page.says(closed=True, done="withdrawn")

    return _answered(request, language, _no_file, taken, Purpose.OPENED, always=True)


def _no_file(form: Form) -> None:
    return None


def _taking(page: Page, kind: Kind) -> Taking:
    return page.letterbox.taking(page.newsroom, kind, page.row)


def _answered(
    request: HttpRequest,
    language: str,
    opens: Callable[[Form], Taking | None],
    taken: Callable[[Page], HttpResponse],
    *purposes: Purpose,
    always: bool = False,
) -> HttpResponse:
    """Read the form, know its page, and have it taken; or say why not. `always`: also while the
    newsroom pauses, and however many are here."""
    try:
        form = read_form(request, opens)
    except (BrokenRequestError, TooMuchError) as error:
        return refused(request, "large" if isinstance(error, TooMuchError) else "broken")
    if current_newsroom().paused and not always:
        return refused(request, "paused")
    try:
        page = page_of(language, form, *purposes)
        if page is None:
            return refused(request, "stale")
        if long := _too_long(page):
            return page.says(reason="long", number=long, words=form.text("words"))
        minutes = 0 if always else page.letterbox.wait("requests")
        if minutes:
            return page.says(reason="dry", minutes=minutes, words=form.text("words"))
        return taken(page)
    except (EnvelopeRefusedError, RowsError):
        return refused(request, "full")


def _too_long(page: Page) -> int:
    """Characters of the message, where they are too many."""
    limits = page.newsroom.limits
    longest = len(page.form.text("words"))
    return longest if longest > limits.characters else 0


def _take(
    page: Page,
    taking: Taking,
    words: Mapping[str, object],
    done: str,
    fates: list[tuple[str, int]] | None = None,
) -> HttpResponse:
    """Make the envelope whole and count it; once, however often the page comes back."""
    letterbox, said = page.letterbox, str(words.get("words", ""))
    with letterbox.once.page(page.token.once) as free:
        if not free:
            taking.give_up()
            return page.says(done="again")
        if not letterbox.rows.grow(page.row.name, taking.files, taking.total, taking.limits):
            taking.give_up()
            return page.says(fates=[(str(Fate.MANY), 0)], words=said)
        try:
            name = taking.finish({"language": page.language, **words})
        except BaseException:
            letterbox.rows.grow(page.row.name, -taking.files, -taking.total, taking.limits)
            raise
        try:
            letterbox.rows.use(page.token.once, today())
            row = letterbox.rows.named(page.row.name)
        except RowsError:
            _undo(page, name)
            raise
    if row is None or row.withdrawn:
        # It was withdrawn on another page meanwhile: this goes too.
        _undo(page, name)
        return page.says(closed=True, done="withdrawn")
    return page.says(done=done, words=said, fates=fates or [])


def _undo(page: Page, name: str) -> None:
    with contextlib.suppress(SealingError):
        remove_folder(page.letterbox.bag / IN / name)
