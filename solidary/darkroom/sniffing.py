"""Whether a file's bytes are what its name ends in: a name is only what somebody called it.

Known as the WHATWG's MIME Sniffing Standard and each format's own specification have them; more than a few
first bytes are looked at, for those are easily written before something else. Archives and office files are
in `archives.py`. Whether the rest of a film can be played nobody looks at here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from . import archives

HEAD = 4096
"""Bytes by which a recording is known; of a document all are looked at."""

_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r\f\x1b"})
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BOXES = frozenset(
    b"moov mdat free skip wide uuid moof styp sidx ssix pdin meta meco emsg prft mfra junk".split()
)
"""What may follow the first box of an MP4 file (the MP4 Registration Authority's list)."""
_CHUNKS = frozenset((b"fmt ", b"JUNK", b"junk", b"bext", b"LIST", b"ds64", b"fact", b"FLLR", b"PAD ",
                     b"id3 ", b"ID3 ", b"iXML", b"cue ", b"inst", b"smpl"))  # fmt: skip
"""What a WAVE file may begin with (EBU Tech 3285 and what recorders write)."""
_CODECS = (
    b"\x01vorbis",
    b"OpusHead",
    b"\x80theora",
    b"fishead\0",
    b"\x7fFLAC",
    b"Speex   ",
    b"\x80kate",
)
"""How the first packet of an Ogg stream begins (Xiph.org, MIME types and file extensions)."""
_LAYER_3 = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""kbit/s by index, in MPEG-1 (3) and in both of MPEG-2's (ISO/IEC 11172-3, 13818-3)."""
_RATES = (44_100, 48_000, 32_000)
_MARKUP = re.compile(
    r"\ufeff?\s*<(?:!--|\?xml|(?:!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b"
    r"|body|br|p|svg)[\s>])",
    re.IGNORECASE,
)
"""What browsers take for a page (MIME Sniffing, 7.1), and SVG."""


def looks_like(ending: str, data: bytes) -> bool:
    """Whether a file may be what its ending says (in small letters, without a dot). False for an ending
    that isn't known here. `data`: of a recording its first `HEAD` bytes, of anything else all."""
    test = _TESTS.get(ending)
    return test is not None and test(data)


def _is_mp4(data: bytes) -> bool:
    """ISO/IEC 14496-12, 4.3: the first box is "ftyp", with brands of four letters, and another follows."""
    size = int.from_bytes(data[:4])
    brands = data[8:12] + data[16:size]
    return (
        data[4:8] == b"ftyp"
        and 16 <= size <= HEAD - 8
        and size % 4 == 0
        and not brands.translate(None, bytes(range(32, 127)) + b"\0")
        and data[size + 4 : size + 8] in _BOXES
    )


def _is_webm(data: bytes) -> bool:
    """EBML (RFC 8794), whose header says the document type, and a segment behind it."""
    header = _element(data, 0)
    if header is None or header[0] != b"\x1a\x45\xdf\xa3":
        return False
    _, at, end = header
    kind = b""
    while at < end:
        found = _element(data, at)
        if found is None:
            return False
        name, begins, at = found
        if name == b"\x42\x82":
            kind = data[begins:at].rstrip(b"\0")
    behind = _element(data, end)
    while behind is not None and behind[0] == b"\xec":  # room that is left free
        behind = _element(data, behind[2])
    return kind == b"webm" and behind is not None and behind[0] == b"\x18\x53\x80\x67"


def _element(data: bytes, at: int) -> tuple[bytes, int, int] | None:
    """An element of EBML: what it is called, where its content begins and where it ends."""
    if not data[at : at + 1] or not (named := 9 - data[at].bit_length()) <= 4:
        return None
    sized = at + named
    if not data[sized : sized + 1] or not (wide := 9 - data[sized].bit_length()) <= 8:
        return None
    begins = sized + wide
    size = int.from_bytes(data[sized:begins]) & ((1 << 7 * wide) - 1)
    return data[at:sized], begins, begins + size


def _is_ogg(data: bytes) -> bool:
    """RFC 3533, 6: a first page, which begins a stream of a codec there is."""
    if len(data) < 28 or data[:5] != b"OggS\0" or not data[5] & 2:
        return False
    return data[27 + data[26] :].startswith(_CODECS)


def _is_mp3(data: bytes) -> bool:
    """A tag (ID3v2, 3.1), or two frames one behind the other."""
    if data.startswith(b"ID3"):
        head = data[3:10]
        return len(head) == 7 and head[0] in (2, 3, 4) and not head[2] & 15 and max(head[3:]) < 128
    length = _frame(data, 0)
    return length > 0 and (_frame(data, length) > 0)


def _frame(data: bytes, at: int) -> int:
    """The length of a frame of MPEG audio, layer III, in bytes; 0 where none begins."""
    if len(data) < at + 4 or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return 0
    version, rate, index = data[at + 1] >> 3 & 3, data[at + 2] >> 2 & 3, data[at + 2] >> 4
    if version == 1 or rate == 3 or index in (0, 15):
        return 0
    hertz = _RATES[rate] >> {3: 0, 2: 1, 0: 2}[version]
    kilobits = _LAYER_3[3 if version == 3 else 2][index]
    return (144_000 if version == 3 else 72_000) * kilobits // hertz + (data[at + 2] >> 1 & 1)


def _is_wav(data: bytes) -> bool:
    return data[:4] in (b"RIFF", b"RF64") and data[8:12] == b"WAVE" and data[12:16] in _CHUNKS


def _is_pdf(data: bytes) -> bool:
    """ISO 32000-1, Annex H: readers look for its mark in the first 1024 bytes."""
    return b"%PDF-" in data[:1024]


def _is_rtf(data: bytes) -> bool:
    return data.startswith(b"{\\rtf1")


def _is_text(data: bytes) -> bool:
    """Text, in whichever encoding: nothing that no text has, no page of a browser's, and nothing that
    another program would open under another name."""
    if data.startswith(_UTF_16):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            return False
        bare = text.encode("utf-8", "replace")
    else:
        bare = data
    if len(bare.translate(None, _CONTROLS)) != len(bare):
        return False
    if _is_pdf(bare) or bare.startswith((b"{\\rtf", b"GIF8")):
        return False
    return _MARKUP.match(bare[:HEAD].decode("utf-8", "replace")) is None


_TESTS: dict[str, Callable[[bytes], bool]] = {
    **dict.fromkeys(("mp4", "m4v", "m4a"), _is_mp4),
    **dict.fromkeys(("ogg", "oga", "ogv", "opus"), _is_ogg),
    "webm": _is_webm,
    "mp3": _is_mp3,
    "wav": _is_wav,
    "pdf": _is_pdf,
    "rtf": _is_rtf,
    **dict.fromkeys(("csv", "txt"), _is_text),
    "zip": archives.is_archive,
    **dict.fromkeys(("docx", "xlsx"), archives.is_office),
    "odt": archives.says(b"application/vnd.oasis.opendocument.text"),
    "ods": archives.says(b"application/vnd.oasis.opendocument.spreadsheet"),
    "epub": archives.says(b"application/epub+zip"),
}
