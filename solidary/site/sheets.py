"""Sheets: everything a template of the reader's site may know.

A sheet is plain data, gathered before a page is drawn. Nothing in a template can reach
the database, the clock or the settings, so a page's bytes follow from its sheet and the
templates alone (docs/architecture.md, "A page is a pure function").

Every `href` is relative to the release's root ("be/s/7f/7f3kqwxyz.html"); templates put
`root` in front of it ("../../../"). `None` means "not given", never "unknown".

Sheets are named tuples: a publish makes hundreds of thousands of them, each in a third of the time
of a frozen dataclass, and their classes are ready in a fifth of it, at the start of every command.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

if TYPE_CHECKING:
    from solidary.site.action_sheets import ReportedAction

TOPIC_PAGE_LENGTH = 30
"""Stories listed on a topic's own page; older ones are in its calendar archives."""


class Link(NamedTuple):
    """A labelled way to another page of the release."""

    label: str
    href: str


class Said(NamedTuple):
    """Words, and the language the record has them in."""

    text: str
    language: str


class FeedLink(NamedTuple):
    """A way to a feed: `label` names its format to people, `title` the feed to their programs."""

    label: str
    href: str
    title: str


class LanguageLink(NamedTuple):
    """One language of the newsroom in a switch: where the same page stands in it.

    `same` is false where that language has no version of this page and `href` leads to
    its front page instead.
    """

    language: str
    name: str
    direction: str
    href: str
    same: bool
    current: bool


class Rendition(NamedTuple):
    """One file of a picture: `width` in CSS pixels, `kind` a media type."""

    href: str
    width: int
    height: int
    kind: str


class Picture(NamedTuple):
    """A photo as readers get it: smallest rendition first."""

    renditions: tuple[Rendition, ...]
    alt: str
    caption: str
    credit: str
    illustration: bool
    alt_language: str = ""
    """the language each of them is in where that isn't the page's; '' where it is"""
    caption_language: str = ""
    credit_language: str = ""


class Recording(NamedTuple):
    """A film or a sound as a body shows it; `width`, `height` in pixels."""

    files: tuple[tuple[str, str], ...]
    """href, media type"""
    poster: Picture | None
    title: str
    credit: str
    spoken: tuple[str, ...]
    subtitles: tuple[tuple[str, str, str], ...]
    """language, href, the language's own name"""
    width: int | None
    height: int | None
    captions: tuple[str, ...] = ()
    """languages of those of them that write down what is heard, for whoever doesn't hear it"""
    size: int = 0
    """bytes of its file"""
    title_language: str = ""
    """the language of the title where that isn't the page's; '' where it is"""
    credit_language: str = ""


class Document(NamedTuple):
    """A file to read. `kind`: its ending in capitals; `size` in bytes."""

    href: str
    title: str
    kind: str
    size: int
    title_language: str = ""
    """the language of the title where that isn't the page's; '' where it is"""


class CardLink(NamedTuple):
    """Where a card leads: to another site's `host`, or with '' for it to a page of this release,
    with its way to the root already in `href`; nowhere where that is ''."""

    href: str
    host: str


class Masthead(NamedTuple):
    """The newsroom as the readers of one language meet it."""

    name: str
    tagline: str
    language: str
    direction: str
    logo: Picture | None
    front: str
    all_stories: str
    about: str
    stylesheet: str
    icon: str
    touch_icon: str
    """for phones that put the site on their first screen"""
    chronicle_style: str
    """the style sheet that pages of actions have besides"""


class Marks(NamedTuple):
    """What a listing says about a story besides its words, as small words of their own."""

    kind: str
    """news, roundup, video, documentary, opinion, statement, announcement"""
    video: bool = False
    audio: bool = False
    photos: bool = False
    spoken: tuple[str, ...] = ()
    """languages spoken in its media, BCP 47"""
    subtitled: tuple[str, ...] = ()
    corrected: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A story in a listing. Equal to itself alone: what was drawn of it is looked up by it for each
    of its listings, and a hash over all it says takes longer than the looking up."""

    href: str
    headline: str
    standfirst: str
    day: date
    time: time | None
    marks: Marks
    picture: Picture | None


class TopicLink(NamedTuple):
    """A topic as a story or a front page names it."""

    hashtag: str
    """without the number sign"""
    name: str
    href: str


class Byline(NamedTuple):
    name: str
    role: str


class SourceLine(NamedTuple):
    """Who reported it, whom they cite, where, and our kept copy of it."""

    outlet: str
    cites: str
    address: str
    """where its outlet's words lead; '' where they lead nowhere"""
    kept_copy: str
    """href of the kept copy in the release, or ''"""
    own: bool = False
    """whether `address` leads to a page of this release, with its way to the root already in it"""


