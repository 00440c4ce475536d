"""Give-aways: what in a message leads to somebody, as links, phones, @names and mail addresses. Pure.

They are highlighted for the editor, and out of what is published unless somebody keeps them. A rule that
finds too much costs a tick; one that finds too little may cost a person. So whatever looks like one is
taken for one, but for days, years and round numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

LEFT_OUT = "[…]"
"""What stands where something was left out, as in any quotation."""
FEWEST_DIGITS = 7
"""Digits from which a number may be a phone's: the shortest national numbers have so many."""
_ENDINGS = (
    "com org net info biz edu gov int io co me tv fm eu by ru su ua pl lt lv ee de at ch uk us ca fr nl"
    " be es it cz sk se no fi dk il ge kz am md tr onion i2p app dev link site online live news media"
    " press blog page click top xyz club space world today chat social email рф бел укр орг ком"
)
_ENDING = "|".join(sorted(map(re.escape, _ENDINGS.split()), key=len, reverse=True))
_SERVICES = (
    "telegram telega tg телеграм телеграмм телега тг тэлеграм тэлега instagram insta ig инстаграм инста"
    " інстаграм інста whatsapp ватсап вацап вотсап viber вайбер signal сигнал сігнал facebook fb фейсбук"
    " vk вк вконтакте skype скайп threema wechat tiktok тикток discord matrix session jabber xmpp icq"
)
_SERVICE = "|".join(sorted(_SERVICES.split(), key=len, reverse=True))
_DOT = r"(?:\.|\s?[\[({]\s?(?:\.|dot|точка|кропка|крапка|kropka)\s?[\])}]\s?)"
_AT = r"(?:[@＠]|\s?[\[({]\s?(?:@|at|собака|сабака|małpa|heruka)\s?[\])}]\s?)"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_LINK = re.compile(
    rf"""(?:
        [a-z][a-z0-9+.-]{{1,20}}://\S+
      | (?<![\w@])(?:mailto|tel|sms|xmpp|matrix|tg|viber|skype):\S+
      | (?<![\w@])www\d?{_DOT}\S+
      | (?<![\w@])(?:{_LABEL}{_DOT}){{1,6}}(?:{_ENDING})(?![\w-])(?::\d+)?(?:[/?#]\S*)?
      | (?<![\w@])(?:{_LABEL}\.){{1,6}}[^\W\d_]{{2,24}}/\S+
      | \b[a-z2-7]{{56}}\b
    )""",
    re.I | re.X,
)
_MAIL = re.compile(
    rf"[^\s<>()\[\],;:\"'«»“”@＠]{{1,64}}{_AT}(?:{_LABEL}{_DOT}){{0,6}}{_LABEL}", re.I
)
_NAME = re.compile(
    rf"(?:[@＠]\s?[\w][\w.·-]*)|(?<!\w)(?:{_SERVICE})\s*[:：=–—-]\s*[@＠]?[\w][\w.-]*", re.I
)
_NUMBER = re.compile(r"(?:\+|\(\+?)?\d(?:[\s()+.\-–—/‐‑·]{0,3}\d){4,24}")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)")
_DAY = r"\d{1,2}[./-]\d{1,2}[./-](?:(?:19|20)\d{2}|\d{2})|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}"
_YEARS = r"(?:19|20)\d{2}(?:\s?[-–—/]\s?(?:19|20)\d{2})+"
_ROUND = r"\d{1,3}(?:[ .\u00a0]000)+"
_NO_PHONE = re.compile(rf"(?<!\d)(?:{_DAY}|{_YEARS}|{_ROUND})(?!\d)")
_PARTS = " \t\n\u00a0()+.-–—/‐‑·"
"""What parts the digits of a number."""
_BETWEEN = re.compile(rf"{re.escape(LEFT_OUT)}(?:[\s,;/|·]*{re.escape(LEFT_OUT)})+")
_TRAILING = ".,;:!?…»”\"')]}>"


class Kind(StrEnum):
    """What sort of way to somebody it is."""

    LINK = "link"
    MAIL = "mail"
    NAME = "name"
    PHONE = "phone"


class GiveAway(NamedTuple):
    """A give-away: a part of a text, from `start` up to `end`."""

    start: int
    end: int
    kind: Kind


def give_aways(text: str) -> list[GiveAway]:
    """All that is found in a text, in its order; none overlaps another."""
    found: list[GiveAway] = []
    for kind, rule in ((Kind.LINK, _LINK), (Kind.MAIL, _MAIL), (Kind.NAME, _NAME)):
        for match in rule.finditer(text):
            end = match.end() - _trailing(match[0])
            found.append(GiveAway(match.start(), end, kind))
    for match in _NUMBER.finditer(_masked(text)):
        if sum(sign.isdigit() for sign in match[0]) >= FEWEST_DIGITS:
            found.append(GiveAway(match.start(), match.end(), Kind.PHONE))
    return _apart(found)


def without(text: str, kept: Collection[int] = ()) -> str:
    """The text with LEFT_OUT where something was found. `kept`: by number in `give_aways`, what stays."""
    said, at = [], 0
    for number, found in enumerate(give_aways(text)):
        if number not in kept:
            said += [text[at : found.start], LEFT_OUT]
            at = found.end
    if not said:
        return text
    return _BETWEEN.sub(LEFT_OUT, "".join([*said, text[at:]]))


def _trailing(text: str) -> int:
    """How many signs at the end belong to the sentence around it."""
    return len(text) - len(text.rstrip(_TRAILING))


def _masked(text: str) -> str:
    """The text, as long as it was, with a letter for each sign of numbers that are no phone's: clocks,
    and days, spans of years and round numbers beside which no other digits are."""
    text = _CLOCK.sub(lambda match: "x" * len(match[0]), text)

    def alone(match: re.Match[str]) -> str:
        before = text[max(0, match.start() - 4) : match.start()].rstrip(_PARTS)
        after = text[match.end() : match.end() + 4].lstrip(_PARTS)
        beside = before[-1:].isdigit() or after[:1].isdigit()
        return match[0] if beside else "x" * len(match[0])

    return _NO_PHONE.sub(alone, text)


def _apart(found: list[GiveAway]) -> list[GiveAway]:
    """Those that overlap made one, with the kind of the longest."""
    merged: list[GiveAway] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if each.end <= each.start:
            continue
        if merged and each.start < merged[-1].end:
            last = merged[-1]
            longer = each if each.end - each.start > last.end - last.start else last
            merged[-1] = GiveAway(last.start, max(last.end, each.end), longer.kind)
        else:
            merged.append(each)
    return merged
