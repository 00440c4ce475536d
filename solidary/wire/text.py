"""What comes in as text: read within limits, decoded, and cleaned character by character."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from typing import BinaryIO

from solidary.wire.encodings import Decoded, decode, mend_surrogates
from solidary.wire.errors import WireError

CHUNK = 64 * 1024
LISTING_BYTES = 16 * 1024 * 1024
LINE_BYTES = 64 * 1024

LINE_ENDS = re.compile("\r\n|\r|\n|\x85|\u2028|\u2029|\x0b|\x0c")
DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ZERO_WIDTH = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\uffa0"
SUSPECT = re.compile(
    f"[{DIRECTION}{ZERO_WIDTH}\x00-\x08\x0e-\x1f\x7f-\x9f\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
VIRAMA = 9
"""The canonical combining class of signs that take the vowel off a letter."""
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
PICTURE_CHARACTERS = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that was mended; `line` is None when it concerns the whole text."""

    line: int | None
    what: str


@dataclass(slots=True)
class Text:
    """Lines as they may be used (NFC, no hidden characters), numbered from 1 by position."""

    lines: list[str]
    encoding: str
    repairs: list[Repair] = field(default_factory=list)


def read_bounded(
    stream: BinaryIO, most_bytes: int = LISTING_BYTES, most_line: int = LINE_BYTES
) -> bytes:
    """All bytes of a stream, refusing as soon as it or one of its lines grows too long.

    Raises WireError; at most `most_bytes` plus one chunk are ever held.
    """
    chunks, total, since_break = [], 0, 0
    while chunk := stream.read(CHUNK):
        total += len(chunk)
        if total > most_bytes:
            raise WireError(
                f"The text is larger than {most_bytes // (1024 * 1024)} MB; no listing is. "
                "Cut it into parts and import them one by one."
            )
        pieces = re.split(rb"[\r\n]", chunk)
        longest = max(since_break + len(pieces[0]), max((len(p) for p in pieces[1:-1]), default=0))
        since_break = since_break + len(chunk) if len(pieces) == 1 else len(pieces[-1])
        if max(longest, since_break) > most_line:
            raise WireError(
                f"One line is longer than {most_line // 1024} KB, so this is not a listing. "
                "Save the page as plain text with one headline, standfirst or date to a line."
            )
        chunks.append(chunk)
    return b"".join(chunks)


def read_text(data: bytes) -> Text:
    """Decode and clean. Raises WireError for empty, binary or unreadable input."""
    if not data.strip(b"\x00\t\n\r\x0b\x0c "):
        raise WireError("The file is empty; there is nothing to import.")
    decoded = decode(data)
    if re.match(r"\s*(<!doctype html|<html|<\?xml)", decoded.text, re.IGNORECASE):
        raise WireError(
            "This is the source of a web page. Open it in a browser, copy the text that a reader "
            "sees into a plain text file, and import that."
        )
    return clean_text(decoded)


def clean_text(decoded: Decoded) -> Text:
    """Split into lines and take out what a reader cannot see, noting each repair."""
    _refuse_binary(decoded.text)
    repairs = [Repair(None, note) for note in decoded.notes]
    whole, lone = mend_surrogates(decoded.text)
    if lone:
        repairs.append(Repair(None, f"{lone} halves of characters (lone surrogates) were removed."))
    lines: list[str] = []
    composed = referred = 0
    for number, line in enumerate(LINE_ENDS.split(whole), 1):
        meant = read_references(line)
        referred += meant != line
        clean, notes = clean_line(meant)
        repairs.extend(Repair(number, note) for note in notes)
        normal = unicodedata.normalize("NFC", clean)
        composed += normal != clean
        lines.append(normal.strip())
    if referred:
        repairs.append(Repair(None, f"Character references were read on {referred} lines."))
    if composed:
        repairs.append(
            Repair(None, f"Letters and their accents were joined (NFC) on {composed} lines.")
        )
    if not any(lines):
        raise WireError("The file holds no readable text; there is nothing to import.")
    return Text(lines, decoded.encoding, repairs)


def read_references(text: str) -> str:
    """Plain words with the characters that HTML's references stand for, each read once; what is no
    reference of HTML stays, and one for a control character is a blank."""
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(found: re.Match[str]) -> str:
    read = unescape(found[0])
    return read if read.isprintable() or read == "\u00a0" or SUSPECT.match(read) else " "


def clean_line(line: str) -> tuple[str, list[str]]:
    """The line without hidden characters, and a sentence for each kind that was removed."""
    if not SUSPECT.search(line):
        return line, []
    removed: Counter[str] = Counter()
    kept: list[str] = []
    for position, character in enumerate(line):
        if (
            not SUSPECT.match(character)
            or _joins_picture(line, position)
            or _shapes_letters(line, position)
        ):
            kept.append(character)
        elif character in DIRECTION:
            removed["hidden direction controls"] += 1
        elif character in ZERO_WIDTH:
            removed["zero-width characters"] += 1
        else:
            removed["control characters"] += 1
    notes = [f"{count} {what} removed." for what, count in removed.items()]
    return "".join(kept), notes


def _joins_picture(line: str, position: int) -> bool:
    """Whether a zero-width joiner holds two picture characters (emoji) together."""
    return (
        line[position] == "\u200d"
        and 0 < position < len(line) - 1
        and bool(PICTURE_CHARACTERS.match(line[position - 1]))
        and bool(PICTURE_CHARACTERS.match(line[position + 1]))
    )


def _shapes_letters(line: str, position: int) -> bool:
    """Whether a joiner or non-joiner says how the letters beside it are written, and so is spelling
    (RFC 5892, A.1 and A.2): after a virama of an Indic script, or between letters that are written
    joined, as in Persian «می‌شود»."""
    if line[position] not in "\u200c\u200d" or not 0 < position < len(line) - 1:
        return False
    before, behind = line[position - 1], line[position + 1]
    after_virama = unicodedata.combining(before) == VIRAMA
    joined = [_is_joined(letter) for letter in (before, behind)]
    return (after_virama and behind.isalpha()) or all(joined)


def _is_joined(letter: str) -> bool:
    """A letter of Arabic, Syriac and their like, or a mark on one."""
    return unicodedata.bidirectional(letter) in ("AL", "NSM") and letter not in ZERO_WIDTH


def _refuse_binary(text: str) -> None:
    sample = text[:65536]
    control = sum(1 for c in sample if c < " " and c not in "\t\n\r\x0b\x0c")
    control += sample.count("\ufffd")
    if control > max(8, len(sample) // 50):
        raise WireError(
            "This is a binary file, not text. Save the listing as plain text in UTF-8 "
            "and import that."
        )
