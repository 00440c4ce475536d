"""Marks that newsrooms put into headlines: “(ENG video)”, «(Фото)», “[wideo]”, “| Video”.

A mark is read, never removed: the headline keeps it to the letter.
"""

import re
from functools import cache

from solidary.languages import LANGUAGES
from solidary.languages.phrases import fold, single_words
from solidary.wire.formats.listing.model import Marks

MEDIA = ("video", "audio", "photos")
BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]{2,60})[)\]）]")
TAIL = re.compile(r"(?:\s[|–—•·/-]\s|\s?[:|]\s|\.\s|\s\+\s?)([^|–—•·:.]{2,40})$")
HEAD = re.compile(r"^([^|:\[(]{2,30}?)\s?[|:]\s")
TOKEN = re.compile(r"[^\W\d_]+")


def read_marks(headline: str) -> Marks:
    """The media a headline announces in brackets, after a dash or bar at its end, or before one."""
    groups = [match[1] for match in BRACKETS.finditer(headline)]
    found = [marks for group in groups if (marks := _marks_of(group, brackets=True))]
    bare = BRACKETS.sub("", headline).strip()
    for pattern in (TAIL, HEAD):
        match = pattern.search(bare)
        if match and (marks := _marks_of(match[1], brackets=False)):
            found.append(marks)
    return Marks(
        video=any(marks.video for marks in found),
        audio=any(marks.audio for marks in found),
        photos=any(marks.photos for marks in found),
        spoken=tuple(dict.fromkeys(code for marks in found for code in marks.spoken)),
        subtitles=tuple(dict.fromkeys(code for marks in found for code in marks.subtitles)),
    )


@cache
def _meanings() -> dict[str, str]:
    known = {fold(w): f"media:{name}" for name in MEDIA for w in single_words(f"media.{name}")}
    for language in LANGUAGES:
        known |= {fold(word): f"language:{language.code}" for word in language.marked.split()}
    known |= {fold(word): "subtitles" for word in single_words("media.subtitles")}
    for word in single_words("media.joining"):
        known.setdefault(fold(word), "joining")
    return known


def _marks_of(group: str, *, brackets: bool) -> Marks:
    """The marks in a few words; outside brackets every word has to belong to a mark."""
    meanings = [_meanings().get(fold(word), "") for word in TOKEN.findall(group)]
    media = {meaning[6:] for meaning in meanings if meaning.startswith("media:")}
    foreign = meanings.count("")
    if not media or len(meanings) > 6 or foreign > (2 if brackets else 0):
        return Marks()
    spoken: list[str] = []
    subtitles: list[str] = []
    for position, meaning in enumerate(meanings):
        if meaning.startswith("language:"):
            near = meanings[max(0, position - 3) : position + 2]
            own = "subtitles" in near
            (subtitles if own else spoken).append(meaning[9:])
    heard = bool(media & {"video", "audio"})
    return Marks(
        video="video" in media,
        audio="audio" in media,
        photos="photos" in media,
        spoken=tuple(dict.fromkeys(spoken)) if heard else (),
        subtitles=tuple(dict.fromkeys(subtitles)) if "video" in media else (),
    )
