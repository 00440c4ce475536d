"""The addresses of a release.

All addresses are relative to the release's root. None of them names a host, a topic or a
headline: a browser history or a forwarded link must not tell what was read.

What changes together stands together when addresses are sorted, so that a publish touches few
shards of the hash tree: a language's front beside its newest stories, and on every calendar
part (`c/2021-02-08/`) the page of all stories beside those of the topics. One action changes its pages
in every language at once, so addresses of the chronicle begin with what they are of (a month, an
action, a place, a topic) and end in the language: `c/2020-08/all.be.html`.

Here stand the addresses that pages link to and whoever checks a release must know. A kind of page
that nothing else links to says its own (`press/kinds`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

ROOT_INDEX = "index.html"
FAVICON = "favicon.ico"
"""Where browsers look that take no SVG, and feed readers."""
TOUCH_ICON = "apple-touch-icon.png"
MISSING = "404.html"
"""What whoever asks for a page that isn't there gets, in every language; a host that knows no better
shows it everywhere."""
ROBOTS = "robots.txt"
WELL_KNOWN = ".well-known/"
"""Folder of what has the same address everywhere (RFC 8615)."""
SECURITY = WELL_KNOWN + "security.txt"
"""How to say in confidence that something is unsafe (RFC 9116): the one address with a dot in front."""
SITEMAP = "sitemap.xml"
NEWS_SITEMAP = "news.xml"
ROOT_FILE = "root.txt"
SIGNATURE = ".minisig"
"""Ending of a signature, beside what it signs."""
CERTIFICATE_FILE = "certificate.txt"
SIGNED_ROOT = (ROOT_FILE, ROOT_FILE + SIGNATURE, CERTIFICATE_FILE, CERTIFICATE_FILE + SIGNATURE)
"""The root, its certificate and their signatures: above the hash tree, and so no part of it."""
OVERLAY_FILE = "overlay.txt"
SIGNED_OVERLAY = (OVERLAY_FILE, OVERLAY_FILE + SIGNATURE)
"""The same of the overlay, on a mirror that has one of its own."""
HEADERS_FILE = "_headers"
"""On a mirror whose host reads its headers from the files it is given, and serves them not."""
REDIRECTS_FILE = "_redirects"
"""The same of redirects; beside the other maps of old addresses, for whoever reads it."""
READ_BY_HOSTS = (HEADERS_FILE, REDIRECTS_FILE)
"""Files that some hosts read themselves, and hand out to nobody."""
MAPS_FOLDER = "redirects/"
"""Folder of the maps of old addresses, one for each kind of server."""
TREE_FOLDER = "tree/"
CHRONICLE = "c/"
"""Folder of the chronicle: its calendar, and beside each month and year their data."""
DRESS = "a/"
"""Folder of the style sheet and the icon."""
EVERY_STORY = "all"
"""Stands for a topic's address in the archive of all stories; no topic can be called so."""

FEED_LABELS = {"atom.xml": "Atom", "rss.xml": "RSS", "feed.json": "JSON Feed"}
"""Ending of a feed's address → its label, in the order pages name them."""

EVERY = "all"
"""The kind of the listing of all stories."""
TOPIC = "topic"
PLACE = "place"
"""Of actions only: no stories are listed by place."""


class Listing(NamedTuple):
    """A listing of stories or actions in one language: all of them, or those of one topic or place."""

    kind: str
    """EVERY, TOPIC or PLACE; what else is listed some day has a kind of its own, so no two keys meet"""
    key: str
    """the topic's or place's address; '' for all of them"""
    language: str

    def spoken(self, language: str) -> Listing:
        """The same listing in another language."""
        return self._replace(language=language)


def every_story(language: str) -> Listing:
    return Listing(EVERY, "", language)


def topic_listing(topic: str, language: str) -> Listing:
    """`topic`: its address."""
    return Listing(TOPIC, topic, language)


def place_listing(place: str, language: str) -> Listing:
    """`place`: its address."""
    return Listing(PLACE, place, language)


