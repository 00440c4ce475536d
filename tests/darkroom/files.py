"""Pictures as strangers send them: full of what must not survive."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

MARK = b"SECRETMARK"
"""Written into every corner a file format offers; must be in no output."""


def scene(mode: str = "RGB", size: tuple[int, int] = (64, 40)) -> Image.Image:
    """A gradient with a red top-left corner, so that turning it can be seen."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.paste((220, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
    return picture.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    """EXIF of a phone: maker, comment, position in Minsk, orientation."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = MARK.decode()
    data[0x010E] = MARK.decode()
    data.get_ifd(0x8825).update({1: "N", 2: (53.0, 54.0, 27.0), 3: "E", 4: (27.0, 33.0, 52.0)})
    data.get_ifd(0x8769).update({0x9286: MARK, 0x927C: MARK})
    return data


def xmp() -> bytes:
    return (
        b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        + MARK
        + b'</x:xmpmeta><?xpacket end="w"?>'
    )


def profile() -> bytes:
    """An sRGB profile with our mark appended: a profile is where a name can hide, too."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + MARK


def encoded(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def loaded_jpeg(orientation: int = 1) -> bytes:
    """A JPEG with EXIF, XMP, ICC, IPTC, a comment, an unknown segment and a trailer."""
    plain = encoded(
        scene(),
        "JPEG",
        exif=exif(orientation).tobytes(),
        xmp=xmp(),
        icc_profile=profile(),
        comment=MARK,
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x78\0\x0a" + MARK
    segments = b"".join(
        b"\xff" + marker + struct.pack(">H", len(body) + 2) + body
        for marker, body in ((b"\xed", iptc), (b"\xef", MARK), (b"\xe2", b"MPF\0" + MARK))
    )
    return plain[:2] + segments + plain[2:] + MARK + b"\0" * 16 + MARK


def chunk(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check


def loaded_png(mode: str = "RGBA") -> bytes:
    """A PNG with every text chunk, EXIF, time, an unknown chunk and data after its end."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", MARK.decode())
    text.add_text("Comment", MARK.decode(), zip=True)
    text.add_itxt("XML:com.adobe.xmp", xmp().decode())
    plain = encoded(scene(mode), "PNG", pnginfo=text, exif=exif(), icc_profile=profile())
    before_end = plain.rindex(b"IEND") - 4
    own = chunk(b"prVt", MARK) + chunk(b"tIME", b"\x07\xe5\x02\x07\x0c\0\0")
    return plain[:before_end] + own + plain[before_end:] + MARK


def loaded(form: str) -> bytes:
    """WebP, AVIF and HEIF with EXIF, XMP and ICC, and data after their end."""
    data = encoded(scene(), form, exif=exif().tobytes(), xmp=xmp(), icc_profile=profile())
    return data + MARK


def png_header_only(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def bare_jpeg_without_pixels() -> bytes:
    """A JPEG of 34 bytes with no segment but those of pictures, and no picture."""
    jfif = b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    return b"\xff\xd8" + jfif + b"\xff\xda\0\x08\1\1\0\0\x3f\0" + b"xx\xff\xd9"
