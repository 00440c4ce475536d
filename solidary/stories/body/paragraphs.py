"""Markup as the desk's editor holds it: paragraphs one after another, made of runs of letters.

The editor knows no paragraph inside a paragraph, and of a letter only a set of styles and one
link or one language. `read` brings any markup of the rule into this shape and `written` writes
it: a quotation of two paragraphs becomes two, the language of a list that of its items, a
foreign word inside a link a link with a language. No letter loses a style, link, language or
direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import groupby

PARAGRAPHS = ("p", "h2", "h3", "h4", "blockquote")
LISTS = ("ul", "ol")
ITEM = "li"
STYLES = ("b", "strong", "code", "i", "em", "s", "sub", "sup", "abbr", "bdi")
"""Tags that say something of the letters in them; the first of several is the outermost."""
LINK = "a"
FOREIGN = "span"
"""Words in another language or direction than their story."""
KEY = "data-block-key"
"""By what the editor knows a paragraph again."""
BREAK = "\n"
"""A line break, among the letters of a run."""
BLANKS = re.compile(r"[ \t\n\f\r]+")
"""What browsers show as one blank."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that have everything in common."""

    text: str
    styles: frozenset[str] = frozenset()
    href: str = ""
    lang: str = ""
    dir: str = ""

    @property
    def around(self) -> tuple[str, str, str]:
        """The link and the language they stand in."""
        return self.href, self.lang, self.dir

    def saying(self, text: str) -> Run:
        """Other letters with the same in common."""
        same = text == self.text
        return self if same else Run(text, self.styles, self.href, self.lang, self.dir)


@dataclass(slots=True)
class Paragraph:
    """`tag` is one of PARAGRAPHS, or the kind of list it is an item of; `depth`: how many lists
    that one is in."""

    tag: str
    depth: int = 0
    lang: str = ""
    dir: str = ""
    key: str = ""
    runs: list[Run] = field(default_factory=list)


