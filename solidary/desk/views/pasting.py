"""Answers to what is pasted into a text: what becomes of it, and what it had to leave out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from solidary.desk.pasting import Caret, Pasted, pasted
from solidary.stories.body.fields import RawBlock
from solidary.stories.body.foreign.parts import LeftOut, Lost
from solidary.stories.models import Story

MOST_NAMED = 10
"""Things of a kind that are named one by one."""


@require_POST
def paste(request: HttpRequest) -> HttpResponseBase:
    """What the editor's script does with it: see static/desk/paste.js."""
    try:
        asked = json.loads(request.body)
        caret = Caret(_place(asked["start"]), _place(asked["end"]))
        done = pasted(
            str(asked["html"]), asked["content"] or {}, caret, in_story=bool(asked["in_story"])
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return HttpResponseBadRequest()
    return JsonResponse(_answer(done))


def _place(said: Any) -> tuple[str, int]:
    key, offset = said
    return str(key), int(offset)


def _answer(done: Pasted) -> dict[str, Any]:
    return {
        "content": done.content,
        "caret": done.caret,
        "blocks": [_form_state(block) for block in done.blocks],
        "said": list(sentences(done.left_out)),
    }


def _form_state(block: RawBlock) -> dict[str, Any]:
    """A block as the form of a story takes it."""
    form = Story._meta.get_field("body").stream_block.child_blocks[block["type"]]
    return {
        "type": block["type"],
        "value": form.get_form_state(form.to_python(block["value"])),
    }


def sentences(left_out: list[LeftOut]) -> Iterator[str]:
    """What is said of it, one sentence a kind, and each by its line and name."""
    kinds = list(Lost)
    for what, same in groupby(sorted(left_out, key=lambda each: kinds.index(each.what)), _kind):
        several = list(same)
        named = [_named(each) for each in several[:MOST_NAMED]]
        if len(several) > MOST_NAMED:
            named.append("…")
        yield f"{_sentence(what, len(several))} ({'; '.join(named)})"


def _kind(each: LeftOut) -> Lost:
    return each.what


def _named(each: LeftOut) -> str:
    if each.name:
        return _("line %(line)d: %(name)s") % {"line": each.line, "name": each.name}
    return _("line %(line)d") % {"line": each.line}


def _sentence(what: Lost, count: int) -> str:
    match what:
        case Lost.PICTURE:
            said = ngettext(
                "%(count)d picture was not pasted: upload it as a photo.",
                "%(count)d pictures were not pasted: upload them as photos.",
                count,
            )
        case Lost.RECORDING:
            said = ngettext(
                "%(count)d recording was not pasted: upload it as video or audio.",
                "%(count)d recordings were not pasted: upload them as video or audio.",
                count,
            )
        case Lost.FRAME:
            said = ngettext(
                "%(count)d embedded page was not pasted: add a card that leads to it.",
                "%(count)d embedded pages were not pasted: add cards that lead to them.",
                count,
            )
        case Lost.FORM:
            said = ngettext(
                "%(count)d field of a form was not pasted.",
                "%(count)d fields of a form were not pasted.",
                count,
            )
        case Lost.LINK:
            said = ngettext(
                "%(count)d link was not kept, only its words.",
                "%(count)d links were not kept, only their words.",
                count,
            )
        case Lost.TABLE:
            said = ngettext(
                "%(count)d table was pasted as lines: paste it into a paragraph to keep it.",
                "%(count)d tables were pasted as lines: paste them into a paragraph to keep them.",
                count,
            )
    return said % {"count": count}
