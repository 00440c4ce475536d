"""What a line looks like when its words are taken away: the signature by which a template's lines
are known again.
"""

import re

from solidary.languages.phrases import fold
from solidary.wire.formats.listing.roles import standfirst_weight

MOST_WORDS_OF_A_LABEL = 4
LONGEST_LABEL = 40
SENTENCE_LIKE = 0.3
"""A weight (`roles.standfirst_weight`) from which lines read like standfirsts."""
_DIGITS = re.compile(r"\d[\d\s.,:]*")
_FILE = re.compile(r"[\w-]+\.(?:jpe?g|png|gif|webp|svg|mp[34]|pdf)", re.IGNORECASE)


def masked(line: str) -> str:
    """The line folded, with every number the same: “412 views” and “96 views” are one."""
    return _DIGITS.sub("0", fold(line)).strip()


def is_label(text: str) -> bool:
    """A few words without a sentence's end: a section's or an author's name, a file's, a button."""
    if _FILE.fullmatch(text):
        return True
    return (
        len(text) <= LONGEST_LABEL
        and len(text.split()) <= MOST_WORDS_OF_A_LABEL
        and text[-1] not in '.…?!»”"’)'
    )


def reads_like_standfirsts(lines: list[str]) -> bool:
    """Whether lines that stand at the same place of a template are sentences, taken together."""
    return sum(map(standfirst_weight, lines)) > SENTENCE_LIKE * len(lines)
