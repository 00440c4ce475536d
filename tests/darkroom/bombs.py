"""Files built to fill a memory, keep a processor busy, or be two things at once."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import pillow_heif
from PIL import Image

from . import files

pillow_heif.register_heif_opener()
SMALL = files.scene()


@cache
def zeros(megabytes: int) -> bytes:
    """Zeros, deflated a thousand times smaller."""
    squeeze = zlib.compressobj(9)
    block = bytes(1 << 20)
    return b"".join(squeeze.compress(block) for _ in range(megabytes)) + squeeze.flush()


MANY = 120
"""Megabytes of zeros in one chunk."""


def png(width: int, height: int, idat: bytes, *, before: bytes = b"", color: int = 2) -> bytes:
    header = files.chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, color, 0, 0, 0))
    end = files.chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + before + files.chunk(b"IDAT", idat) + end


def tiff(entries: list[tuple[int, int, int, int]], *, count: int | None = None) -> bytes:
    """A TIFF of one table: (tag, kind, count, value); `count`: how many it claims to have."""
    table = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    claimed = len(entries) if count is None else count
    return b"II*\0" + struct.pack("<IH", 8, claimed) + table + struct.pack("<I", 8)


def plain_tiff(*more: tuple[int, int, int, int], count: int | None = None) -> bytes:
    return tiff(
        [
            (256, 3, 1, 8), (257, 3, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
            (273, 4, 1, 8), (278, 3, 1, 8), (279, 4, 1, 64), *more,
        ],
        count=count,
    ) + bytes(64)  # fmt: skip


def big_tiff(count: int) -> bytes:
    return b"II+\0" + struct.pack("<HHQQ", 8, 0, 16, count) + bytes(4096)


def scans(passes: int, side: int) -> bytes:
    """A progressive JPEG that goes over an empty picture again and again."""
    whole = files.encoded(Image.new("L", (side, side), 128), "JPEG", progressive=True)
    start = whole.rindex(b"\xff\xda")
    return whole[:start] + whole[start:-2] * passes + b"\xff\xd9"


def claimed_size(data: bytes, side: int) -> bytes:
    """A HEIC or AVIF whose picture says it is as large as this."""
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", side, side) + data[at + 8 :]


def boxes(depth: int) -> bytes:
    """A HEIC of boxes in boxes."""
    inner = b""
    for _ in range(depth):
        inner = struct.pack(">I", len(inner) + 8) + b"meta" + inner
        if len(inner) > 1 << 20:
            break
    start = files.loaded("HEIF")
    kind = start[: struct.unpack(">I", start[:4])[0]]
    return kind + inner


def exif_in_circles() -> bytes:
    """EXIF whose tables point at themselves."""
    table = struct.pack(">H", 3) + b"".join(
        struct.pack(">HHII", tag, 4, 1, 8) for tag in (0x8769, 0x8825, 0xA005)
    )
    return files.encoded(
        SMALL, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08" + table + struct.pack(">I", 8)
    )


def many_frames(frames: int) -> bytes:
    whole = files.encoded(Image.new("P", (1, 1)), "GIF")
    frame = whole[whole.index(b",") : -1]
    return whole[:-1] + frame * frames + b";"


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("run.js", "alert(1)")
    return out.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "png that is a thousand times more than it says": lambda: png(8, 8, zeros(MANY)),
    "png of nothing but a size": lambda: files.png_header_only(2**31 - 1, 2**31 - 1),
    "png with words that unpack without end": lambda: png(
        8, 8, zeros(1), before=files.chunk(b"zTXt", b"Comment\0\0" + zeros(MANY))
    ),
    "png with a profile that unpacks without end": lambda: png(
        8, 8, zeros(1), before=files.chunk(b"iCCP", b"icc\0\0" + zeros(MANY))
    ),
    "png with a thousand texts that unpack": lambda: png(
        8,
        8,
        zeros(1),
        before=files.chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(bytes(900_000))) * 200,
    ),
    "png of more parts than anybody writes": lambda: png(
        8, 8, zeros(1), before=files.chunk(b"prVt", b"") * 150_000
    ),
    "gif of a hundred thousand frames": lambda: many_frames(100_000),
    "gif of a huge screen": lambda: b"GIF89a" + b"\xff\xff\xff\xff" + bytes(3) + b",",
    "tiff of a million entries": lambda: plain_tiff(count=65_535) + bytes(1 << 20),
    "tiff of a million strips": lambda: plain_tiff((273, 4, 1_000_000, 8)) + bytes(4 << 20),
    "tiff with an entry of all memory": lambda: plain_tiff((320, 3, 2**31, 8)),
    "tiff with one row in a strip of the whole": lambda: plain_tiff((278, 4, 1, 2**32 - 1)),
    "tiff whose table is itself": lambda: b"II*\0" + struct.pack("<I", 4) + b"\1\0" * 64,
    "big tiff of entries without number": lambda: big_tiff(2**63),
    "big tiff of many entries": lambda: big_tiff(3_000_000) + bytes(1 << 20),
    "jpeg of a hundred scans": lambda: scans(99, 2000),
    "jpeg of a thousand scans": lambda: scans(1000, 64),
    "jpeg of a size and nothing else": lambda: (
        b"\xff\xd8\xff\xc0\0\x0b\x08\xff\xdc\xff\xdc\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0"
    ),
    "jpeg whose notes are in circles": exif_in_circles,
    "heic as large as a city": lambda: claimed_size(files.loaded("HEIF"), 60_000),
    "avif as large as a city": lambda: claimed_size(files.loaded("AVIF"), 60_000),
    "heic of boxes in boxes": lambda: boxes(20_000),
    "webp of a size and nothing else": lambda: (
        b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0" + b"\xff\x3e\0" * 2 + b"VP8 \0\0\0\0"
    ),
}
"""What it is → the file."""

LARGE: dict[str, Callable[[], bytes]] = {
    "png of 64 million equal pixels": lambda: png(8000, 8000, zeros(184)),
    "png of 64 million pixels and alpha": lambda: png(8000, 8000, zeros(245), color=6),
    "gif of 64 million pixels": lambda: files.encoded(Image.new("P", (8000, 8000)), "GIF"),
    "jpeg of a hundred scans of 64 million pixels": lambda: scans(99, 8000),
    "tiff of 64 million pixels": lambda: files.encoded(
        Image.new("CMYK", (8000, 8000)), "TIFF", compression="tiff_lzw"
    ),
    "webp of 64 million pixels": lambda: files.encoded(
        Image.new("RGB", (8000, 8000)), "WEBP", method=0
    ),
    "avif of 64 million pixels": lambda: files.encoded(
        Image.new("RGB", (8000, 8000)), "AVIF", speed=10
    ),
    "heic of 64 million pixels": lambda: files.encoded(
        Image.new("RGB", (8000, 8000)), "HEIF", enc_params={"preset": "ultrafast"}
    ),
    "jpeg of 64 million pixels": lambda: files.encoded(Image.new("RGB", (8000, 8000)), "JPEG"),
    "jpeg in passes of 64 million pixels": lambda: files.encoded(
        Image.new("RGB", (8000, 8000)), "JPEG", progressive=True, subsampling=2
    ),
    "jpeg in passes of 64 million pixels with all its colours": lambda: files.encoded(
        Image.new("RGB", (8000, 8000)), "JPEG", progressive=True, subsampling=0
    ),
}

POLYGLOTS: dict[str, Callable[[], bytes]] = {
    "jpeg and archive": lambda: files.encoded(SMALL, "JPEG") + archive(),
    "gif and script": lambda: (
        b"GIF89a/*" + files.encoded(SMALL, "GIF")[8:] + b"*/=1;alert(1);//" + files.MARK
    ),
    "gif with a script behind": lambda: files.encoded(SMALL, "GIF") + b"/*" + files.MARK + b"*/",
    "jpeg in a comment of which is a page": lambda: files.encoded(
        SMALL, "JPEG", comment=b"<script>" + files.MARK + b"</script>"
    ),
    "png and page": lambda: files.loaded_png() + b"<script>" + files.MARK + b"</script>",
    "pdf and jpeg": lambda: b"%PDF-1.7\n" + files.encoded(SMALL, "JPEG"),
    "jpeg and pdf": lambda: files.encoded(SMALL, "JPEG") + b"%PDF-1.7\n%%EOF" + files.MARK,
    "page and png": lambda: b"<html>" + files.loaded_png(),
    "tiff and archive": lambda: files.encoded(SMALL, "TIFF") + archive(),
    "heic and archive": lambda: files.loaded("HEIF") + archive(),
    "webp and script": lambda: files.encoded(SMALL, "WEBP") + b"alert(1)" + files.MARK,
    "cut jpeg": lambda: files.loaded_jpeg()[:-300],
    "cut heic": lambda: files.loaded("HEIF")[:-400],
    "cut tiff": lambda: files.encoded(SMALL, "TIFF")[:200],
}
