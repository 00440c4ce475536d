"""The newsroom as its pages know it, read once for a whole publish."""

from __future__ import annotations

import hashlib
import re
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache, cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from solidary.darkroom import icons
from solidary.press.reading.own_links import Site
from solidary.press.reading.stamps import Stamps, stamps
from solidary.press.reading.text import clean, clean_html
from solidary.release import addresses
from solidary.site import palette
from solidary.site.dress import CHRONICLE, icon, stylesheet
from solidary.site.sheets import Masthead, Picture
from solidary.site.words import direction
from solidary.stories.models import Newsroom


class OwnWords(NamedTuple):
    """What the newsroom says of itself in one language."""

    tagline: str = ""
    contacts: str = ""
    policies: str = ""


@dataclass(frozen=True)
class PublishedNewsroom:
    """Everything about the newsroom that a page can show."""

    name: str
    address: str
    """absolute, ends in a slash; only the overlay may use it"""
    time_zone: str
    accent: str
    email: str
    logo_id: int | None
    languages: tuple[str, ...]
    """the newsroom's, in order, then any others it has published in"""
    words: dict[str, OwnWords]
    site: Site
    """where readers find the newsroom's own site, whichever host an overlay names"""
    logo: Picture | None = None
    refuses_model_crawlers: bool = False
    robots_lines: str = ""
    security_contact: str = ""
    """an e-mail address or a page; '' where there is nobody to write to"""
    security_until: date | None = None
    letterbox: tuple[str, ...] = ()
    """where readers send photos and messages: its address and its onion, those that there are"""
    mirrored: bool = False
    """whether its overlay is drawn for a mirror, and not for the newsroom's own site"""

    @cached_property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @cached_property
    def root_path(self) -> str:
        """The path of the newsroom's address: what leads to the root from any depth."""
        return urlsplit(self.address).path or "/"

    @property
    def canonical(self) -> str:
        """Where search engines should find its pages, whichever host an overlay names: the newsroom's
        own address, unless that is one nobody else can reach."""
        own = self.site.address
        return self.address if _is_loopback(urlsplit(own).hostname or "") else own

    @cached_property
    def stylesheet(self) -> tuple[str, bytes]:
        """Address and bytes of the style sheet, named by its content."""
        return _named("style", _dress(self.accent)[0])

    @cached_property
    def chronicle_style(self) -> tuple[str, bytes]:
        """The same of the one that pages of actions have besides."""
        return _named("chronicle", _dress(self.accent)[2])

    @cached_property
    def icon(self) -> tuple[str, bytes]:
        return f"{addresses.DRESS}icon.svg", _dress(self.accent)[1]

    @cached_property
    def icons(self) -> dict[str, bytes]:
        """Address → bytes of the mark, for programs that look for it at the root."""
        return _icons(self.accent)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of everything all pages show of the newsroom; a new one makes all pages due. What
        one page shows isn't in it: that page is due with every change of the newsroom."""
        said = (
            self.name, self.address, self.time_zone, self.accent, self.email, self.logo_id,
            self.languages, sorted((key, repr(value)) for key, value in self.words.items()),
            *self.letterbox,
        )  # fmt: skip
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @cached_property
    def _mastheads(self) -> dict[str, Masthead]:
        return {}

    def masthead(self, language: str) -> Masthead:
        if language not in self._mastheads:
            self._mastheads[language] = Masthead(
                name=self.name,
                tagline=self.words.get(language, OwnWords()).tagline,
                language=language,
                direction=direction(language),
                logo=self.logo,
                front=addresses.front_page(language),
                all_stories=addresses.listing_page(addresses.every_story(language)),
                about=addresses.about_page(language),
                stylesheet=self.stylesheet[0],
                chronicle_style=self.chronicle_style[0],
                icon=self.icon[0],
                touch_icon=addresses.TOUCH_ICON,
            )
        return self._mastheads[language]

    def stamps(
        self, day: date, at: time | None, first: datetime | None, updated: datetime | None
    ) -> Stamps:
        """When a story was published and updated, by the newsroom's clock."""
        return stamps(day, at, first, updated, self.zone)

    def with_logo(self, logo: Picture | None) -> PublishedNewsroom:
        return replace(self, logo=logo)


def _is_loopback(host: str) -> bool:
    """Whether a host's name or number leads to the machine itself (RFC 6761, RFC 1122, RFC 4291)."""
    return re.fullmatch(r"(?:.*\.)?localhost|127(?:\.\d+){3}|::1", host) is not None


@cache
def _dress(accent: str) -> tuple[bytes, bytes, bytes]:
    """Style sheet, icon, and the chronicle's style sheet, read once like the templates: all count into the
    templates' fingerprint."""
    return (
        stylesheet(accent).encode(),
        icon(accent).encode(),
        stylesheet(accent, CHRONICLE).encode(),
    )


def _named(name: str, style: bytes) -> tuple[str, bytes]:
    return f"{addresses.DRESS}{name}-{hashlib.sha256(style).hexdigest()[:8]}.css", style


@cache
def _icons(accent: str) -> dict[str, bytes]:
    ink = palette.accents(accent).on_light
    return {
        addresses.FAVICON: icons.favicon(ink),
        addresses.TOUCH_ICON: icons.touch_icon(ink, palette.PAPER_ON_LIGHT),
    }


def read_newsroom(published_in: Iterable[str]) -> PublishedNewsroom:
    """The newsroom as it stands in the record; `published_in`: languages stories are in."""
    newsroom = Newsroom.load()
    own = newsroom.languages
    others = sorted(set(published_in) - set(own))
    address = newsroom.address if newsroom.address.endswith("/") else f"{newsroom.address}/"
    return PublishedNewsroom(
        name=clean(newsroom.name),
        address=address,
        time_zone=newsroom.time_zone,
        accent=newsroom.accent_color,
        email=newsroom.contact_email,
        logo_id=newsroom.logo_id,
        languages=(*own, *others),
        words={
            one.language: OwnWords(
                clean(one.tagline), clean_html(one.contacts), clean_html(one.policies)
            )
            for one in newsroom.per_language.all()
        },
        site=Site.at(address),
        refuses_model_crawlers=newsroom.refuses_model_crawlers,
        robots_lines=newsroom.robots_lines,
        security_contact=newsroom.security_contact or newsroom.contact_email,
        security_until=newsroom.security_until,
        letterbox=tuple(filter(None, (newsroom.letterbox_address, newsroom.letterbox_onion))),
    )