def story_page(language: str, story: str) -> str:
    return f"{language}/s/{story[:2]}/{story}.html"


def front_page(language: str) -> str:
    return f"{language}/index.html"


def missing_page(language: str) -> str:
    """The same for addresses below a language's folder, in that language."""
    return f"{language}/{MISSING}"


def about_page(language: str) -> str:
    return f"{language}/about.html"


def friendly_page(language: str, hashtag: str) -> str:
    """Where a hashtag leads people who type it; part of the overlay, never of the release."""
    return f"{language}/{hashtag}/index.html"


def small_twin(address: str) -> str:
    """Where a hashtag leads in small letters, for the page of one that is spelled otherwise; '' for
    any other page. A disk that doesn't tell capitals from small letters has one file for the two."""
    language, _, rest = address.partition("/")
    hashtag = rest.removesuffix(f"/{ROOT_INDEX}")
    if hashtag == rest or "/" in hashtag or hashtag == hashtag.lower():
        return ""
    return friendly_page(language, hashtag.lower())


def _stem(listing: Listing) -> str:
    if listing.kind == EVERY:
        return f"{listing.language}/latest"
    return f"{listing.language}/t/{listing.key[:2]}/{listing.key}"


def listing_page(listing: Listing) -> str:
    """The page of the newest stories of a listing; a place has one of its actions."""
    if listing.kind == PLACE:
        return place_page(listing.language, listing.key)
    return f"{_stem(listing)}.html"


def archive_page(listing: Listing, part: str) -> str:
    """One part of a listing's calendar archive: '2021', '2021-02' or '2021-02-08'."""
    return f"{listing.language}/d/{part}/{listing.key or EVERY_STORY}.html"


def feed(listing: Listing, ending: str) -> str:
    return f"{_stem(listing)}.{ending}"


def action_page(language: str, action: str) -> str:
    return f"x/{action[:2]}/{action}.{language}.html"


def chronicle_page(listing: Listing, part: str) -> str:
    """A month of a listing's actions ('2020-08', its calendar) or a year of them ('2020', its timeline);
    of a place it is an older year."""
    if listing.kind == PLACE:
        return f"{_of_actions(listing)}.{part}.{listing.language}.html"
    return f"{CHRONICLE}{part}/{listing.key or EVERY_STORY}.{listing.language}.html"


def day_page(language: str, day: str) -> str:
    """All actions of one day ('2020-08-09'), beside those of its month."""
    return f"{CHRONICLE}{day}.{language}.html"


def place_page(language: str, place: str) -> str:
    return f"{_of_actions(place_listing(place, language))}.{language}.html"


_FOLDERS = {TOPIC: "t", PLACE: "w"}
"""Kind of a listing → the folder of what there is of its actions."""


def _of_actions(listing: Listing) -> str:
    """What is of all actions stands beside the log of their changes."""
    if listing.kind == EVERY:
        return f"{CHRONICLE}{EVERY_STORY}"
    return f"{_FOLDERS[listing.kind]}/{listing.key[:2]}/{listing.key}"


def map_page(listing: Listing) -> str:
    return f"{_of_actions(listing)}.map.{listing.language}.html"


def data_page(listing: Listing, month: str = "") -> str:
    """What there is of a listing's actions as data; or of a month of them ('2020-08') that goes by day."""
    part = f".{month}" if month else ""
    return f"{_of_actions(listing)}.data{part}.{listing.language}.html"


def calendar_file(listing: Listing) -> str:
    """What a reader's own calendar subscribes to; it names no host."""
    return f"{_of_actions(listing)}.{listing.language}.ics"


def data_file(topic: str, part: str, name: str) -> str:
    """A file of the chronicle as data. `topic`: its address, '' for all; `part`: '2020', or where that is too
    much for one file a month, a day, or what of it has ids with certain first letters ('2020-08-09-b')."""
    return f"{CHRONICLE}{part}/{topic or EVERY_STORY}/{name}"


def log_file(month: str, name: str) -> str:
    """A file of the log of changes of the chronicle ('2020-08')."""
    return f"{CHRONICLE}changes/{month}/{name}"


