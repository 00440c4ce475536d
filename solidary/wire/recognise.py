"""Which format a file is in, by what is in it: a name may say anything."""

import re
from typing import Literal

import orjson

Format = Literal["json lines", "listing"]


def recognise(head: bytes, name: str = "") -> Format:
    """The format of a file that begins with `head` (some kilobytes) and is called `name`.

    JSON lines begin with an object; a first line too long to end within `head` counts by its
    opening. Everything else is read as a listing, which says clearly what it is not.
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith(b"{"):
        return "json lines" if not text and name.endswith((".jsonl", ".ndjson")) else "listing"
    line, _, _ = text.partition(b"\n")
    try:
        return "json lines" if isinstance(orjson.loads(line), dict) else "listing"
    except orjson.JSONDecodeError:
        looks = bool(re.match(rb'\{\s*"[^"]{1,40}"\s*:', line))
        return "json lines" if looks or name.endswith((".jsonl", ".ndjson")) else "listing"
