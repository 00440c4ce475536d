"""What a page is about: the line that names its topic, and the hashtag in it."""

import re

from solidary.languages.phrases import fold, phrases
from solidary.wire.formats.listing.cells import MOST_WORDS_OF_A_LABEL, Kind, Page

HASHTAG = re.compile(r"#\s?([^\W_](?:[\w’'-]*\w)?)")
COUNTED = re.compile(r"\s*[(\[–—:-]*\s*\d+\s*[\w\s]{0,20}[)\]]?$")
"""How many items there are, behind a hashtag."""
LAST_PLACE_OF_A_HEADING = 25


def is_hashtag(line: str) -> bool:
    """Whether a line is a hashtag, perhaps with how many items it has, and nothing else."""
    return HASHTAG.fullmatch(COUNTED.sub("", line)) is not None


def find_subject(page: Page) -> None:
    """The first line that is a hashtag, or names itself the page of a tag.

    It stands near the top; a hashtag further down is a tag of an item.
    """
    first_date = next((i for i, c in enumerate(page.cells) if c.kind is Kind.DATE), len(page.cells))
    for cell in page.cells[: min(first_date + 1, LAST_PLACE_OF_A_HEADING)]:
        if cell.kind not in (Kind.TEXT, Kind.NOISE) or cell.use not in ("", "tags", "navigation"):
            continue
        label, _, rest = cell.text.partition(":")
        tagged = bool(rest.strip()) and fold(label.strip()) in phrases("page.tag_labels")
        name = rest.strip() if tagged else cell.text
        bare = COUNTED.sub("", name).strip(" «»“”\"'=*")
        match = HASHTAG.fullmatch(bare)
        for prefix in () if match else sorted(phrases("page.tag_labels"), key=len, reverse=True):
            if fold(bare).startswith(prefix + " ") and HASHTAG.fullmatch(bare[len(prefix) + 1 :]):
                match = HASHTAG.fullmatch(bare[len(prefix) + 1 :])
                break
        if cell.kind is Kind.NOISE and not (tagged or (match and cell.use == "tags")):
            continue
        if match or tagged:
            page.heading = cell.text
            page.hashtag = match[1] if match else ""
            if not match and re.fullmatch(r"\w+", bare):
                page.hashtag = bare
            cell.kind, cell.use, cell.found = Kind.HEADING, "heading", None
            cell.why = "the topic of the page"
            break
    else:
        _labelled_heading(page, first_date)
    for cell in page.cells:
        if cell.kind is Kind.TEXT and HASHTAG.fullmatch(cell.text):
            cell.kind, cell.use, cell.why = Kind.NOISE, "tags", "a tag of an item"


def _labelled_heading(page: Page, first_date: int) -> None:
    """A hashtag behind some label above the first date, such as “Meta: #SolidarityBelarus”."""
    for cell in page.cells[: min(first_date, LAST_PLACE_OF_A_HEADING)]:
        label, mark, rest = cell.text.partition(":")
        match = HASHTAG.fullmatch(COUNTED.sub("", rest).strip())
        if mark and match and len(label.split()) <= MOST_WORDS_OF_A_LABEL:
            page.heading, page.hashtag = cell.text, match[1]
            cell.kind, cell.use, cell.found = Kind.HEADING, "heading", None
            cell.why = f"the topic of the page, behind “{label.strip()}”"
            break