def codebook_page(language: str) -> str:
    """What the data mean."""
    return f"{language}/codebook.html"


def sitemap_shard(language: str, part: str) -> str:
    """The sitemap of one part of a language's calendar; `part` "pages" holds what has no day."""
    return f"sitemaps/{language}/{part}.xml"


def picture_file(photo: str, file_hash: str, width: int) -> str:
    return f"p/{photo[:2]}/{photo}-{file_hash[:8]}-{width}.webp"


def carried_file(folder: str, stem: str, file_hash: str, suffix: str) -> str:
    """A file carried as it is: `folder` is m (video, audio, subtitles) or d (documents)."""
    return f"{folder}/{stem[:2]}/{stem}-{file_hash[:8]}{suffix}"


def is_asset(address: str) -> bool:
    """Whether a picture, a recording or a document stands at an address."""
    return address.startswith(_ASSET_FOLDERS)


def is_proof(address: str) -> bool:
    """Whether a file is the hash tree's own or stands above it: it proves others, and no tree
    lists it."""
    return address.startswith((TREE_FOLDER, *SIGNED_ROOT, *SIGNED_OVERLAY))


def signature_of(sha256: str) -> str:
    """Where the signature of a statement stands, by the hash of what it signs."""
    return f"{TREE_FOLDER}{sha256}{SIGNATURE}"


_STORY = re.compile(r"[^/]+/s/[^/]{1,2}/[^/]+\.html")


def is_story(address: str) -> bool:
    """Whether a story's page stands at an address."""
    return _STORY.fullmatch(address) is not None


_MARKED = re.compile(r"-[0-9a-f]{8}(-\d+)?$")

_ASSET_FOLDERS = ("p/", "m/", "d/")
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


_LANGUAGE = r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*"
_OVERLAY = re.compile(
    rf"(?:{HEADERS_FILE}|{REDIRECTS_FILE}|{MAPS_FOLDER}.*|sitemaps/.*|sitemap\.xml|news\.xml|robots\.txt"
    rf"|{re.escape(SECURITY)}|(?:{_LANGUAGE}/)?404\.html|.*\.(?:atom\.xml|rss\.xml|feed\.json)|{_LANGUAGE}/\w+/index\.html)"
)
_OF_THE_CHRONICLE = (
    r"(?:c/\d{4}(?:-\d\d){0,2}(?:/[a-z0-9]+)?|c/all\.(?:map|data(?:\.\d{4}-\d\d)?)"
    r"|[twx]/(?P<lead>[a-z0-9]{2})/(?P=lead)[a-z0-9]+(?:\.(?:map|data(?:\.\d{4}-\d\d)?|\d{4}(?:-\d\d)?))?)"
)
_OWN_PAGE = re.compile(
    rf"(?:{_LANGUAGE}/(?:index|about|codebook|latest|404|[a-z]/.*)|index|404|(?:tree|sitemaps|redirects|desk)/.*"
    r"|[pmd]/[^/]{1,2}/[^/]+-[0-9a-f]{8}"
    rf"|{_OF_THE_CHRONICLE}\.{_LANGUAGE})\.html"
)
"""Where pages of the site itself can be; any other one is at an address of an older site."""


def in_overlay(address: str) -> bool:
    """Whether a file depends on the host it is served from, and so is no part of the release. Pages
    at addresses of an older site are part of the overlay too."""
    return _OVERLAY.fullmatch(address) is not None or _is_old_page(address)


def may_be_in(address: str, *, overlay: bool) -> bool:
    """Whether the hash tree over the overlay, or that over the release, may name a file. Releases
    made before Atom had full addresses name it in the latter, and are as good as ever; so are those
    that had pages at other addresses."""
    earlier = address.endswith(".atom.xml") or _is_old_page(address)
    return in_overlay(address) is overlay or (not overlay and earlier)


def _is_old_page(address: str) -> bool:
    return address.endswith(".html") and _OWN_PAGE.fullmatch(address) is None
