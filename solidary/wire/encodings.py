"""Bytes to text, by a rule that can be written down.

1. A byte order mark decides.
2. Without one, text in which nearly every other byte is 0x00 or 0x04 is UTF-16.
3. Text that is UTF-8 is UTF-8. Text that is UTF-8 but for a few broken bytes is UTF-8 with
   damage: the broken places are marked with U+FFFD, a character cut off at the end is dropped.
4. Otherwise each of the older eight-bit encodings of our languages is tried, and the one
   whose result reads most like words of one of those languages is taken, if it reads well enough.
5. Otherwise the input is refused.
"""

import codecs
import re
from dataclasses import dataclass

from solidary.languages import LANGUAGES
from solidary.wire.errors import WireError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# In the order in which they win when two of them read equally well.
EIGHT_BIT = tuple(
    dict.fromkeys(name for language in LANGUAGES for name in language.encodings.split())
)
ALPHABETS = (*(language.alphabet for language in LANGUAGES), "éèàçêôî")
"""The letters of each language beyond ASCII; the last are French, which all of them quote."""
TYPOGRAPHY = set("–—‘’“”„«»…•·№§©®°\u00a0\u2011")
KNOWN_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"(\xb5/\xfd", "a compressed file (zstd)"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text document (RTF)"),
)
_PACKED = (b"PK", b"\x1f\x8b", b"\xfd7zXZ", b"BZh", b"(\xb5/\xfd")
PLEASE_UNPACK = "Unpack it, and import what is in it."
PLEASE_SAVE = "Save the listing as plain text in UTF-8 and import that."
CAPITAL_INSIDE = re.compile(r"(?<=[a-zß-ÿąćęłńóśźżа-яёєіїґў])[A-ZÀ-ÞĄĆĘŁŃŚŹŻА-ЯЁЄІЇҐЎ]")
MIXED_SCRIPTS = re.compile(r"[A-Za-zß-ž][а-яёєіїґў]|[А-Яа-яёєіїґў][A-Za-zß-ž]")
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and what had to be done to it (sentences; empty if nothing)."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Text of `data` by the rule above. Raises WireError when no encoding fits."""
    for start, what in KNOWN_KINDS:
        if data.startswith(start):
            please = PLEASE_UNPACK if start.startswith(_PACKED) else PLEASE_SAVE
            raise WireError(f"This is {what}, not text. {please}")
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    wide = _unmarked_utf16(data)
    if wide:
        return _strictly(data, wide, f"The text was in {wide.upper()} without a byte order mark.")
    if data.count(0) > max(16, len(data) // 200):
        raise WireError(f"This is a binary file, not text. {PLEASE_SAVE}")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    damaged = _damaged_utf8(data)
    return damaged if damaged else _eight_bit(data)


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        note = "The byte order mark of UTF-8 was removed."
        try:
            return Decoded(data.decode("utf-8"), encoding, (note,))
        except UnicodeDecodeError:
            damaged = _damaged_utf8(data)
            if damaged:
                return Decoded(damaged.text, encoding, (note, *damaged.notes))
            raise WireError(
                f"The text says that it is UTF-8, but it is not. {PLEASE_SAVE}"
            ) from None
    return _strictly(data, encoding, f"The text was in {encoding.upper()}.")


def _strictly(data: bytes, encoding: str, note: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, (note,))
    except UnicodeDecodeError:
        pass
    unit = 4 if "32" in encoding else 2
    text = data[: len(data) - len(data) % unit].decode(encoding, errors="surrogatepass")
    text, lone = mend_surrogates(text)
    notes = [note]
    if lone:
        notes.append(f"{lone} halves of characters (lone surrogates) were removed.")
    if len(data) % unit:
        notes.append("A character cut off at the end was dropped.")
    return Decoded(text, encoding, tuple(notes))


def _unmarked_utf16(data: bytes) -> str:
    """Its name when the text looks like UTF-16 in Latin or Cyrillic script, otherwise ''."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        wide = high.count(0) + high.count(4) + high.count(0x20) + high.count(1)
        if high.count(0) >= pairs // 50 + 1 and wide >= 0.9 * pairs:
            return encoding
    return ""


def mend_surrogates(text: str) -> tuple[str, int]:
    """The text with halves joined into characters where they pair, and how many were dropped."""
    if not SURROGATE.search(text):
        return text, 0
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    lone = len(SURROGATE.findall(joined))
    return SURROGATE.sub("", joined), lone


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes; None when it does not look like UTF-8 at all."""
    try:
        text = data.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        pass
    else:
        text, lone = mend_surrogates(text)
        note = f"{lone} halves of characters (lone surrogates) were removed."
        return Decoded(text, "utf-8", (note,) if lone else ("Split characters were joined.",))
    cut = _cut_at_end(data)
    notes = []
    if cut:
        data = data[:-cut]
        notes.append("A character cut off at the end was dropped.")
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    good = sum(1 for character in text if ord(character) > 127) - broken
    if broken * 10 > good and not (cut and not broken):
        return None
    if broken:
        notes.append(f"{broken} broken places are marked with “\ufffd”.")
    return Decoded(text, "utf-8", tuple(notes))


def _cut_at_end(data: bytes) -> int:
    """How many bytes at the end begin a UTF-8 character that is not finished."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte & 0xC0 == 0x80:
            continue
        needs = 4 if byte >= 0xF0 else 3 if byte >= 0xE0 else 2 if byte >= 0xC0 else 1
        return back if needs > back else 0
    return 0


def _eight_bit(data: bytes) -> Decoded:
    best, best_score = None, 0.0
    for encoding in EIGHT_BIT:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _reads_well(text)
        if score > best_score + 1e-9:
            best, best_score = Decoded(text, encoding), score
    if best is None or best_score < 0.9:
        raise WireError(f"The encoding of this text cannot be told. {PLEASE_SAVE}")
    return Decoded(
        best.text,
        best.encoding,
        (f"The text was in {best.encoding}, judged by its letters; please look it over.",),
    )


def _reads_well(text: str) -> float:
    """Share of characters beyond ASCII that stand where a word of one language would have them."""
    beyond = [c for c in text if ord(c) > 127]
    if not beyond:
        return 0.0
    if sum(1 for c in text if ord(c) < 32 and c not in "\t\n\r\f\v") > len(text) // 100:
        return 0.0
    best = 0.0
    for alphabet in ALPHABETS:
        fits = sum(1 for c in beyond if c.lower() in alphabet or c in TYPOGRAPHY)
        best = max(best, fits / len(beyond))
    # Wrong tables leave capitals inside words (KOI8 read as Windows does nothing else) and mix
    # scripts inside one word.
    odd = len(CAPITAL_INSIDE.findall(text)) + len(MIXED_SCRIPTS.findall(text))
    return best - odd / len(beyond)
