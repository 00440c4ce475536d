"""Lines that belong to the page and not to its items: menus, buttons, notices, credits, tags.

Every rule gives its reason in words, because the reason is printed beside the line it left out.
"""

import re
from functools import cache

from solidary.languages.phrases import fold, one_of, patterns, phrases, single_words

MOST_WORDS_OF_A_CREDIT = 6
LONGEST_FURNITURE = 1000
"""Letters; a notice about cookies may be as long."""
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
SEPARATOR = re.compile(r"[\W_]+")
PARTS = re.compile(r"\s*(?:[|•·›»>⋅∙]|\s/\s|\t|\s[–—-]\s|,)\s*")
PAGER = re.compile(r"\W*\d{1,4}(?:\W+\d{1,4})+\W*|\W*\d{1,4}\W*(?:\.\.\.|…)\W*")
COUNT = re.compile(r"\W*\d[\d\s.,]*[kкKК]?\W*")
HASHTAGS = re.compile(r"(?:#\w[\w-]*[\s,;|]*){2,}")
CREDIT = re.compile(r"(?:^|[.,;!?»”/|–—-]\s*)([^\W\d_]+)\s*:\s*[^.:!?]{2,60}$")
"""A word and a colon behind the end of a sentence or a line's beginning, and some words."""
BRACKETED = re.compile(r"^(?:::|»|›|>|→|\\|/)\s*(\S.{0,60})$")


def why_noise(line: str) -> tuple[str, str] | None:
    """(use, reason) when the line is furniture of the page whatever stands around it."""
    if SEPARATOR.fullmatch(line):
        return "separator", "a rule between items"
    if len(line) > LONGEST_FURNITURE:
        return None
    section = BRACKETED.match(line)
    if section:
        return "section", "the name of a section"
    if _address().fullmatch(line):
        return "navigation", "an address of a page"
    if HASHTAGS.fullmatch(line):
        return "tags", "tags of an item"
    if len(line) <= 200 and _rights().search(line) and not line.endswith((".”", "?")):
        return "navigation", "a notice about rights"
    if _cookie().search(line) and any(
        phrase in line.casefold() for phrase in phrases("page.consent")
    ):
        return "navigation", "a notice about cookies"
    if PAGER.fullmatch(line):
        return "navigation", "page numbers"
    if COUNT.fullmatch(line):
        return "navigation", "a bare number"
    if _reading_time().fullmatch(line):
        return "navigation", "how long it takes to read"
    if _is_caption(line):
        return "caption", "the caption and credit of a picture"
    return _known_phrase(line)


@cache
def _address() -> re.Pattern[str]:
    domains = one_of(single_words("page.domains"))
    return re.compile(
        rf"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[\w-]+(?:\.[\w-]+)*\.{domains}(?:/\S*)?",
        re.IGNORECASE,
    )


@cache
def _cookie() -> re.Pattern[str]:
    return re.compile(one_of(patterns("page.cookies")), re.IGNORECASE)


@cache
def _rights() -> re.Pattern[str]:
    sign = r"©|\(c\)\s*(?:19|20)\d\d"
    return re.compile(one_of((sign, *patterns("page.rights"))), re.IGNORECASE)


@cache
def _reading_time() -> re.Pattern[str]:
    minutes, reading = (one_of(patterns(of)) for of in ("page.minutes", "page.reading"))
    return re.compile(rf"\W*\d+\s*{minutes}\w*\.?\s*{reading}?\W*", re.IGNORECASE)


def _is_caption(line: str) -> bool:
    """“A loaf in a window. Photo: archive”: words that end with a credit, and no sentence does."""
    match = CREDIT.search(line)
    return match is not None and _key(match[1]) in _words_for_photos()


@cache
def _words_for_photos() -> frozenset[str]:
    return phrases("page.labels") & frozenset(map(fold, single_words("media.photos")))


def _known_phrase(line: str) -> tuple[str, str] | None:
    if len(line) > 160:
        return None
    if is_furniture(line):
        return "navigation", "menu, button or other furniture of the page"
    if _key(line) in phrases("page.sections"):
        return "section", "the name of a section"
    label, colon, rest = line.partition(":")
    if colon and rest.strip():
        if _key(label) in phrases("page.related"):
            return "navigation", "leads to another piece"
        if _key(label) in phrases("page.labels") and len(rest.split()) <= MOST_WORDS_OF_A_CREDIT:
            return "navigation", f"beside an item: {label.strip().lower()}"
    parts = [part for part in PARTS.split(line) if part.strip()]
    known = sum(1 for part in parts if is_furniture(part) or _key(part) in phrases("page.sections"))
    if len(parts) >= 2 and known == len(parts):
        return "navigation", "a menu"
    if len(parts) >= 3 and known * 2 >= len(parts) and all(len(p.split()) <= 3 for p in parts):
        return "navigation", "a menu"
    if _words_of_a_menu(line):
        return "navigation", "a menu"
    return None


def is_furniture(line: str) -> bool:
    """Whether the whole line is one known phrase of a page's furniture."""
    key = _key(line)
    return bool(key) and key in phrases("page.navigation")


def _key(line: str) -> str:
    key = EDGES.sub("", EDGES.sub("", line))
    key = re.sub(r"\s*[(\[]?\b\d+\b[)\]]?", "", key)
    return re.sub(r"\s+", " ", fold(key)).strip()


def _words_of_a_menu(line: str) -> bool:
    """“Home News Video About us”: known phrases one after another, without a sentence."""
    tokens = line.split()
    if not 3 <= len(tokens) <= 30 or line.endswith((".", "?", "!", "…")):
        return False
    position = found = 0
    while position < len(tokens):
        for width in (4, 3, 2, 1):
            phrase = _key(" ".join(tokens[position : position + width]))
            if phrase and (
                phrase in phrases("page.navigation") or phrase in phrases("page.sections")
            ):
                found += 1
                position += width
                break
        else:
            return False
    return found >= 3
