"""Every address of a release, and back from an address to the page that stands there.

All addresses are relative to the release's root. None of them names a host, a topic or a
headline: a browser history or a forwarded link must not tell what was read.

What changes together stands together when addresses are sorted, so that a publish touches few
shards of the hash tree: a language's front beside its newest stories, and on every calendar
shelf (`d/2021-02-08/`) the page of all stories beside those of the topics. What changes apart
stands in a section of its own (`section_of`), so that a small archive has no fewer to touch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ROOT_INDEX = "index.html"
MISSING = "404.html"
ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
NEWS_SITEMAP = "news.xml"
ROOT_FILE = "root.txt"
SIGNATURE = ".minisig"
"""Ending of a signature, beside what it signs."""
CERTIFICATE_FILE = "certificate.txt"
SEALS = (ROOT_FILE, ROOT_FILE + SIGNATURE, CERTIFICATE_FILE, CERTIFICATE_FILE + SIGNATURE)
"""What stands above the hash tree, and so is no part of it."""
OVERLAY_FILE = "overlay.txt"
OVERLAY_SEALS = (OVERLAY_FILE, OVERLAY_FILE + SIGNATURE)
"""What stands above the hash trees of a mirror that has an overlay of its own."""
HEADERS_FILE = "_headers"
"""On a mirror whose host reads its headers from the files it is given, and serves them not."""
TREE_FOLDER = "tree/"
ASSETS = "a/"
EVERY_STORY = "all"
"""Stands for a topic's address on the shelves of all stories; no topic can be called so."""

FEED_LABELS = {"atom.xml": "Atom", "rss.xml": "RSS", "feed.json": "JSON Feed"}
"""Ending of a feed's address → its label, in the order pages name them."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A listing: the stories of one topic, or all stories, in one language."""

    topic: str
    """the topic's address, '' for all stories"""
    language: str


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at an address. `kind` says which of the other fields count."""

    kind: str
    language: str = ""
    story: str = ""
    scope: Scope | None = None
    part: str = ""
    """of a calendar: '', '2021', '2021-02', '2021-02-08'"""
    name: str = ""
    """a feed's ending, or the hashtag of a friendly redirect"""


def story_page(language: str, story: str) -> str:
    return f"{language}/s/{story[:2]}/{story}.html"


def front_page(language: str) -> str:
    return f"{language}/index.html"


def about_page(language: str) -> str:
    return f"{language}/about.html"


def friendly_page(language: str, hashtag: str) -> str:
    """Where a hashtag leads people who type it; part of the overlay, never of the release."""
    return f"{language}/{hashtag.lower()}/index.html"


def _stem(scope: Scope) -> str:
    if scope.topic:
        return f"{scope.language}/t/{scope.topic[:2]}/{scope.topic}"
    return f"{scope.language}/latest"


def listing_page(scope: Scope, part: str = "") -> str:
    """The page of the newest stories of a scope, or of one part of its calendar."""
    if part:
        return f"{scope.language}/d/{part}/{scope.topic or EVERY_STORY}.html"
    return f"{_stem(scope)}.html"


def feed(scope: Scope, ending: str) -> str:
    return f"{_stem(scope)}.{ending}"


def feeds(scope: Scope) -> list[str]:
    return [feed(scope, ending) for ending in FEED_LABELS]


def sitemap_shelf(language: str, part: str) -> str:
    """The sitemap of one part of a language's calendar; `part` "pages" holds what has no day."""
    return f"sitemaps/{language}/{part}.xml"


def picture_file(photo: str, file_hash: str, width: int) -> str:
    return f"p/{photo[:2]}/{photo}-{file_hash[:8]}-{width}.webp"


def kept_file(folder: str, stem: str, file_hash: str, suffix: str) -> str:
    """A file carried as it is: `folder` is m (video, audio, subtitles) or d (documents)."""
    return f"{folder}/{stem[:2]}/{stem}-{file_hash[:8]}{suffix}"


def is_sealing(address: str) -> bool:
    """Whether a file belongs to the hash tree or stands above it, and so is not in it."""
    return address.startswith((TREE_FOLDER, *SEALS, *OVERLAY_SEALS))


