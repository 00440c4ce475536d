"""Addresses as they lead: past whoever put themselves in between to count who follows a link, and
without the marks that tell where it was followed from.

Pasted from a document, a network or a mail, a link leads through the company that it was copied at,
and every reader's click would be told to it. REDIRECTORS says which parameter of which of them
holds the address; MARKS which parameters say nothing to the page they lead to.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, unquote_plus

LONGEST = 8000
"""Letters; an address longer than that is left as it is, and its time is bounded by it."""


class Redirector(NamedTuple):
    """`host`: what the whole host matches; `path`: what the path begins with; `parameters`: where
    the address stands, the first that holds one. Without any it is the whole query."""

    host: str
    path: str = "/"
    parameters: tuple[str, ...] = ()


REDIRECTORS = (
    Redirector(r"(?:[a-z0-9-]+\.)*google\.[a-z.]{2,6}", "/url", ("q", "url")),
    Redirector(r"meet\.google\.com", "/linkredirect", ("dest",)),
    Redirector(r"(?:www\.)?googleadservices\.com", "/pagead/aclk", ("adurl",)),
    Redirector(
        r"lm?\.(?:facebook|instagram|messenger|threads|workplace)\.(?:com|net)", "/", ("u",)
    ),
    Redirector(r"(?:[a-z0-9-]+\.)?facebook\.com", "/l.php", ("u",)),
    Redirector(r"(?:[a-z0-9-]+\.)?facebook\.com", "/flx/warn", ("u",)),
    Redirector(r"(?:[a-z0-9-]+\.)?instagram\.com", "/linkshim", ("u",)),
    Redirector(r"(?:[a-z0-9-]+\.)?(?:vk\.com|vk\.ru|vkontakte\.ru)", "/away", ("to",)),
    Redirector(r"away\.vk\.com", "/", ("to",)),
    Redirector(r"(?:[a-z0-9-]+\.)?(?:ok|odnoklassniki)\.ru", "/dk", ("st.link",)),
    Redirector(r"t\.umblr\.com", "/redirect", ("z",)),
    Redirector(
        r"(?:[a-z0-9-]+\.)*safelinks\.protection\.(?:outlook\.com|office365\.us)", "/", ("url",)
    ),
    Redirector(r"statics\.teams\.cdn\.office\.net", "/evergreen-assets/safelinks", ("url",)),
    Redirector(r"linkprotect\.cudasvc\.com", "/url", ("a",)),
    Redirector(r"(?:t|telegram)\.(?:me|dog)", "/iv", ("url",)),
    Redirector(r"(?:[a-z0-9-]+\.)?youtube\.com", "/redirect", ("q",)),
    Redirector(r"(?:twitter|x)\.com", "/i/redirect", ("url",)),
    Redirector(r"(?:[a-z0-9-]+\.)?linkedin\.com", "/redir/", ("url",)),
    Redirector(r"(?:[a-z0-9-]+\.)?linkedin\.com", "/safety/go", ("url",)),
    Redirector(r"out\.reddit\.com", "/", ("url",)),
    Redirector(r"(?:[a-z0-9-]+\.)?tiktok\.com", "/link/v2", ("target",)),
    Redirector(r"(?:[a-z0-9-]+\.)?pinterest\.[a-z.]{2,6}", "/offsite", ("url",)),
    Redirector(r"steamcommunity\.com", "/linkfilter", ("url", "u")),
    Redirector(r"slack-redir\.net", "/link", ("url",)),
    Redirector(r"(?:[a-z0-9-]+\.)?duckduckgo\.com", "/l/", ("uddg",)),
    Redirector(r"r\.search\.yahoo\.com", "/", ("ru",)),
    Redirector(r"sba\.yandex\.(?:net|ru|com)", "/redirect", ("url",)),
    Redirector(r"(?:[a-z0-9-]+\.)?yandex\.[a-z.]{2,6}", "/clck/", ("url",)),
    Redirector(r"(?:click|checklink|r)\.mail\.ru", "/", ("url", "u", "to")),
    Redirector(r"disq\.us", "/", ("url",)),
    Redirector(r"exit\.sc", "/", ("url",)),
    Redirector(r"getpocket\.com", "/redirect", ("url",)),
    Redirector(r"link\.zhihu\.com", "/", ("target",)),
    Redirector(r"(?:[a-z0-9-]+\.)?deviantart\.com", "/users/outgoing"),
    Redirector(r"href\.li|anon\.to|nullrefer\.com|dereferer\.me|anonym\.to", "/"),
)
MARKS = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|yclid|ysclid|ymclid|msclkid|twclid|ttclid"
    r"|li_fat_id|igsh|igshid|mc_cid|mc_eid|mkt_tok|_openstat|_hsenc|_hsmi|_gl|srsltid|rb_clickid"
    r"|__twitter_impression|vero_id|oly_enc_id|oly_anon_id|wickedid"
)
"""Parameters by which whoever sent a reader is told that it was they."""

_ADDRESS = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?([^/?#:@]+)(?::\d*)?([^?#]*)", re.IGNORECASE)
_WHOLE = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_ENCODED = re.compile(r"https?%3a", re.IGNORECASE)
_CHECKSUM = re.compile(r":[\w-]{20,}\Z")
_HOSTS = tuple((re.compile(each.host), each) for each in REDIRECTORS)


def direct(address: str) -> str:
    """Where an address leads in the end, as far as it says so itself, without MARKS.

    Nothing is asked of anybody. Every other part of the address stays as it was; one that leads
    to no page of http or https, or is longer than LONGEST, stays whole.
    """
    if len(address) > LONGEST or ("?" not in address and "#" not in address):
        return address
    # Each step is shorter than the one before it.
    while (behind := _behind(address)) is not None:
        address = behind
    return _unmarked(address)


def _behind(address: str) -> str | None:
    """The address that a redirector would lead to; None where this is none."""
    found = _ADDRESS.match(address)
    if found is None:
        return None
    host, path = found[1].lower().rstrip("."), found[2] or "/"
    query = address[found.end() :].partition("#")
    for pattern, redirector in _HOSTS:
        if pattern.fullmatch(host) and path.startswith(redirector.path):
            wrapped = _wrapped(redirector, *query)
            if wrapped is not None:
                return wrapped
    return None


def _wrapped(redirector: Redirector, query: str, mark: str, fragment: str) -> str | None:
    query = query.removeprefix("?")
    if not redirector.parameters:
        return _as_address(query + mark + fragment)
    said = dict(reversed([_pair(part) for part in query.split("&")]))
    for name in redirector.parameters:
        if (wrapped := _as_address(said.get(name, ""))) is not None:
            # One of them adds a checksum of its own.
            return _CHECKSUM.sub("", wrapped) if redirector.host == r"disq\.us" else wrapped
    return None


def _as_address(said: str) -> str | None:
    said = said.strip()
    if _ENCODED.match(said):
        said = unquote(said)
    if said.startswith("//"):
        said = f"https:{said}"
    return said if _WHOLE.match(said) else None


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return unquote_plus(name).lower(), unquote(value)


def _unmarked(address: str) -> str:
    base, mark, fragment = address.partition("#")
    base, asked, query = base.partition("?")
    if asked:
        parts = query.split("&")
        kept = [part for part in parts if not _is_mark(part)]
        if len(kept) < len(parts):
            query = "&".join(kept)
            asked = "?" if query else ""
    if mark and all(_is_mark(part) for part in fragment.split("&")):
        mark = fragment = ""
    return base + asked + query + mark + fragment


def _is_mark(part: str) -> bool:
    name, given, _ = part.partition("=")
    return bool(given and MARKS.fullmatch(unquote(name).lower()))
