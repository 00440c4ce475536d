"""Blocks of things that a story shows, for every format: photos, galleries, recordings, documents, and
cards for what was published elsewhere."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

PICTURES = frozenset(["avif", "gif", "heic", "jpg", "jpeg", "png", "tif", "tiff", "webp"])
FILMS = frozenset(["mp4", "webm", "m4v", "ogv"])
SOUNDS = frozenset(["mp3", "m4a", "ogg", "oga", "opus", "wav"])
PAPERS = frozenset(["csv", "docx", "epub", "ods", "odt", "pdf", "rtf", "txt", "xlsx", "zip"])
Block = dict[str, Any]
_LONGEST_ADDRESS = 2000
_YOUTUBE = re.compile(r"(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})")
_VIMEO = re.compile(r"player\.vimeo\.com/video/(\d+)")


def photo_block(address: str) -> Block:
    return {"type": "photo", "value": {"photo": address, "caption": ""}}


def gallery_block(addresses: list[str]) -> Block:
    """Of two photos or more; one stands alone."""
    if len(addresses) == 1:
        return photo_block(addresses[0])
    return {"type": "gallery", "value": {"caption": "", "photos": addresses}}


def recording_block(kind: str, address: str) -> Block:
    """`kind`: video or audio."""
    return {"type": kind, "value": {kind: address, "caption": ""}}


def document_block(address: str) -> Block:
    return {"type": "document", "value": {"document": address}}


def card_block(address: str, title: str) -> Block | None:
    """A card for a page of somebody else's; None for what is no page of http or https."""
    led = _to_page(address.strip())
    if not led:
        return None
    host = (urlsplit(led).hostname or "").removeprefix("www.")
    words = " ".join(title.split())[:300] or led.partition("://")[2].removeprefix("www.")[:300]
    value = {"address": led, "title": words, "outlet": host[:120], "photo": None}
    return {"type": "embed", "value": value}


def ending_of(path: str) -> str:
    """What a file's name ends in, in small letters and without its point."""
    return path.rpartition(".")[2].lower() if "." in path else ""


def _to_page(address: str) -> str:
    """Where readers see what a frame showed; '' for what is no page."""
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        split = urlsplit(address)
    except ValueError:
        return ""
    if split.scheme not in ("http", "https") or not split.hostname or split.username is not None:
        return ""
    bare = address.partition("://")[2]
    if found := _YOUTUBE.match(bare):
        return f"https://www.youtube.com/watch?v={found[1]}"
    if found := _VIMEO.match(bare):
        return f"https://vimeo.com/{found[1]}"
    return address if len(address) <= _LONGEST_ADDRESS else ""
