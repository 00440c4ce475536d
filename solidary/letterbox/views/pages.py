"""The pages that answer what was sent."""

from __future__ import annotations

import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from django.http import HttpResponse

from solidary.letterbox.newsroom import Newsroom
from solidary.letterbox.pages.drawing import draw
from solidary.letterbox.reading.form import Form
from solidary.letterbox.state import Letterbox
from solidary.letterbox.tokens import Purpose
from solidary.site.words import words_for

STATUS = {
    "": HTTPStatus.OK,
    "dry": HTTPStatus.TOO_MANY_REQUESTS,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "paused": HTTPStatus.SERVICE_UNAVAILABLE,
    "full": HTTPStatus.INSUFFICIENT_STORAGE,
    "used": HTTPStatus.CONFLICT,
    "long": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}
"""Of a form that comes back, by what was in the way; of any other, 400."""


class Draft(NamedTuple):
    """What is written in the form."""

    topic: str = ""
    words: str = ""
    place: str = ""
    day: str = ""
    credit: str = ""
    faces: bool = False
    quote: bool = False
    contact: str = ""
    skip: bool = False

    @classmethod
    def empty(cls, language: str) -> Draft:
        """The form as it is opened."""
        return cls(credit=words_for(language).gettext("Photo: readers"))

    @classmethod
    def of(cls, form: Form) -> Draft:
        """The form as it came back."""
        return cls(
            topic=form.line("topic"), words=form.text("words"), place=form.line("place"),
            day=form.line("day"), credit=form.line("credit"), faces=form.ticked("faces"),
            quote=form.ticked("quote"), contact=form.line("contact"), skip=form.ticked("skip"),
        )  # fmt: skip

    @property
    def lines(self) -> tuple[str, ...]:
        """its fields of one line"""
        return (self.place, self.day, self.credit, self.contact)


class Said(NamedTuple):
    """What the form says above itself."""

    reason: str = ""
    """why it comes back: a key of `problem` in sentences.html"""
    number: int = 0
    minutes: int = 1
    fate: str = ""
    size: int = 0


def form_page(
    letterbox: Letterbox,
    newsroom: Newsroom,
    language: str,
    draft: Draft,
    said: Said = Said(),  # noqa: B008 - immutable
    carried: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The form, empty or with all that was written in it and why it came back."""
    now = time.time()
    page = draw(
        "form.html",
        language,
        newsroom,
        switch="",
        topics=newsroom.topics(language),
        draft=draft,
        said=said,
        token=letterbox.tokens.make(Purpose.SEND, now),
        carried=letterbox.tokens.make(Purpose.CARRIED, now, **carried) if carried else "",
    )
    status = STATUS.get(said.reason, HTTPStatus.BAD_REQUEST)
    if not said.reason and said.fate:
        status = HTTPStatus.BAD_REQUEST
    return HttpResponse(page, status=status)


def added_page(
    letterbox: Letterbox,
    newsroom: Newsroom,
    language: str,
    *,
    done: str = "",
    contribution: str = "",
    purpose: Purpose = Purpose.ADD,
    **given: Any,
) -> HttpResponse:
    """After something was added, answered, changed or withdrawn, or why it was not.

    `contribution`: where more can be added on this page; '' where nothing can.
    """
    now, make = time.time(), letterbox.tokens.make
    reason = given.get("reason", "")
    good = bool(done) or (
        not reason and all(kind in ("arrived", "unshown") for kind, _ in given["fates"])
    )
    page = draw(
        "added.html",
        language,
        newsroom,
        done=done,
        good=good,
        token=make(purpose, now, of=contribution) if contribution else "",
        pieces=make(Purpose.PIECES, now, of=contribution) if contribution else "",
        **{"words": "", "reason": reason, "number": 0, "minutes": 1, "fates": [], **given},
    )
    status = HTTPStatus.OK if good else STATUS.get(reason or "file", HTTPStatus.BAD_REQUEST)
    return HttpResponse(page, status=status)
