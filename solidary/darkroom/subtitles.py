"""Subtitles: a WebVTT file read strictly and written anew.

Written against the W3C's WebVTT recommendation (https://www.w3.org/TR/webvtt1/), sections 4
and 6. What goes through is cues, their timings and placement, and the tags for speech. Styles,
regions, notes and classes can name colours, positions, people and tools; none is needed to
follow what is said, so none is published.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from .faults import SubtitlesError, SubtitlesFault

MOST_BYTES = 2 * 1024 * 1024
"""Heaviest subtitle file taken in, in bytes; a three-hour film needs about 0.2 MB."""

_TIMING = re.compile(r"(?:([0-9]{2,4}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})")
_SETTINGS = {
    "vertical": re.compile(r"(rl|lr)"),
    "line": re.compile(r"(-?[0-9]+|[0-9]+(\.[0-9]+)?%)(,(start|center|end))?"),
    "position": re.compile(r"[0-9]+(\.[0-9]+)?%(,(line-left|center|line-right))?"),
    "size": re.compile(r"[0-9]+(\.[0-9]+)?%"),
    "align": re.compile(r"(start|center|end|left|right)"),
}
_TAG = re.compile(r"<(/?)([^<>]*)>")
_PLAIN_TAGS = {"b", "i", "u", "ruby", "rt"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of speech; times in milliseconds from the start of the film."""

    start: int
    end: int
    settings: str
    text: str


def clean(source: bytes) -> bytes:
    """The same subtitles as a minimal WebVTT file in UTF-8. Raises `SubtitlesError`."""
    parts = ["WEBVTT"]
    for cue in read(source):
        settings = f" {cue.settings}" if cue.settings else ""
        parts.append(f"{_clock(cue.start)} --> {_clock(cue.end)}{settings}\n{cue.text}")
    return ("\n\n".join(parts) + "\n").encode()


def read(source: bytes) -> list[Cue]:
    """The cues of a WebVTT file in its order, their text safe. Raises `SubtitlesError`."""
    lines = _lines(source)
    if not re.match(r"^WEBVTT([ \t].*)?$", lines[0]):
        raise SubtitlesError(SubtitlesFault.NOT_WEBVTT, 1)
    cues: list[Cue] = []
    number = _after_block(lines, 0)
    while number < len(lines):
        if not lines[number]:
            number += 1
            continue
        end = _after_block(lines, number)
        cue = _cue(lines[number:end], number + 1)
        if cue and cues and cue.start < cues[-1].start:
            raise SubtitlesError(SubtitlesFault.OUT_OF_ORDER, number + 1)
        if cue:
            cues.append(cue)
        number = end
    if not cues:
        raise SubtitlesError(SubtitlesFault.EMPTY)
    return cues


def _lines(source: bytes) -> list[str]:
    if len(source) > MOST_BYTES:
        raise SubtitlesError(SubtitlesFault.TOO_HEAVY)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise SubtitlesError(SubtitlesFault.NOT_UTF8, line) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [_CONTROL.sub("", line) for line in text.split("\n")]


def _after_block(lines: list[str], start: int) -> int:
    """The number of the first blank line from `start` on, counted from 0."""
    number = start
    while number < len(lines) and lines[number]:
        number += 1
    return number


def _cue(block: list[str], first: int) -> Cue | None:
    """Read one block; `first` is the line it starts on. None for notes, styles, regions."""
    if "-->" not in block[0]:
        if re.match(r"^(NOTE|STYLE|REGION)([ \t]|$)", block[0]):
            return None
        if len(block) < 2 or "-->" not in block[1]:
            raise SubtitlesError(SubtitlesFault.WITHOUT_TIMES, first)
        block, first = block[1:], first + 1
    before, _, after = block[0].partition("-->")
    words = after.split()
    start, end = _time(before.strip(), first), _time(words[0] if words else "", first)
    if end <= start:
        raise SubtitlesError(SubtitlesFault.ENDS_EARLY, first)
    for offset, line in enumerate(block[1:], 1):
        if "-->" in line:
            raise SubtitlesError(SubtitlesFault.WITHOUT_BLANK, first + offset)
    text = _safe("\n".join(block[1:]))
    return Cue(start, end, _settings(words[1:]), text) if text.strip() else None


def _time(text: str, line: int) -> int:
    match = _TIMING.fullmatch(text)
    if not match:
        fault = SubtitlesFault.COMMA if "," in text else SubtitlesFault.NOT_A_TIME
        raise SubtitlesError(fault, line, text)
    hours, minutes, seconds, thousandths = (int(part or 0) for part in match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _clock(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def _settings(words: list[str]) -> str:
    kept: dict[str, str] = {}
    for word in words:
        name, _, value = word.partition(":")
        if name in _SETTINGS and _SETTINGS[name].fullmatch(value):
            kept[name] = value
    return " ".join(f"{name}:{value}" for name, value in kept.items())


def _safe(text: str) -> str:
    """Keep words, line breaks and well-nested b, i, u, ruby, rt, v and lang tags."""
    out: list[str] = []
    open_tags: list[str] = []
    position = 0
    for match in _TAG.finditer(text):
        out.append(_words(text[position : match.start()]))
        position = match.end()
        closing, inside = match.groups()
        head, _, annotation = inside.strip().partition(" ")
        name = head.split(".")[0].lower()
        if closing:
            if name in open_tags:
                while (tag := open_tags.pop()) != name:
                    out.append(f"</{tag}>")
                out.append(f"</{name}>")
        elif opening := _opening(name, " ".join(annotation.split())):
            out.append(opening)
            open_tags.append(name)
    out.append(_words(text[position:]))
    out.extend(f"</{tag}>" for tag in reversed(open_tags))
    return "".join(out)


def _opening(name: str, annotation: str) -> str:
    if name in _PLAIN_TAGS:
        return f"<{name}>"
    if name == "v" and annotation:
        return f"<v {_words(annotation)}>"
    if name == "lang" and _LANGUAGE.fullmatch(annotation):
        return f"<lang {annotation}>"
    return ""


def _words(text: str) -> str:
    plain = _CONTROL.sub("", html.unescape(text)).replace("-->", "→")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
