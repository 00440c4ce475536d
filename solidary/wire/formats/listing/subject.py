"""What a page is about: the line that names its topic, and the hashtag in it."""

import re

from solidary.languages.phrases import fold, phrases
from solidary.wire.formats.listing.cells import MOST_WORDS_OF_A_LABEL, Kind, Page
from solidary.wire.formats.listing.noise import is_furniture

HASHTAG = re.compile(r"#\s?([^\W_](?:[\w’'-]*\w)?)")
COUNTED = re.compile(r"\s*[(\[–—:-]*\s*\d+\s*[\w\s]{0,20}[)\]]?$")
"""How many items there are, behind a hashtag."""
_TAG_OF_HTML = re.compile(r"</?[a-zA-Z][^<>]{0,60}>")
_QUOTED = re.compile(r"\s+[\"“„«'‘](.+?)[\"”“»'’](?:\s*\([^()]{1,20}\))?$")
_COUNT = re.compile(r"(?:[^\W\d_]+\s){0,2}[^\W\d_]+:\s*\d+|\d+\s[^\W\d_]+")
LAST_PLACE_OF_A_HEADING = 25
LONGEST_HEADING = 200


def is_hashtag(line: str) -> bool:
    """Whether a line is a hashtag, perhaps with how many items it has, and nothing else."""
    return line.startswith("#") and HASHTAG.fullmatch(_uncounted(line)) is not None


def _uncounted(line: str) -> str:
    """A line without how many items there are; long ones are no heading and stay as they are."""
    return COUNTED.sub("", line) if len(line) <= LONGEST_HEADING else line


def find_subject(page: Page) -> None:
    """The first line that is a hashtag, or names itself the page of a tag.

    It stands near the top; a hashtag further down is a tag of an item.
    """
    bare = ""
    first_date = next((i for i, c in enumerate(page.cells) if c.kind is Kind.DATE), len(page.cells))
    for cell in page.cells[: min(first_date + 1, LAST_PLACE_OF_A_HEADING)]:
        if cell.kind not in (Kind.TEXT, Kind.NOISE) or cell.use not in ("", "tags", "navigation"):
            continue
        text = plain(cell.text)
        label, _, rest = text.partition(":")
        named = _named(text)
        tagged = bool(rest.strip()) and fold(label.strip()) in phrases("page.tag_labels")
        name = rest.strip() if tagged else named or text
        tagged = tagged or bool(named)
        bare = _uncounted(name).strip(" «»“”\"'=*")
        match = HASHTAG.fullmatch(bare)
        for prefix in () if match else sorted(phrases("page.tag_labels"), key=len, reverse=True):
            if fold(bare).startswith(prefix + " ") and HASHTAG.fullmatch(bare[len(prefix) + 1 :]):
                match = HASHTAG.fullmatch(bare[len(prefix) + 1 :])
                break
        if cell.kind is Kind.NOISE and not (tagged or (match and cell.use == "tags")):
            continue
        if match or tagged:
            page.heading = text
            page.hashtag = match[1] if match else ""
            if not match and re.fullmatch(r"\w+", bare):
                page.hashtag = bare
            cell.kind, cell.use, cell.found = Kind.HEADING, "heading", None
            cell.why = "the topic of the page"
            break
    else:
        _labelled_heading(page, first_date)
        bare = ""
    _breadcrumbs(page, first_date, bare)
    for cell in page.cells:
        if cell.kind is Kind.TEXT and HASHTAG.fullmatch(cell.text):
            cell.kind, cell.use, cell.why = Kind.NOISE, "tags", "a tag of an item"


def plain(text: str) -> str:
    """A line without the tags of HTML that a template forgot in it."""
    return _TAG_OF_HTML.sub("", text).strip()


def _named(text: str) -> str:
    """The name in “Posts tagged “Trams” (Page 2)”, also behind the first word of a menu."""
    folded = fold(text)
    for label in sorted(phrases("page.tag_labels"), key=len, reverse=True):
        at = folded.find(label + " ")
        if at < 0 or not (at == 0 or is_furniture(text[:at])):
            continue
        quoted = _QUOTED.match(text[at + len(label) :])
        if quoted:
            return quoted[1]
    return ""


def _breadcrumbs(page: Page, first_date: int, name: str) -> None:
    """“Home Trams” and how many there are, at the top of the page."""
    top = page.cells[: min(first_date, LAST_PLACE_OF_A_HEADING)]
    for cell in (c for c in top if c.kind is Kind.TEXT):
        before = cell.text[: -len(name)] if name and cell.text.endswith(name) else ""
        if before and is_furniture(before):
            cell.kind, cell.use, cell.why = Kind.NOISE, "navigation", "the way to this page"
        elif _COUNT.fullmatch(cell.text):
            cell.kind, cell.use, cell.why = Kind.NOISE, "navigation", "how many items there are"


def _labelled_heading(page: Page, first_date: int) -> None:
    """A hashtag behind some label above the first date, such as “Meta: #SolidarityBelarus”."""
    for cell in page.cells[: min(first_date, LAST_PLACE_OF_A_HEADING)]:
        label, mark, rest = cell.text.partition(":")
        match = HASHTAG.fullmatch(_uncounted(rest).strip())
        if mark and match and len(label.split()) <= MOST_WORDS_OF_A_LABEL:
            page.heading, page.hashtag = cell.text, match[1]
            cell.kind, cell.use, cell.found = Kind.HEADING, "heading", None
            cell.why = f"the topic of the page, behind “{label.strip()}”"
            break
