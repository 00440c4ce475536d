"""What a header profile says of itself, and what it has to know of its mirror.

A profile's module in `profiles/` declares a `Profile` as `PROFILE`; the command line, the register
and the desk's form loop over what is declared. The mirror it is written for is given as a
`Setting`, fit to stand in a configuration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from solidary.errors import WordedError
from solidary.mirrors.faults import Fault
from solidary.mirrors.stores import store_kind

if TYPE_CHECKING:
    from solidary.mirrors.models import Mirror
    from solidary.press.reading.newsroom import PublishedNewsroom

_UNWRITABLE = set("\"\\${};'`<>|*?# \t\r\n")
"""Letters that mean something of their own in one of the texts."""


class ProfileError(WordedError, ValueError):
    """A mirror for which no text can be written; one line for people."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text says about one mirror besides the headers that are the same for all."""

    name: str
    host: str
    """host name, with its port where it has one; '' where the mirror has no address"""
    secure: bool
    folder: str
    """where on the host the release begins: '/' or '/news/'"""
    place: str
    """the folder of the machine that serves it"""
    onion: str
    dangerous: bool
    canonical: str = ""
    """where the newsroom's own site has the same pages: an absolute address with a slash at its end;
    '' where nobody knows it"""
    languages: tuple[str, ...] = ()
    """those whose folders have a page of their own for what isn't there"""


@dataclass(frozen=True, slots=True)
class Served:
    """What of the newsroom a text says, besides what it says of its mirror."""

    canonical: str = ""
    languages: tuple[str, ...] = ()

    @classmethod
    def of(cls, newsroom: PublishedNewsroom) -> Served:
        return cls(newsroom.canonical, newsroom.languages)

    @classmethod
    def by(cls, mirror: Mirror) -> Served:
        """By the record as it is now."""
        # Read late: the command line asks which profiles there are before it opens the record.
        from solidary.press.index import ledger
        from solidary.press.reading.newsroom import read_newsroom

        newsroom = read_newsroom(ledger.languages_standing())
        return cls.of(replace(newsroom, address=mirror.address or newsroom.address))


@dataclass(frozen=True, slots=True)
class Profile:
    """Who sets the headers of a mirror's answers, and how they are told to."""

    name: str
    """as the command line says it, and the mirror's row keeps it; at most 16 letters"""
    label: Any
    """as the desk says it, translatable"""
    write: Callable[[Setting], str] | None
    """the text for whoever sets them; None where there is nothing to be told"""
    _: KW_ONLY
    order: int = 100
    """where it stands among the others"""
    file: str = ""
    """the address at which it goes with the mirror's files, drawn with the overlay; such a
    profile needs the mirror's address. '' where it is put elsewhere by hand"""
    addressless: str = ""
    """one line for a mirror without an address that was to have it"""
    addressless_at_desk: Any = ""
    """the same beside the field of the address, translatable"""


def setting_of(mirror: Mirror, served: Served) -> Setting:
    """Raises ProfileError where a part of it would mean something else in a configuration."""
    split = urlsplit(mirror.address)
    setting = Setting(
        mirror.name, split.netloc, split.scheme == "https", split.path or "/",
        _folder_of(mirror), mirror.onion, mirror.dangerous,
        "" if _UNWRITABLE & set(served.canonical) else served.canonical, served.languages,
    )  # fmt: skip
    for part in (setting.name, setting.host, setting.folder, setting.place, setting.onion):
        if strange := sorted(_UNWRITABLE & set(part)):
            raise ProfileError(
                f"{part!r} can't stand in a configuration: it has {strange[0]!r} in it",
                fault=Fault.UNWRITABLE,
                part=part,
            )
    return setting


def _folder_of(mirror: Mirror) -> str:
    """The folder the mirror's files lie in, on the machine that serves them."""
    place = store_kind(mirror.kind).served_from(mirror.place, mirror.name)
    return place.rstrip("/") if place.startswith("/") else f"/srv/{place.rstrip('/')}"
