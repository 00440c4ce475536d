"""The sample's feeds in four readers' own programs, fetched and as bytes, and by the W3C's rules."""

from __future__ import annotations

import io
import re
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import atoma
import fastfeedparser
import feedparser
import podcastparser
import pytest

from solidary.release.headers import media_type

HOST = "http://127.0.0.1:8000/"
ATOM = "{http://www.w3.org/2005/Atom}"
_ADDRESS = re.compile(r'(?:href|src|poster)="([^"]*)"')


@dataclass(frozen=True)
class Read:
    """An entry as a program gives it: nothing is resolved afterwards."""

    title: str
    link: str
    content: str
    enclosures: frozenset[tuple[str, int | None]]
    """address and length, where the program gives it"""


Reader = Callable[[bytes], list[Read]]


@cache
def by_feedparser(data: bytes) -> list[Read]:
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo
    return [
        Read(
            each.title, each.link, each.content[0].value,
            frozenset((one.href, int(one.length)) for one in each.enclosures),
        )
        for each in found.entries
    ]  # fmt: skip


def by_fastfeedparser(data: bytes) -> list[Read]:
    return [
        Read(
            each["title"], each["link"], each["content"][0]["value"],
            frozenset((one["url"], one["length"]) for one in each.get("enclosures", ()))
            # Atom's it leaves among the links, and drops their lengths.
            | {(one["href"], None) for one in each["links"] if one["rel"] == "enclosure"},
        )
        for each in fastfeedparser.parse(data).entries
    ]  # fmt: skip


def atom_by_atoma(data: bytes) -> list[Read]:
    def link(entry: atoma.atom.AtomEntry, rel: str) -> Iterator[atoma.atom.AtomLink]:
        return (one for one in entry.links if one.rel == rel)

    return [
        Read(
            each.title.value, next(link(each, "alternate")).href, each.content.value,
            frozenset((one.href, one.length) for one in link(each, "enclosure")),
        )
        for each in atoma.parse_atom_bytes(data).entries
    ]  # fmt: skip


def rss_by_atoma(data: bytes) -> list[Read]:
    return [
        Read(
            each.title, each.link, each.content_encoded,
            frozenset((one.url, one.length) for one in each.enclosures),
        )
        for each in atoma.parse_rss_bytes(data).items
    ]  # fmt: skip


def json_by_atoma(data: bytes) -> list[Read]:
    return [
        Read(
            each.title, each.url, each.content_html,
            frozenset((one.url, one.size_in_bytes) for one in each.attachments),
        )
        for each in atoma.parse_json_feed_bytes(data).items
    ]  # fmt: skip


def rss_by_podcastparser(data: bytes) -> list[Read]:
    return [
        Read(
            each["title"], each["link"], each["description_html"],
            frozenset((one["url"], one["file_size"]) for one in each["enclosures"]),
        )
        for each in podcastparser.parse(HOST, io.BytesIO(data))["episodes"]
    ]  # fmt: skip


READERS: list[tuple[str, Reader]] = [
    ("atom.xml", by_feedparser), ("rss.xml", by_feedparser),
    ("atom.xml", by_fastfeedparser), ("rss.xml", by_fastfeedparser),
    ("feed.json", by_fastfeedparser), ("atom.xml", atom_by_atoma), ("rss.xml", rss_by_atoma),
    ("feed.json", json_by_atoma), ("rss.xml", rss_by_podcastparser),
]  # fmt: skip


def feeds(home: Path, ending: str) -> list[Path]:
    found = sorted((home / "site").rglob(f"*.{ending}"))
    assert found
    return found


def spaced(markup: str) -> str:
    """Programs strip and fold white space each in its own way."""
    return " ".join(markup.split())


@pytest.mark.parametrize(("ending", "reader"), READERS)
def test_every_program_reads_the_same_entries_and_every_address_leads_to_a_file(
    sample_home: Path, ending: str, reader: Reader
) -> None:
    site = sample_home / "site"
    for feed in feeds(sample_home, ending):
        stem = feed.name.removesuffix(ending)
        wanted = by_feedparser(feed.with_name(f"{stem}atom.xml").read_bytes())
        read = reader(feed.read_bytes())
        assert [spaced(each.title) for each in read] == [spaced(each.title) for each in wanted]
        for each, other in zip(read, wanted, strict=True):
            assert spaced(each.content) == spaced(other.content), feed
            enclosed = {address for address, _ in each.enclosures}
            assert (each.link, enclosed) == (other.link, {each for each, _ in other.enclosures})
            for address in (each.link, *enclosed, *_ADDRESS.findall(each.content)):
                assert address.startswith(("https://", "http://", "mailto:", "tel:")), address
                if address.startswith(HOST):
                    path = unquote(address.removeprefix(HOST).partition("#")[0])
                    assert (site / path).is_file(), address
            for address, length in each.enclosures:
                file = site / unquote(address.removeprefix(HOST))
                assert length in (file.stat().st_size, None)


@pytest.mark.parametrize("language", ["en", "be", "ru", "pl"])
def test_a_feed_that_is_fetched_is_the_same(
    sample_home: Path, sample_site: str, language: str
) -> None:
    for ending, reader in READERS:
        address = f"{language}/latest.{ending}"
        with urllib.request.urlopen(sample_site + address) as answer:
            assert answer.headers["Content-Type"] == media_type(address)
            fetched = reader(answer.read())
        assert fetched == reader((sample_home / "site" / address).read_bytes())
    live = feedparser.parse(f"{sample_site}{language}/latest.atom.xml")
    assert (live.status, live.bozo) == (200, False)
    assert [each.link for each in live.entries] == [each.link for each in fetched]


def test_recordings_of_the_sample_are_enclosed(sample_home: Path) -> None:
    read = by_feedparser((sample_home / "site/en/latest.atom.xml").read_bytes())
    assert sum(len(each.enclosures) for each in read) >= 1


@pytest.mark.parametrize("ending", ["atom.xml", "rss.xml"])
def test_the_rules_of_the_w3cs_validator_that_we_broke_once(sample_home: Path, ending: str) -> None:
    """SelfDoesntMatchLocation, DuplicateUpdated, NeedDescriptionBeforeContent, DuplicateEnclosure
    (docs of w3c/feedvalidator)."""
    site = sample_home / "site"
    for feed in feeds(sample_home, ending):
        root = ElementTree.parse(feed).getroot()
        about = root if ending == "atom.xml" else root[0]
        links = {link.get("rel"): link.get("href") for link in about.findall(f"{ATOM}link")}
        assert links["self"] == HOST + feed.relative_to(site).as_posix()
        stamps = Counter(entry.findtext(f"{ATOM}updated") for entry in about.iter(f"{ATOM}entry"))
        assert [stamp for stamp, number in stamps.items() if number > 1] == [], feed
        for item in about.iter("item"):
            names = [child.tag.rpartition("}")[2] for child in item]
            assert names.index("description") < names.index("encoded")
            assert names.count("enclosure") <= 1
