"""Lines that belong to the page and not to its items: menus, buttons, notices, credits, tags.

Every rule gives its reason in words, because the reason is printed beside the line it left out.
"""

import re

from solidary.wire.listing.calendar import fold
from solidary.wire.listing.words import words

MOST_WORDS_OF_A_CREDIT = 6
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
SEPARATOR = re.compile(r"[\W_]+")
PARTS = re.compile(r"\s*(?:[|•·›»>⋅∙]|\s/\s|\t|\s[–—-]\s|,)\s*")
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|eu|by|ru|pl|lt|ua|de|tv|media|news|me)(?:/\S*)?",
    re.IGNORECASE,
)
COOKIE = re.compile(r"\bcookies?\b|кук[иі]|cookie|кукі|ciastecz|slapuk|файл\w* cook", re.IGNORECASE)
RIGHTS = re.compile(
    r"©|\(c\)\s*(?:19|20)\d\d|all rights reserved|(?:у?се|всі|усі) прав[аы]|wszelkie prawa|visos teisės|"
    r"alle rechte|copyright\b",
    re.IGNORECASE,
)
PAGER = re.compile(r"(?:\W*\b\d{1,4}\b\W*|\W*\.\.\.\W*|\W*…\W*){2,}")
COUNT = re.compile(r"\W*\d[\d\s.,]*[kкKК]?\W*")
READING = re.compile(
    r"\W*\d+\s*(?:min|мин|хв|хвіл)\w*\.?\s*(?:read|чтения|чытання|читання|czytania|skaitymo|lesezeit|lesen)?\W*",
    re.IGNORECASE,
)
HASHTAGS = re.compile(r"(?:#\w[\w-]*[\s,;|]*){2,}")
BRACKETED = re.compile(r"^(?:::|»|›|>|→|\\|/)\s*(\S.{0,60})$")


def why_noise(line: str) -> tuple[str, str] | None:
    """(use, reason) when the line is furniture of the page whatever stands around it."""
    if SEPARATOR.fullmatch(line):
        return "separator", "a rule between items"
    section = BRACKETED.match(line)
    if section:
        return "section", "the name of a section"
    if ADDRESS.fullmatch(line):
        return "navigation", "an address of a page"
    if HASHTAGS.fullmatch(line):
        return "tags", "tags of an item"
    if len(line) <= 200 and RIGHTS.search(line) and not line.endswith((".”", "?")):
        return "navigation", "a notice about rights"
    if COOKIE.search(line) and any(phrase in line.casefold() for phrase in words("consent")):
        return "navigation", "a notice about cookies"
    if PAGER.fullmatch(line):
        return "navigation", "page numbers"
    if COUNT.fullmatch(line):
        return "navigation", "a bare number"
    if READING.fullmatch(line):
        return "navigation", "how long it takes to read"
    return _known_phrase(line)


def _known_phrase(line: str) -> tuple[str, str] | None:
    if len(line) > 160:
        return None
    if is_furniture(line):
        return "navigation", "menu, button or other furniture of the page"
    if _key(line) in words("sections"):
        return "section", "the name of a section"
    label, colon, rest = line.partition(":")
    if colon and rest.strip():
        if _key(label) in words("related"):
            return "navigation", "leads to another piece"
        if _key(label) in words("labels") and len(rest.split()) <= MOST_WORDS_OF_A_CREDIT:
            return "navigation", f"beside an item: {label.strip().lower()}"
    parts = [part for part in PARTS.split(line) if part.strip()]
    known = sum(1 for part in parts if is_furniture(part) or _key(part) in words("sections"))
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
    return bool(key) and key in words("navigation")


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
            if phrase and (phrase in words("navigation") or phrase in words("sections")):
                found += 1
                position += width
                break
        else:
            return False
    return found >= 3
