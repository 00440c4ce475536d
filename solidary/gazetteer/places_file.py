"""The file of places: what it holds, and where.

One file, read through a memory map: a look-up touches a few pages of it, and nothing is loaded. Numbers
are little-endian. The header says what the file is and how long; then come five sections, each at the
offset the header gives:

- places: one record each (PLACE), by rising GeoNames id. Coordinates are in hundred-thousandths of a
  degree; NOWHERE stands for none (countries, parts of countries).
- names: for each place a mask of writings (u16), then for each set bit, in the order of WRITINGS, the
  offset of the name in the strings (u32).
- strings: names as they are shown, each a length (u8) and UTF-8.
- blocks: the offset of each block of keys (u32).
- keys: folded names in the order of their bytes, BLOCK of them a block. A key is what it has in common
  with the one before (u8; 0 at a block's start), the length of the rest (u8), the rest; then how many
  places bear the name (u8), and each: its number in places (u24) and a mask of writings with FIRM (u16).
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

MAGIC = b"SOLPLACE"
VERSION = 1
HEADER = struct.Struct("<8sIIQ" + "II" * 5)
"""Magic, version, checksum of all that follows the header (CRC 32), length of the file, and for each
section its offset and its count."""
SECTIONS = ("places", "names", "strings", "blocks", "keys")
PLACE = struct.Struct("<IiiI2sBB4sI")
"""GeoNames id, latitude, longitude, population, country, kind, whether it is a capital, code of the part
of the country, offset of its names."""
BEARER = struct.Struct("<HBH")
"""Place (low two bytes, high byte), mask."""
MASK, OFFSET = struct.Struct("<H"), struct.Struct("<I")
NOWHERE = -(2**31)
DEGREE = 100_000
BLOCK = 16
FIRM = 1 << 15
"""Set where the name is known to be the place's in a language; not, where GeoNames only lists it."""
MOST_BEARERS = 40
"""Places listed under one name: those with most people."""
FILE = Path(__file__).parent / "places.bin"


def checksum(content: bytes | memoryview) -> int:
    """The checksum in the header, of what follows the header."""
    return zlib.crc32(content)
