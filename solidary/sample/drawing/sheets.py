"""Two sheets to keep: a poster to print and a one-page chronology, both as PDF."""

from __future__ import annotations

import io
import textwrap
import zlib
from pathlib import Path

from .things import flowers_and_bars

FILES = Path(__file__).resolve().parent.parent / "files"
A4 = (595, 842)
"""Width and height of the sheet, in points."""
CHRONOLOGY = (
    ("1 July 2020", "Brussels: a rally for Belarusians near the European Parliament."),
    ("29 July 2020", "Vilnius: over 200 people form a chain along Gediminas Avenue."),
    ("3 August 2020", "Poland's Solidarity declares its support ahead of the election."),
    ("9 August 2020", "Presidential election in Belarus; protests begin the same night."),
    ("12 August 2020", "Minsk: women in white form chains of solidarity."),
    ("22 September 2020", "Bialystok: a documentary about solidarity in the city."),
    ("26 December 2020", "St. Petersburg: white-red-white flags banned at the pickets."),
    ("7 February 2021", "International Day of Solidarity with Belarus."),
    ("8 March 2021", "Flowers instead of bars: wishes for the women of Belarus."),
    ("16 July 2021", "Day of Solidarity with the Belarusian women."),
    ("31 August 2021", "Poland's president addresses Belarusians, in part in Belarusian."),
    ("7 September 2021", "From city to city: a roundup of solidarity abroad."),
)


def _pdf(objects: list[bytes]) -> bytes:
    """A PDF 1.4 file of these objects, the first of which is its catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def _stream(content: bytes, head: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< %s/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        head,
        len(packed),
        packed,
    )


def _page(resources: bytes) -> list[bytes]:
    return [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << %s >> >>"
        % (*A4, resources),
    ]


def chronology() -> bytes:
    """Real text in a font every reader has, so that it can be searched, spoken and copied."""
    pen = ["0.77 0.07 0.18 rg 56 760 483 3 re f", "0.16 0.2 0.24 rg BT"]
    pen.append("/F2 24 Tf 56 778 Td (#SolidarityBelarus: a chronology) Tj ET")
    y = 730
    for day, words in CHRONOLOGY:
        pen.append(f"0.77 0.07 0.18 rg 58 {y + 3} 6 6 re f 0.16 0.2 0.24 rg")
        pen.append(f"BT /F2 11 Tf 76 {y} Td ({day}) Tj ET")
        for line in textwrap.wrap(words, 58):
            escaped = line.replace("(", r"\(").replace(")", r"\)")
            pen.append(f"BT /F1 11 Tf 196 {y} Td ({escaped}) Tj ET")
            y -= 16
        y -= 26
    pen.append(
        "BT /F1 9 Tf 56 56 Td (Sample dossier of Solidary. Free to copy and to print.) Tj ET"
    )
    fonts = b"/Font << /F1 5 0 R /F2 6 0 R >>"
    named = [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name
        for name in (b"Helvetica", b"Helvetica-Bold")
    ]
    return _pdf([*_page(fonts), _stream("\n".join(pen).encode("ascii")), *named])


def poster() -> bytes:
    """Flowers against bars on a sheet of A4, in few colours."""
    picture = flowers_and_bars().picture().crop((200, 0, 1400, 1000))
    palette = bytes(picture.getpalette() or b"")
    colors = len(palette) // 3
    head = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 "
        b"/ColorSpace [/Indexed /DeviceRGB %d <%s>] "
        % (*picture.size, colors - 1, palette.hex().encode())
    )
    wide = A4[0] - 72
    high = wide * picture.height // picture.width
    pen = (
        f"0.984 0.973 0.949 rg 0 0 {A4[0]} {A4[1]} re f "
        f"0.77 0.07 0.18 rg 36 {A4[1] - 60} {wide} 24 re f 36 96 {wide} 24 re f "
        f"q {wide} 0 0 {high} 36 {(A4[1] - high) // 2} cm /P Do Q"
    )
    return _pdf(
        [
            *_page(b"/XObject << /P 5 0 R >>"),
            _stream(pen.encode()),
            _stream(picture.tobytes(), head),
        ]
    )


def write_all() -> None:
    """Write both sheets again into the sample's folder of files."""
    FILES.mkdir(exist_ok=True)
    (FILES / "chronology.pdf").write_bytes(chronology())
    (FILES / "poster.pdf").write_bytes(poster())
