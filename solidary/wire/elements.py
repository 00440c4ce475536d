"""An XML export, one element after another, however large it is and whatever is broken in it.

Of XML only what an export needs is read: tags, CDATA, comments, the characters that references stand
for. A document type is passed over, so that no entity can grow or be fetched, and an element that was
never closed ends where the next one begins: what is broken in one stays in it. No more than one
element is ever held.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from solidary.wire.errors import WireError
from solidary.wire.text import read_references

CHUNK = 1024 * 1024
LARGEST = 16 * 1024 * 1024
"""Letters of an element that is read."""
MOST = 16 * LARGEST
"""Letters after which an element that doesn't end is no element at all."""
MOST_PARTS = 200_000
DEEPEST = 60
"""Elements inside one another; what is nested deeper keeps its words."""
_HEAD = 64 * 1024
_TAIL = 8 * 1024
"""Letters that a tag cut in two by the end of a chunk may have."""
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_COMMENT, _COMMENT_END = "<!--", "-->"
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.-]{1,40})["']""")
_SPACE = re.compile(r"""\bxmlns:([\w.-]{1,60})\s*=\s*["']([^"'<>]{0,300})["']""")
_TOKEN = re.compile(r"<!\[CDATA\[|<!--|<(/?)([^\W\d][\w.:-]*+)([^<>]*+)>")
_ATTRIBUTE = re.compile(r"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)


@dataclass(slots=True)
class Element:
    """`name`: without its prefix; `text`: the words directly in it."""

    name: str
    prefix: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[Element] = field(default_factory=list)
    text: str = ""
    markup: str = ""
    """all that stood in it as it was written, where it has parts"""

    def all(self, name: str) -> Iterator[Element]:
        """Those of its parts that are called so."""
        return (part for part in self.parts if part.name == name)

    def said(self, name: str, *prefixes: str) -> str:
        """What the first part of this name says, without the blanks around it; of some prefixes
        where they are given."""
        for part in self.parts:
            if part.name == name and (not prefixes or part.prefix in prefixes):
                return part.whole.strip()
        return ""

    @property
    def whole(self) -> str:
        """Its words, with the markup in them where nobody protected it."""
        return self.markup if self.parts else self.text


@dataclass(slots=True)
class Found:
    """An element as it stands in the export. `line`: where it begins, from 1; `damage`: what was
    broken about it, '' where nothing was; `too_large`: it was passed over."""

    name: str
    line: int
    raw: str
    damage: str = ""
    too_large: bool = False

    def read(self) -> Element:
        """Its parts and words. Raises WireError for one of too many parts."""
        return _read(self.raw)


class Elements:
    """The elements of these names, wherever in an export they stand, in their order.

    `among` are names without prefixes; what stands in one of them is not looked through again.
    `marked`: how often the export has the tag of an `item`, also in words.
    """

    def __init__(self, stream: BinaryIO, among: frozenset[str], item: str = "item") -> None:
        self.stream = stream
        self.prefixes: dict[str, str] = {}
        self.read_bytes = self.marked = self.unreadable = 0
        names = "|".join(sorted(among))
        self._outside = re.compile(
            rf"<!\[CDATA\[|<!--|<(?:[\w.-]+:)?(?P<name>{names})(?P<rest>(?=[\s/>])[^<>]*+)>"
        )
        self._mark = re.compile(rf"<{item}[\s>]")
        self._within = {name: _ends(name) for name in among}
        self._text = ""
        self._line, self._counted = 1, 0
        self._decoder: io.IncrementalNewlineDecoder | None = None

    def __iter__(self) -> Iterator[Found]:
        at = 0
        self._more(0)
        self.prefixes = dict(_SPACE.findall(self._text[:_HEAD]))
        while True:
            found = self._outside.search(self._text, at)
            if found is None:
                keep = max(at, len(self._text) - _TAIL)
                if not self._more(keep):
                    return
                at = 0
            elif found["name"] is None:
                at = self._past_words(found.start(), found.end(), found[0])
            elif found["rest"].endswith("/"):
                line = self._line_of(found.start())
                yield Found(found["name"], line, found[0])
                at = found.end()
            else:
                element, at = self._element(found["name"], found.start(), found.end())
                yield element

    def _past_words(self, start: int, at: int, sign: str) -> int:
        """Behind a comment or CDATA; behind its sign alone where nothing ends it."""
        end = _CDATA_END if sign == _CDATA else _COMMENT_END
        begun = at - start
        while (closed := self._text.find(end, start + begun)) < 0:
            if len(self._text) - start > LARGEST or not self._more(start):
                return start + begun
            start = 0
        return closed + len(end)

    def _element(self, name: str, start: int, at: int) -> tuple[Found, int]:
        """An element that begins at `start`, and where it goes on behind it."""
        line, within = self._line_of(start), self._within[name]
        sign, words, passed = "", at, 0
        while True:
            if sign:
                end = self._text.find(sign, at)
                if end >= 0:
                    cut = self._swallowed(within, words, end, sign)
                    if cut is not None:
                        return self._found(
                            name, line, start, cut, "words in it have no end", passed
                        )
                    at, sign = end + len(sign), ""
                    continue
            elif (met := within.search(self._text, at)) is not None:
                if not met["words"]:
                    cut = (met.start(), met.end() if met["end"] else met.start())
                    damage = "" if met["end"] else "it has no end"
                    return self._found(name, line, start, cut, damage, passed)
                sign = _CDATA_END if met["words"] == _CDATA else _COMMENT_END
                at = words = met.end()
                continue
            at = max(at, len(self._text) - (len(sign) or _TAIL))
            if passed or len(self._text) - start > LARGEST:
                passed, start = passed + at - start, at
                _stop_at_most(passed, line)
            is_more = self._more(start)
            at, words, start = at - start, max(0, words - start), 0
            if not is_more:
                end = len(self._text)
                met = within.search(self._text, words) if sign else None
                cut = (met.start(), met.start()) if met is not None else (end, end)
                return self._found(name, line, 0, cut, "the file ends in it", passed)

    def _found(
        self, name: str, line: int, start: int, cut: tuple[int, int], damage: str, passed: int
    ) -> tuple[Found, int]:
        raw = "" if passed else self._text[start : cut[0]]
        return Found(name, line, raw, damage, passed > 0), cut[1]

    def _swallowed(
        self, within: re.Pattern[str], words: int, end: int, sign: str
    ) -> tuple[int, int] | None:
        """Where an element really ended whose words were never closed, so that those of the next one
        seem to close them."""
        if sign == _CDATA_END and self._text.startswith("<![CDATA[>", end + len(sign)):
            return None
        again = self._text.rfind(_CDATA, words, end)
        ended = within.search(self._text, words, again) if again >= 0 else None
        while ended is not None and not ended["end"]:
            ended = within.search(self._text, ended.end(), again)
        return (ended.start(), ended.end()) if ended is not None else None

    def _line_of(self, at: int) -> int:
        """The line of a place; of several asked for, each stands behind the one before it."""
        self._line += self._text.count("\n", self._counted, at)
        self._counted = at
        return self._line

    def _more(self, keep: int) -> bool:
        """Drop what stands before `keep` and read on; whether there was more."""
        data = self.stream.read(CHUNK)
        if self._decoder is None:
            self._decoder = _decoder(data)
        self.read_bytes += len(data)
        text = self._decoder.decode(data, final=not data)
        self._line_of(max(keep, self._counted))
        self._counted -= keep
        overlap = self._text[-8:]
        self.marked += len(self._mark.findall(overlap + text)) - len(self._mark.findall(overlap))
        self.unreadable += text.count("\ufffd")
        self._text = self._text[keep:] + text
        return bool(data)


def _stop_at_most(passed: int, line: int) -> None:
    """Raises WireError for an element that has no end within MOST letters."""
    if passed > MOST:
        raise WireError(
            f"An element begins in line {line:,} and doesn't end within {MOST // 1024 // 1024} "
            "million letters. Nothing was imported."
        )


def _ends(name: str) -> re.Pattern[str]:
    """What matters within an element: words, its end, the next of its kind, the end of all."""
    return re.compile(
        rf"(?P<words><!\[CDATA\[|<!--)|(?P<end></(?:[\w.-]+:)?{name}\s*+>)"
        rf"|<(?:[\w.-]+:)?{name}(?=[\s>])[^<>]*+>|</channel\s*+>"
    )


def _decoder(head: bytes) -> io.IncrementalNewlineDecoder:
    """By the byte order mark, or what the file says itself; UTF-8 where it says nothing usable. Lines
    end as XML has them (2.11)."""
    name = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    if not name:
        said = _ENCODING.match(head.lstrip()[:400])
        name = said[1].decode("ascii") if said else "utf-8"
    try:
        decoder = codecs.getincrementaldecoder(name)("replace")
        decoder.decode(b"<")
        decoder.reset()
    except (LookupError, TypeError, ValueError):
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
    return io.IncrementalNewlineDecoder(decoder, translate=True)


def _read(raw: str) -> Element:
    """The element that this text is, with the parts that nobody closed closed where it ends."""
    root = Element("")
    open_ones: list[tuple[Element, int]] = [(root, 0)]
    at = parts = 0
    endless = False
    while True:
        token = _TOKEN.search(raw, at)
        words = raw[at : token.start() if token else len(raw)]
        if words:
            open_ones[-1][0].text += read_references(words)
        if token is None:
            break
        at = token.end()
        if token[2] is None:
            is_cdata = token[0] == _CDATA
            end = -1 if endless else raw.find(_CDATA_END if is_cdata else _COMMENT_END, at)
            if end < 0:
                endless = endless or is_cdata
                end = _behind_endless(raw, at, open_ones[-1][0].name)
                if is_cdata:
                    open_ones[-1][0].text += raw[at:end]
                at = end if is_cdata else at
                continue
            if is_cdata:
                open_ones[-1][0].text += raw[at:end]
            at = end + len(_CDATA_END)
            continue
        prefix, _, name = token[2].rpartition(":")
        if token[1]:
            _close(open_ones, name, raw, token.start())
            continue
        parts += 1
        if parts > MOST_PARTS:
            raise WireError(f"holds more than {MOST_PARTS:,} elements")
        if len(open_ones) <= DEEPEST:
            part = Element(name, prefix, _attributes(token[3]))
            open_ones[-1][0].parts.append(part)
            if not token[3].endswith("/"):
                open_ones.append((part, at))
    while len(open_ones) > 1:
        _close(open_ones, open_ones[-1][0].name, raw, len(raw))
    return root.parts[0] if root.parts else root


def _behind_endless(raw: str, at: int, name: str) -> int:
    """Where words end that no sign ends: at the end of the element they are in."""
    end = re.compile(rf"</(?:[\w.-]+:)?{re.escape(name)}\s*>").search(raw, at)
    return end.start() if end else len(raw)


def _close(open_ones: list[tuple[Element, int]], name: str, raw: str, at: int) -> None:
    """End the innermost element of this name, and all in it; none where none is open."""
    for place in range(len(open_ones) - 1, 0, -1):
        if open_ones[place][0].name == name:
            for element, begun in open_ones[place:]:
                if element.parts:
                    element.markup = raw[begun:at]
            del open_ones[place:]
            return


def _attributes(said: str) -> dict[str, str]:
    if "=" not in said:
        return {}
    return {
        name: read_references(double or single) for name, double, single in _ATTRIBUTE.findall(said)
    }
