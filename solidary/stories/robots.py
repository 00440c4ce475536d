"""The newsroom's own lines of robots.txt, and the crawlers that gather texts for language models.

Source of the form: RFC 9309, "Robots Exclusion Protocol".
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_LINE = 500
MOST_LINES = 200
_LINE = re.compile(r"(?:[A-Za-z][A-Za-z-]{0,39}[ \t]*:.*|#.*|)", re.DOTALL)
"""A rule, a comment or nothing; rules that RFC 9309 doesn't know are left to who reads them."""
_CONTROL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of letters that end a line for some program, or hide what it says."""

MODEL_CRAWLERS = (
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-training-data-crawler",
    "DeepSeekBot",
    "Diffbot",
    "FacebookBot",
    "Google-CloudVertexBot",
    "Google-Extended",
    "GPTBot",
    "ICC-Crawler",
    "ImagesiftBot",
    "img2dataset",
    "meta-externalagent",
    "Omgilibot",
    "PanguBot",
    "Timpibot",
    "Webzio-Extended",
)
"""Names under which texts and pictures are gathered to train models, as their operators say. Those of
search engines, and of programs that fetch a page because a person asked, are not among them.
docs/features/programs.md says where the names are from and when they were last looked up."""


def lines_of(text: str) -> list[str]:
    """The lines as they were typed, without the white space at their ends."""
    return [line.strip(" \t") for line in re.split(r"\r\n|\r|\n", text.strip("\r\n"))]


def faulty_line(text: str) -> int | None:
    """The number of the first line that can't stand in robots.txt, counted from 1."""
    for number, line in enumerate(lines_of(text), 1):
        if number > MOST_LINES or not _can_stand(line):
            return number
    return None


def own_rules(text: str) -> tuple[list[str], list[str]]:
    """The lines before the first "User-agent", which are for every crawler, and those from there
    on. What can't stand in robots.txt is left out, however it came into the record."""
    lines = [line for line in lines_of(text)[:MOST_LINES] if _can_stand(line)]
    begins = (place for place, line in enumerate(lines) if line.lower().startswith("user-agent"))
    first = next(begins, len(lines))
    # An empty line would end the group for some readers.
    return [line for line in lines[:first] if line], lines[first:]


def _can_stand(line: str) -> bool:
    plain = not any(unicodedata.category(letter) in _CONTROL for letter in line if letter != "\t")
    return len(line) <= LONGEST_LINE and plain and _LINE.fullmatch(line) is not None
