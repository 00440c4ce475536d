"""How much a line reads like a standfirst rather than a headline.

The weights are natural logarithms of likelihood ratios, set by hand from what newsrooms do in all
seven languages: a standfirst is a sentence with its full stop and tends to be two or three times
as long as a headline; a headline has no full stop and carries the marks.
"""

import math
import re
from functools import lru_cache

HEADLINE_LENGTH, HEADLINE_SPREAD = 65.0, 0.4
STANDFIRST_LENGTH, STANDFIRST_SPREAD = 140.0, 0.7

FULL_STOP = re.compile(r"(?:[.…]|\.\.\.|\[(?:…|\.\.\.)\])[\s\"'»”’“)\]]*$")
QUESTION = re.compile(r"[?!][\s\"'»”’“)\]]*$")
TWO_SENTENCES = re.compile(
    r"(?<=\w\w\w)[\"»”’)]?[.!?…]+[\"»”’)]?\s+[\"«„“‘(–—-]?\s?[A-ZÀ-ÞĄ-ŽА-ЯЁЄІЇҐЎ]"
)
SENTENCE_END = re.compile(r"[.!?…:][\s\"'»”’“)\]]*$")
MARK_AT_END = re.compile(r"[(\[][^()\[\]]{2,40}[)\]]$")


@lru_cache(maxsize=100_000)
def standfirst_weight(line: str) -> float:
    """Above zero: more like a standfirst; below: more like a headline."""
    weight = _length_weight(len(line))
    if FULL_STOP.search(line):
        weight += 2.6
    elif QUESTION.search(line):
        weight -= 0.2
    else:
        weight -= 0.9
    weight += 1.3 if TWO_SENTENCES.search(line) else -0.2
    if MARK_AT_END.search(line):
        weight -= 1.5
    return weight


def _length_weight(length: int) -> float:
    def log_density(middle: float, spread: float) -> float:
        return -((math.log(max(length, 1) / middle) / spread) ** 2) / 2 - math.log(spread)

    ratio = log_density(STANDFIRST_LENGTH, STANDFIRST_SPREAD) - log_density(
        HEADLINE_LENGTH, HEADLINE_SPREAD
    )
    # Very short lines are far from both; they are headlines if anything.
    if length < HEADLINE_LENGTH:
        ratio = min(ratio, -0.8)
    return max(-3.0, min(3.5, ratio))