_SECTION = re.compile(r"[^/]+/s(?=/)|[^/]+/d/\d{4}|sitemaps/[^/]+/\d{4}|")


def section_of(address: str) -> str:
    """A language's stories, a year of its calendar or of its sitemaps; '' for all the rest."""
    found = _SECTION.match(address)
    return found[0] if found else ""


def signature_of(sha256: str) -> str:
    """Where the signature of a statement stands, by the hash of what it signs."""
    return f"{TREE_FOLDER}{sha256}{SIGNATURE}"


_MARKED = re.compile(r"-[0-9a-f]{8}(-\d+)?$")

NAMED_BY_FILE = ("m/", "d/")
"""Folders of recordings and documents: their names follow from the stored file's."""


def thing_at(address: str) -> str:
    """The id of the story or photo an address belongs to, in any language or size.

    A recording or a document has none; its folder and name stand for it.
    """
    stem = _MARKED.sub("", address.rpartition("/")[2].partition(".")[0])
    return address[:2] + stem if address.startswith(NAMED_BY_FILE) else stem


def root_of(address: str) -> str:
    """What leads from a page back to the release's root: '../' as often as it is deep."""
    return "../" * address.count("/")


_ID = r"[a-z0-9]{3,16}"
_LANGUAGE = r"[a-z]{2,3}(?:-[a-z0-9]+)*"
_PART = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_STORY = re.compile(rf"({_LANGUAGE})/s/\w\w/({_ID})\.html", re.ASCII)
_LISTING = re.compile(rf"({_LANGUAGE})/(?:latest|t/\w\w/({_ID}))\.html", re.ASCII)
_CALENDAR = re.compile(rf"({_LANGUAGE})/d/({_PART})/({_ID})\.html", re.ASCII)
_FEED = re.compile(
    rf"({_LANGUAGE})/(?:latest|t/\w\w/({_ID}))\.(atom\.xml|rss\.xml|feed\.json)", re.ASCII
)
_SHELF = re.compile(rf"sitemaps/({_LANGUAGE})/({_PART}|pages)\.xml", re.ASCII)
_EDITION = re.compile(rf"({_LANGUAGE})/(index|about)\.html", re.ASCII)
_FRIENDLY = re.compile(rf"({_LANGUAGE})/(\w+)/index\.html")
_ALONE = {
    ROOT_INDEX: Place("front"),
    MISSING: Place("missing"),
    ROBOTS: Place("robots"),
    SITEMAP: Place("sitemap"),
    NEWS_SITEMAP: Place("news"),
}


def place_of(address: str) -> Place:
    """What an address stands for; raises ValueError for one no page can have."""
    if address in _ALONE:
        return _ALONE[address]
    if found := _STORY.fullmatch(address):
        return Place("story", language=found[1], story=found[2])
    if found := _LISTING.fullmatch(address):
        return Place("listing", language=found[1], scope=Scope(found[2] or "", found[1]))
    if found := _CALENDAR.fullmatch(address):
        topic = "" if found[3] == EVERY_STORY else found[3]
        return Place("listing", language=found[1], scope=Scope(topic, found[1]), part=found[2])
    if found := _FEED.fullmatch(address):
        scope = Scope(found[2] or "", found[1])
        return Place("feed", language=found[1], scope=scope, name=found[3])
    if found := _SHELF.fullmatch(address):
        return Place("sitemap shelf", language=found[1], part=found[2])
    if found := _EDITION.fullmatch(address):
        return Place("front" if found[2] == "index" else "about", language=found[1])
    if found := _FRIENDLY.fullmatch(address):
        return Place("friendly", language=found[1], name=found[2])
    raise ValueError(f"no page can stand at {address!r}")


_OVERLAY = re.compile(
    rf"(?:{HEADERS_FILE}|sitemaps/.*|sitemap\.xml|news\.xml|robots\.txt|404\.html|.*\.rss\.xml|.*\.feed\.json"
    rf"|{_LANGUAGE}/\w+/index\.html)"
)


def in_overlay(address: str) -> bool:
    """Whether a file depends on the host it is served from, and so is no part of the release."""
    return _OVERLAY.fullmatch(address) is not None