def read(markup: str) -> list[Paragraph]:
    """The paragraphs of markup that is well-formed and within the rule; what isn't is passed
    over, its words are kept."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    for paragraph in reader.paragraphs:
        paragraph.runs = joined(folded(paragraph.runs))
    return reader.paragraphs


def written(paragraphs: Iterable[Paragraph]) -> str:
    """The same as markup."""
    parts: list[str] = []
    lists: list[str] = []

    def close(depth: int) -> None:
        while len(lists) > depth:
            parts.append(f"</{ITEM}></{lists.pop()}>")

    for paragraph in paragraphs:
        inside = "".join(_inside(paragraph.runs))
        said = _attributes((KEY, paragraph.key), ("lang", paragraph.lang), ("dir", paragraph.dir))
        if paragraph.tag not in LISTS:
            close(0)
            parts.append(f"<{paragraph.tag}{said}>{inside}</{paragraph.tag}>")
            continue
        # An item can't be deeper than one step into the item before it.
        depth = min(paragraph.depth, len(lists))
        close(depth + 1)
        if len(lists) > depth and lists[depth] != paragraph.tag:
            close(depth)
        if len(lists) > depth:
            parts.append(f"</{ITEM}>")
        else:
            lists.append(paragraph.tag)
            parts.append(f"<{paragraph.tag}>")
        parts.append(f"<{ITEM}{said}>{inside}")
    close(0)
    return "".join(parts)


def joined(runs: Iterable[Run]) -> list[Run]:
    """Runs with neighbours that have everything in common made one. Breaks are in no link and in
    no language: they look the same, and the editor keeps none that are."""
    cut = (
        Run(part, run.styles) if part == BREAK else run.saying(part)
        for run in runs
        for part in (re.split(f"({BREAK})", run.text) if BREAK in run.text else (run.text,))
        if part
    )
    return [
        Run("".join(run.text for run in same), styles, *around)
        for (styles, around), same in groupby(cut, lambda run: (run.styles, run.around))
    ]


def _inside(runs: Iterable[Run]) -> Iterator[str]:
    for (href, lang, direction), same in groupby(runs, lambda run: run.around):
        tag = LINK if href else FOREIGN if lang or direction else ""
        if tag:
            yield f"<{tag}{_attributes(('href', href), ('lang', lang), ('dir', direction))}>"
        stack: list[str] = []
        for run in same:
            wanted = [style for style in STYLES if style in run.styles]
            kept = 0
            while kept < min(len(stack), len(wanted)) and stack[kept] == wanted[kept]:
                kept += 1
            yield "".join(f"</{stack.pop()}>" for _ in stack[kept:])
            yield "".join(f"<{style}>" for style in wanted[kept:])
            stack.extend(wanted[kept:])
            yield escape(run.text, quote=False).replace(BREAK, "<br/>")
        yield "".join(f"</{style}>" for style in reversed(stack))
        if tag:
            yield f"</{tag}>"


def _attributes(*said: tuple[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in said if value)


def folded(runs: list[Run]) -> Iterator[Run]:
    """Runs with blanks as a browser shows them: one for several, none where a line begins or ends."""
    kept: list[Run] = []
    at_start = True
    for run in runs:
        text = run.text.removeprefix(" ") if at_start else run.text
        if text:
            at_start = text[-1] in (" ", BREAK)
            kept.append(run.saying(text))
    for place in range(len(kept)):
        following = kept[place + 1].text if place + 1 < len(kept) else BREAK
        text = kept[place].text
        yield kept[place].saying(text.removesuffix(" ") if following == BREAK else text)


@dataclass(slots=True)
class _Open:
    """A tag that is not closed yet."""

    tag: str
    href: str = ""
    lang: str = ""
    dir: str = ""
    key: str = ""


class _Reader(HTMLParser):
    """Gathers paragraphs from markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self._open: list[_Open] = []
        self._current: Paragraph | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._add(BREAK)
            return
        opened = _Open(
            tag, said.get("href", ""), said.get("lang", ""), said.get("dir", ""), said.get(KEY, "")
        )
        begins = tag in PARAGRAPHS or tag == ITEM
        within = self._current
        self._open.append(opened)
        if begins and not (within is not None and not within.runs and self._continues(within)):
            self._begin()
        elif begins and within is not None:
            self._say(within)
        elif tag in LISTS:
            self._current = None

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                break
        if tag in PARAGRAPHS or tag == ITEM or tag in LISTS:
            self._current = None

    def handle_data(self, data: str) -> None:
        text = BLANKS.sub(" ", data)
        if self._current is not None or text != " ":
            self._add(text)

    def _add(self, text: str) -> None:
        if self._current is None:
            self._begin()
        assert self._current is not None
        inline = [each for each in self._open if not _is_block(each.tag)]
        self._current.runs.append(
            Run(
                text,
                frozenset(each.tag for each in inline if each.tag in STYLES),
                _last(each.href for each in inline if each.tag == LINK),
                _last(each.lang for each in inline),
                _last(each.dir for each in inline),
            )
        )

    def _begin(self) -> None:
        tag, depth = self._kind()
        self._current = Paragraph(tag, depth)
        self._say(self._current)
        self.paragraphs.append(self._current)

    def _say(self, paragraph: Paragraph) -> None:
        """What the open tags say of a paragraph, the innermost first."""
        paragraph.tag, paragraph.depth = self._kind()
        blocks = [each for each in self._open if _is_block(each.tag)]
        paragraph.lang = _last(each.lang for each in blocks)
        paragraph.dir = _last(each.dir for each in blocks)
        paragraph.key = _last(each.key for each in blocks)

    def _continues(self, paragraph: Paragraph) -> bool:
        """Whether what opens now only says more of a paragraph that is still empty."""
        return paragraph.tag in LISTS or paragraph.tag == "blockquote"

    def _kind(self) -> tuple[str, int]:
        """What a paragraph is that begins here: a heading before an item before a quotation."""
        lists = [each.tag for each in self._open if each.tag in LISTS]
        tags = [each.tag for each in self._open]
        for heading in ("h2", "h3", "h4"):
            if heading in tags:
                return heading, 0
        if lists and ITEM in tags:
            return lists[-1], len(lists) - 1
        return ("blockquote", 0) if "blockquote" in tags else ("p", 0)


def _is_block(tag: str) -> bool:
    return tag in PARAGRAPHS or tag in LISTS or tag == ITEM


def _last(values: Iterable[str]) -> str:
    found = ""
    for value in values:
        found = value or found
    return found
