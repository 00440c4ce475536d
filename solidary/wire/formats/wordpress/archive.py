"""The first look through an archive: its site, its authors, its files, and what posts refer to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from solidary.wire.bodies import words_of
from solidary.wire.elements import Element, Elements, Found
from solidary.wire.errors import WireError
from solidary.wire.formats.wordpress.people import People

AMONG = frozenset(
    {"item", "author", "base_blog_url", "base_site_url", "image", "language", "link", "title"}
)
MOST_REUSED = 16 * 1024 * 1024
"""Letters of reusable blocks that are kept for the posts which refer to them."""
_SAMPLE = 60_000
_POST_TYPE = re.compile(r"<(?:[\w.-]+:)?post_type\s*>\s*(?:<!\[CDATA\[)?\s*([\w-]+)")
_POST_ID = re.compile(r"<(?:[\w.-]+:)?post_id\s*>\s*(?:<!\[CDATA\[)?\s*(\d+)")
_CONTENT = re.compile(r"<content:encoded>\s*(?:<!\[CDATA\[)?(.{0,4000})", re.DOTALL)
_SIZED = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated|e\d{10,})(?=\.\w{2,5}\Z)")
_FOLDERS = re.compile(r"/(?:uploads|files)/(?:sites/\d+/)?(.+)\Z")


@dataclass(slots=True)
class Attachment:
    """A file of the site's library. `path`: below its folder of uploads; `parent`: the post it was
    uploaded to."""

    key: str
    path: str
    title: str = ""
    caption: str = ""
    alt: str = ""
    parent: str = ""
    became: str = "left out: no story shows it"


@dataclass(slots=True)
class Archive:
    """What the whole archive says. `address`: the site's, without scheme and `www.`; `sample`: words
    of its posts, by which a language can be judged."""

    address: str = ""
    language: str = ""
    people: People = field(default_factory=People)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    by_address: dict[str, Attachment] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)
    reused: dict[str, str] = field(default_factory=dict)
    ids: Counter[str] = field(default_factory=Counter)
    sample: str = ""
    items: int = 0
    marked: int = 0
    size: int = 0
    prefixes: dict[str, str] = field(default_factory=dict)

    def attachment_at(self, address: str) -> Attachment | None:
        """The file of the library at an address of it or of one of its sizes."""
        place = file_place(address)
        return self.by_address.get(place) or self.by_address.get(_SIZED.sub("", place))

    def is_of_site(self, address: str) -> bool:
        """Whether an address leads to the site itself, or names no host at all."""
        host = host_of(address)
        return not host or host == self.address.partition("/")[0]


def look_through(stream: BinaryIO, progress: Callable[[int], Any]) -> Archive:
    """Read all of an archive once. Raises WireError where it holds no item."""
    archive = Archive()
    elements = Elements(stream, AMONG)
    reused = 0
    for found in elements:
        progress(elements.read_bytes)
        if found.name == "item":
            archive.items += 1
            reused += _item(archive, found, keeps=reused < MOST_REUSED)
        else:
            _of_site(archive, found)
    archive.marked, archive.prefixes = elements.marked, elements.prefixes
    archive.size = elements.read_bytes
    if not archive.items:
        raise WireError(
            "This WordPress archive holds no posts: it was made for something else, or the file "
            "ends before the first of them."
        )
    return archive


def fields_of(item: Element) -> dict[str, str]:
    """The custom fields of a post; of several of one name the first."""
    found: dict[str, str] = {}
    for each in item.all("postmeta"):
        found.setdefault(each.said("meta_key"), each.said("meta_value"))
    return found


def host_of(address: str) -> str:
    """The host that an address names, without `www.`; '' for none."""
    try:
        host = urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def file_place(address: str) -> str:
    """What is the same for all addresses of a file: host and path, decoded."""
    try:
        split = urlsplit(address.strip())
    except ValueError:
        return ""
    return host_of(address) + unquote(split.path)


def upload_path(address: str) -> str:
    """Where below a folder of uploads the file at this address lies."""
    try:
        path = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""
    found = _FOLDERS.search(path)
    return found[1] if found else path.lstrip("/")


def _item(archive: Archive, found: Found, *, keeps: bool) -> int:
    """Take note of an item; how many letters of it are kept for others."""
    kind = _POST_TYPE.search(found.raw)
    key = _POST_ID.search(found.raw)
    if key is not None:
        archive.ids[key[1]] += 1
    name = kind[1] if kind else "post"
    if name == "post" and len(archive.sample) < _SAMPLE:
        words = _CONTENT.search(found.raw)
        archive.sample += f"{words_of(words[1])}\n" if words else ""
    if name not in ("attachment", "guest-author", "wp_block"):
        return 0
    try:
        item = found.read()
    except WireError:
        return 0
    if name == "guest-author":
        archive.people.guest(item, fields_of(item))
    elif name == "attachment":
        _attachment(archive, item)
    elif keeps:
        content = item.said("encoded", "content")
        archive.reused[item.said("post_id")] = content
        return len(content)
    return 0


def _attachment(archive: Archive, item: Element) -> None:
    fields = fields_of(item)
    address = item.said("attachment_url") or item.said("guid")
    key = item.said("post_id")
    attachment = Attachment(
        key,
        fields.get("_wp_attached_file", "") or upload_path(address),
        words_of(item.said("title"))[:255],
        words_of(item.said("encoded", "excerpt")),
        words_of(fields.get("_wp_attachment_image_alt", ""))[:500],
        item.said("post_parent"),
    )
    archive.attachments[key] = attachment
    for one in (address, item.said("guid")):
        if one:
            archive.by_address.setdefault(file_place(one), attachment)
            archive.by_address.setdefault(_SIZED.sub("", file_place(one)), attachment)
    if attachment.parent not in ("", "0"):
        archive.children.setdefault(attachment.parent, []).append(key)


def _of_site(archive: Archive, found: Found) -> None:
    element = found.read()
    said = element.text.strip()
    if found.name == "author":
        archive.people.author(element)
    elif found.name == "language":
        archive.language = archive.language or said
    elif found.name == "base_blog_url" or (
        found.name in ("base_site_url", "link") and not archive.address
    ):
        place = file_place(said).rstrip("/")
        archive.address = place or archive.address
