"""Drawing many pages of one template: the frame around the content is drawn once, not per page.

A story's page and the next one differ in their content, their title, their description and
where they stand in other languages; masthead, navigation and footer are the same. So the
template is drawn once with marks in those places, cut at the marks, and each page is put
together from the pieces. tests/press/test_pages.py holds that the bytes are the template's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context
from markupsafe import escape

from solidary.site.sheets import Page

CONTENT = ("head", "content")
"""Blocks of the base template that are drawn for every page."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
REMEMBERED = 3_000

Key = tuple[Any, ...]


def _mark(name: str) -> str:
    return f"{_OPEN}{name}{_CLOSE}"


class FramedTemplate:
    """One template in one language, quick to draw again and again."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._frames: dict[Key, list[str]] = {}
        self._drawing: Context | None = None

    def draw(self, sheet: Any) -> bytes:
        """The same bytes as `template.render(sheet=sheet)`."""
        page: Page = sheet.page
        frame = self._frame(sheet)
        context = self._context(sheet)
        given: dict[str, str] = {
            "title": str(escape(page.title)),
            "description": str(escape(page.description)),
            "x-default": str(escape(page.default)),
        }
        for link in page.languages:
            if link.same:
                given[link.language] = str(escape(link.href))
        for name in CONTENT:
            if name in self.template.blocks:
                given[f"block {name}"] = "".join(self.template.blocks[name](context))
        pieces = frame.copy()
        for position in range(1, len(pieces), 2):
            pieces[position] = given[pieces[position]]
        return "".join(pieces).encode()

    def _frame(self, sheet: Any) -> list[str]:
        """Text and names of marks by turns, for all pages that differ only in what is marked."""
        page: Page = sheet.page
        key = (
            page.masthead,
            page.root,
            page.feeds,
            page.title == page.masthead.name,
            bool(page.description),
            bool(page.default),
            tuple((link.language, link.same, link.current) for link in page.languages),
        )
        if key not in self._frames:
            if len(self._frames) > REMEMBERED:
                self._frames.clear()
            self._frames[key] = _MARK.split(self._drawn_with_marks(sheet))
        return self._frames[key]

    def _drawn_with_marks(self, sheet: Any) -> str:
        page: Page = sheet.page
        marked = page._replace(
            title=page.title if page.title == page.masthead.name else _mark("title"),
            description=page.description and _mark("description"),
            default=page.default and _mark("x-default"),
            languages=tuple(
                link._replace(href=_mark(link.language)) if link.same else link
                for link in page.languages
            ),
        )
        context = self.template.new_context({"sheet": sheet._replace(page=marked)})
        for name in CONTENT:
            if name in self.template.blocks:
                context.blocks[name] = [_only(_mark(f"block {name}"))]
        return "".join(self.template.root_render_func(context))

    def _context(self, sheet: Any) -> Context:
        """A context with what the template imports and defines at its top, used again for the
        next sheet: blocks keep what they set to themselves."""
        if self._drawing is None:
            first = self.template.new_context({"sheet": sheet})
            for _ in self.template.root_render_func(first):
                break
            macros = {name: value for name, value in first.vars.items() if callable(value)}
            self._drawing = self.template.new_context(macros)
        self._drawing.parent["sheet"] = sheet
        return self._drawing


def _only(text: str) -> Callable[[Context], Iterator[str]]:
    """A block that says just this."""

    def block(context: Context) -> Iterator[str]:
        yield text

    return block


def remember_macros(environment: Environment, name: str, macros: tuple[str, ...]) -> None:
    """Keep what macros of a template answer: they are asked the same thing for page after page.

    Their arguments are frozen sheets and plain values, so equal questions have equal answers.
    A template that imports them gets them as they are when it is loaded first.
    """
    template = environment.get_template(name).module
    for macro in macros:
        setattr(template, macro, lru_cache(maxsize=REMEMBERED)(getattr(template, macro)))


def remember_filters(environment: Environment, names: tuple[str, ...]) -> None:
    """Keep what filters answer: an archive has few days and numbers, and CLDR is slow to ask."""
    for name in names:
        environment.filters[name] = lru_cache(maxsize=REMEMBERED)(environment.filters[name])
