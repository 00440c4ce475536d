"""The newsroom's links to its own pages and files: drawn while what they lead to stands.

A link that is drawn leads relatively, so that it works on mirrors and from a stick. One whose
target is gone is left out of the page, its words stay, and the record keeps it: with its target it
comes back. What these pages lead to is noted when the ledger is written (`index.links`), which
makes them due then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from solidary.press.models import AssetFile, Standing, Withdrawal
from solidary.press.reading.asking import asked, in_batches
from solidary.press.reading.own_links import is_relative, target_of
from solidary.release import addresses as at
from solidary.release.addresses import every_story, topic_listing
from solidary.release.hrefs import as_browsers_read

if TYPE_CHECKING:
    from solidary.press.drawing.composer import Composer

ROOT = "⟦root⟧"
"""Stands where the way to the release's root belongs, so that a page and all feeds share one
drawing."""
REMEMBERED = 10_000
_ADDRESSES = "SELECT address FROM press_ownlink WHERE story_id IN %s"
_LINK = re.compile(r'<a((?: [a-z-]+="[^"]*")*)>(.*?)</a>', re.S)
_HREF = re.compile(r'href="([^"]*)"')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_STORY = re.compile(r"([^/]+)/s/[^/]+/([^/]+)\.html")
_LISTING = re.compile(
    r"([^/]+)/(?:t/[^/]+/([^/.]+)|latest)\.(?:html|atom\.xml|rss\.xml|feed\.json)"
)
_ARCHIVE = re.compile(r"([^/]+)/d/([\d-]+)/([^/]+)\.html")


def rooted(markup: str, root: str) -> str:
    """What was drawn with the way to the root filled in: '../../../', or the absolute address."""
    return markup.replace(ROOT, root)


class OwnLinks:
    """Which links are drawn, and where they lead, for the pages of one publish."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.site = composer.newsroom.site
        self._stands: dict[str, bool] = {}
        """address → whether anything stands there"""
        self._gone: set[str] = set()
        """those of them where something stood once"""
        # Most links lead elsewhere; these may not.
        self._worth_reading = re.compile(
            rf"(?!https?://[^/\\]|mailto:|tel:)|.*(?:\.html|/[stpmd]/|%|{re.escape(self.site.host)})",
            re.I | re.S,
        )

    def fetch(self, stories: Iterable[int]) -> None:
        """Read what the words of these stories lead to, in a few questions."""
        for batch in in_batches(stories):
            self.read(address for (address,) in asked(_ADDRESSES, batch))

    def href(self, link: str, here: str) -> str | None:
        """Where a link of the page `here` leads; '' where that isn't there, and None for one that
        isn't the newsroom's own and stays as it is written."""
        spelled = as_browsers_read(link)
        target = target_of(spelled, here, self.site)
        if target is None:
            return self._outside(link, spelled, here)
        self.read([target.address])
        if self._stands[target.address]:
            return f"{ROOT}{target.address}{target.fragment}"
        return "" if target.ours or target.address in self._gone else None

    def _outside(self, link: str, spelled: str, here: str) -> str | None:
        """A link to what is no part of a release, whole, as from a copy on a stick only its whole
        address leads there; '' for one that leads nowhere, None for one that is whole as it is."""
        try:
            if is_relative(spelled):
                return urljoin(self.site.address + here, spelled)
            split = urlsplit(spelled)
        except ValueError:
            return ""
        if spelled.startswith("//") or split.scheme in ("http", "https"):
            if not split.hostname:
                return ""
            spelled = f"https:{spelled}" if spelled.startswith("//") else spelled
        elif split.path or split.scheme:
            return None
        return None if spelled == link else spelled

    def drawn(self, markup: str, here: str) -> str:
        """Cleaned markup of the page `here`, with its links to pages and files of the newsroom
        leading to them from ROOT; of those whose target is gone, the words."""
        if "<a " not in markup or not any(map(self._worth_reading.match, _HREF.findall(markup))):
            return markup
        return _LINK.sub(partial(self._link, here), markup)

    def _link(self, here: str, found: re.Match[str]) -> str:
        said = dict(_ATTRIBUTE.findall(found[1]))
        href = self.href(unescape(said.get("href", "")), here)
        if href is None:
            return found[0]
        if href:
            said["href"] = escape(href)
        else:
            del said["href"]
        if not href or href.startswith(ROOT):
            said.pop("rel", None)
        if not said:
            return found[2]
        tag = "a" if href else "span"
        attributes = "".join(f' {name}="{value}"' for name, value in said.items())
        return f"<{tag}{attributes}>{found[2]}</{tag}>"

    def read(self, addresses: Iterable[str]) -> None:
        """Look up whether anything is at these addresses, in a few questions."""
        missing = {address for address in addresses if address not in self._stands}
        if not missing:
            return
        if len(self._stands) > REMEMBERED:
            self._stands.clear()
            self._gone.clear()
        found = _stories_at(missing) | _files_at(missing)
        for address in missing:
            self._stands[address] = address in found or self._is_page(address)
        nowhere = [address for address in missing if not self._stands[address]]
        for batch in in_batches(map(at.thing_at, nowhere)):
            names = Withdrawal.objects.filter(name__in=batch).values_list("name", flat=True)
            gone = set(names)
            self._gone.update(address for address in nowhere if at.thing_at(address) in gone)

    def _is_page(self, address: str) -> bool:
        """Whether a page that isn't a story's stands at an address."""
        composer = self.composer
        if match := _LISTING.fullmatch(address):
            language, topic = match.groups()
            return composer.leads_on(
                topic_listing(topic, language) if topic else every_story(language)
            )
        if match := _ARCHIVE.fullmatch(address):
            language, part, topic = match.groups()
            listing = every_story(language)
            if topic != at.EVERY_STORY:
                listing = topic_listing(topic, language)
            goal = composer.end_of(listing)
            return (
                goal is not None
                and language in composer.newsroom.languages
                and composer.rules.listings.has_page(part, composer.counts.of(goal, part))
            )
        named = {page(code) for code in composer.newsroom.languages for page in _OF_A_LANGUAGE}
        return address in named or address == at.ROOT_INDEX


_OF_A_LANGUAGE = (at.front_page, at.about_page)


def _stories_at(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses where a story's page stands."""
    stories = [match[2] for address in addresses if (match := _STORY.fullmatch(address))]
    found: set[str] = set()
    for batch in in_batches(stories):
        rows = Standing.objects.filter(address__in=batch).values_list("language", "address")
        found.update(at.story_page(*row) for row in rows)
    return found


def _files_at(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses where a file stands."""
    found: set[str] = set()
    for batch in in_batches(filter(at.is_asset, addresses)):
        found.update(AssetFile.objects.filter(href__in=batch).values_list("href", flat=True))
    return found