class Page(NamedTuple):
    """What every page has."""

    masthead: Masthead
    here: str
    """its own address in the release"""
    root: str
    """'../' as often as it is deep, '' for a page at the root"""
    languages: tuple[LanguageLink, ...]
    """the newsroom's languages in order, this one included"""
    title: str
    description: str
    feeds: tuple[FeedLink, ...]
    """Atom, RSS, JSON Feed of the listing this page belongs to; label is 'Atom', 'RSS' or 'JSON Feed'"""
    default: str = ""
    """where whoever reads none of its languages is led; '' for a page that is in one language only"""

    @property
    def elsewhere(self) -> tuple[LanguageLink, ...]:
        """The other languages that have this very page."""
        return tuple([each for each in self.languages if each.same and not each.current])


class StorySheet(NamedTuple):
    page: Page
    headline: str
    standfirst: str
    dateline: str
    day: date
    time: time | None
    marks: Marks
    bylines: tuple[Byline, ...]
    topics: tuple[TopicLink, ...]
    places: tuple[Said, ...]
    sources: tuple[SourceLine, ...]
    body: Markup
    based_on: LanguageLink | None
    """the story this one was translated from"""
    json_ld: Markup
    """NewsArticle as JSON, '<' escaped"""
    letterbox: tuple[str, ...] = ()
    """under a roundup: where readers send photos and messages"""
    actions: tuple[ReportedAction, ...] = ()
    """what it reports, as the chronicle has it"""


class ArchivePart(NamedTuple):
    """One part of a calendar: a year, a month or a day."""

    start: date
    precision: str
    """year, month or day"""
    stories: int
    """how many stand in it; 0 where the page doesn't say"""
    href: str


class ListingSheet(NamedTuple):
    """A topic page, the page of all stories, or one part of the calendar of either."""

    page: Page
    topic: TopicLink | None
    """None on the listing of all stories"""
    standfirst: str
    pinned: tuple[Item, ...]
    items: tuple[Item, ...]
    part: ArchivePart | None
    """the part of the calendar this page is; None on the page of the newest stories"""
    parents: tuple[Link, ...]
    """from the listing's own page down to the part above this one; label is the name or an ISO date part ('2021', '2021-02')"""
    parts: tuple[ArchivePart, ...]
    """calendar parts below: years on the newest page, months of a crowded year, days of a crowded month"""
    total: int
    """stories in the whole listing (newest page) or in this part; 0 where it only leads on"""
    actions: tuple[Link, ...] = ()
    """ways to the actions that its stories report, on the newest page: their calendar, …"""


class TopicTeaser(NamedTuple):
    topic: TopicLink
    standfirst: str
    items: tuple[Item, ...]
    total: int


class FrontSheet(NamedTuple):
    """The front page: edited, not a feed. A lead, a few, then the topics."""

    page: Page
    lead: Item | None
    others: tuple[Item, ...]
    topics: tuple[TopicTeaser, ...]


class AboutSheet(NamedTuple):
    page: Page
    contacts: Markup
    policies: Markup
    contact_email: str
    letterbox: tuple[str, ...] = ()
    """where readers send photos and messages: its address, its onion"""


class MissingWords(NamedTuple):
    """What a page that isn't there says in one language."""

    language: str
    direction: str
    name: str
    """the language's own name"""
    heading: str
    standfirst: str
    ways: tuple[Link, ...]
    """where to go from there"""


class MissingSheet(NamedTuple):
    """404: it may be shown at any depth, so `page.root` is the newsroom's own address path."""

    page: Page
    words: MissingWords
    """in the page's own language"""
    others: tuple[MissingWords, ...] = ()
    """in the newsroom's other languages, on the page for all of them"""


class SharedPicture(NamedTuple):
    """What a messenger shows beside a link."""

    address: str
    """absolute"""
    width: int
    height: int
    alt: str


class RedirectSheet(NamedTuple):
    """A page whose topic, or whatever else it was of, was merged into another one."""

    page: Page
    target: Link
    canonical: str = ""
    """where that is on the newsroom's own site, absolute; '' on pages that name no host"""
    picture: SharedPicture | None = None
    heading: str = ""
    """what has happened to what was here; '' for a topic that was merged"""


class MovedSheet(NamedTuple):
    """A page at an address of an older site. `href` leads from the release's root; it is ''
    where the page was taken from the site. `canonical`: the same from anywhere, for pages that name
    their host."""

    page: Page
    href: str
    canonical: str
