"""A receipt is typed in; what it opens is shown. Right or wrong, the answer is as late and as long."""

from __future__ import annotations

import secrets
import time
from functools import cache

from django.http import HttpRequest, HttpResponse

from solidary.letterbox.newsroom import Newsroom, current_newsroom
from solidary.letterbox.pages.drawing import draw
from solidary.letterbox.reading.form import BrokenRequestError, Form, TooMuchError, read_form
from solidary.letterbox.receipt.derive import BusyError, Derived, derive
from solidary.letterbox.receipt.questions import open_questions
from solidary.letterbox.receipt.secret import WORDS, new_secret
from solidary.letterbox.receipt.writing import read_typed
from solidary.letterbox.rows import Row
from solidary.letterbox.state import Letterbox, current_letterbox
from solidary.letterbox.tokens import Purpose
from solidary.letterbox.views.refusing import refused
from solidary.sealing.bag.envelope import IN
from solidary.sealing.identity import Identity
from solidary.sealing.questions import sealed_question

SAME = 64 * 1024
"""Bytes of every answer to a receipt, right or wrong; of a longer one, a multiple."""


NO_ROW = Row("0" * 32, 0, 0, False)
"""What a receipt that opens nothing is drawn with; nobody sees it."""


@cache
def _decoy() -> tuple[str, Identity]:
    """A question that is opened whenever a receipt is typed in, and the key to it."""
    key = Identity.new()
    return sealed_question("?", key.public), key


def show(request: HttpRequest, language: str) -> HttpResponse:
    """The page on which a receipt is typed in."""
    return HttpResponse(_asking(language, current_newsroom(), "", 0))


def open_receipt(request: HttpRequest, language: str) -> HttpResponse:
    """What a receipt opens; or one sentence."""
    letterbox, newsroom = current_letterbox(), current_newsroom()
    try:
        form = read_form(request)
    except (BrokenRequestError, TooMuchError) as error:
        return refused(request, "large" if isinstance(error, TooMuchError) else "broken")
    if minutes := letterbox.wait("receipts"):
        return refused(request, "dry", minutes)
    try:
        page = _page(letterbox, newsroom, language, form)
    except BusyError:
        return refused(request, "busy")
    return HttpResponse(_filled(page))


def _page(letterbox: Letterbox, newsroom: Newsroom, language: str, form: Form) -> str:
    boxes = [form.line(f"word{place}") for place in range(1, WORDS + 1)]
    typed = read_typed(" ".join(filter(None, boxes)), form.line("digits"), language)
    # What isn't a receipt at all costs as much as one that is.
    secret = typed.secret if typed.secret is not None else new_secret()
    derived = derive(secret, letterbox.pepper)
    row = letterbox.rows.find(derived.row)
    # Both pages are drawn, with a question opened for each, so that neither takes longer.
    wrong = _asking(language, newsroom, typed.wrong or "nothing", typed.number)
    right = _opened(letterbox, newsroom, language, row or NO_ROW, derived)
    return wrong if row is None or typed.secret is None else right


def _asking(language: str, newsroom: Newsroom, wrong: str, number: int) -> str:
    return draw("receipt.html", language, newsroom, switch="receipt", wrong=wrong, number=number)


def _opened(
    letterbox: Letterbox, newsroom: Newsroom, language: str, row: Row, derived: Derived
) -> str:
    reply = newsroom.reply_to(row.name)
    question, key = _decoy()
    open_questions((question,), key)
    if row.withdrawn:
        state = "withdrawn"
    elif reply is not None:
        state = reply.state
    else:
        state = "here" if (letterbox.bag / IN / row.name).is_dir() else "waiting"
    now, make = time.time(), letterbox.tokens.make
    return draw(
        "opened.html",
        language,
        newsroom,
        state=state,
        files=row.files,
        questions=open_questions(reply.questions, derived.identity) if reply else [],
        token=make(Purpose.OPENED, now, of=row.name),
        pieces=make(Purpose.PIECES, now, of=row.name),
    )


def _filled(page: str) -> bytes:
    """A page as long as any other answer, in bytes that nothing on the way can make shorter."""
    page_bytes = page.encode()
    room = -(len(page_bytes) + len(b"<!---->")) % SAME
    return page_bytes + b"<!--" + secrets.token_hex(room // 2 + 1)[:room].encode() + b"-->"
