"""A small archive to publish, acts that change it, and readings of the folder that results."""

from __future__ import annotations

import io
import re
import wave
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.core.files.base import ContentFile
from PIL import Image

from solidary.press.index.calendar_archive import CalendarRule, Rules
from solidary.press.models import Withdrawal
from solidary.press.publish import publish_full, publish_pending
from solidary.release import addresses as at
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom, NewsroomLanguage, Photo, Story, Topic, Video

SMALL = Rules(
    listings=CalendarRule(2), sitemaps=CalendarRule(3), data_bytes=2_200,
    timelines=CalendarRule(2), page_length=3,
)  # fmt: skip
"""Rules under which a dozen stories behave like a crowded archive."""
pending = partial(publish_pending, rules=SMALL, workers=1)
full = partial(publish_full, rules=SMALL, workers=1)
LANGUAGES = ("en", "be")


def newsroom() -> Newsroom:
    found = Newsroom.load()
    found.name = "Свободная House"
    found.save()
    found.per_language.all().delete()
    for number, language in enumerate(LANGUAGES):
        NewsroomLanguage.objects.create(
            newsroom=found, language=language, sort_order=number, tagline=f"In {language}",
            contacts="<p>Write to us</p>", policies="<p>We check</p>",
        )  # fmt: skip
    found = Newsroom.objects.get()
    found.save()
    return found


def topic(hashtag: str) -> Topic:
    return Topic.objects.create(hashtag=hashtag)


def story(
    headline: str = "A headline",
    *,
    language: str = "en",
    day: date = date(2021, 2, 8),
    at_time: time | None = None,
    topics: tuple[Topic, ...] = (),
    of: Story | None = None,
    body: list[tuple[str, object]] | None = None,
    **more: object,
) -> Story:
    """A published story; `of`: the one it is a translation of."""
    if of is not None:
        more |= {"translation_key": of.translation_key, "based_on": of}
    made = Story(
        headline=headline,
        locale=locale_of(language),
        day=day,
        time=at_time,
        live=True,
        body=body if body is not None else [("paragraph", f"<p>{headline}</p>")],
        **more,
    )
    made.topics = list(topics)
    made.save()
    return made


def withdraw(made: Story) -> None:
    made.withdrawn_at = datetime(2022, 1, 1, tzinfo=UTC)
    made.live = False
    made.save()


def photo(color: str = "red", **more: object) -> Photo:
    """A photo of one colour, forty pixels wide."""
    data = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(data, "PNG")
    return Photo.objects.create(
        title=color, file=ContentFile(data.getvalue(), f"{color}.png"), width=40, height=30, **more
    )


def sound(seconds: int = 1) -> bytes:
    """A WAVE file of silence."""
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes(8000 * seconds))
    return data.getvalue()


def recording(title: str, seconds: int = 1) -> Video:
    return Video.objects.create(
        title=title, kind="audio", file=ContentFile(sound(seconds), f"{title}.wav")
    )


def files_of(site: Path, *, root: bool = False) -> dict[str, bytes]:
    """Every file of a release by its address; the root only where it is asked for."""
    return {
        str(path.relative_to(site)): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and (root or path.name != at.ROOT_FILE)
    }


def full_publish(home: Path, settings: object, name: str = "fresh") -> dict[str, bytes]:
    """What one full publish of the record into an empty folder gives."""
    place = home.parent / name
    (place / "press").mkdir(parents=True)
    before = settings.HOME  # type: ignore[attr-defined]
    (place / "files").symlink_to(Path(before) / "files")
    settings.HOME = place  # type: ignore[attr-defined]
    try:
        publish_full(rules=SMALL)
    finally:
        settings.HOME = before  # type: ignore[attr-defined]
    return files_of(place / "site")


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> dict[str, str]:
    """Addresses at which two releases differ, and how; empty for equal ones."""
    found = {}
    for address in sorted(one.keys() | other.keys()):
        if one.get(address) != other.get(address):
            if address not in one:
                found[address] = "only in the second"
            elif address not in other:
                found[address] = "only in the first"
            else:
                found[address] = "differs"
    return found


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "poster") and value:
                self.found.append(value)
            elif name == "srcset" and value:
                self.found += [part.split()[0] for part in value.split(",")]
            elif name == "content" and value and value.startswith("0; url="):
                self.found.append(value.removeprefix("0; url="))


_XML_LINK = re.compile(r'(?:href="|<link>|<loc>)([^"<]+)')


def links_of(address: str, data: bytes) -> Iterator[str]:
    """Addresses inside the release that a page or an Atom feed leads to."""
    if address.endswith(".html"):
        parser = _Links()
        parser.feed(data.decode())
        links = parser.found
    elif address.endswith((".xml", ".json")):
        text = data.decode()
        links = [found.replace("&amp;", "&") for found in _XML_LINK.findall(text)]
        if address.endswith(".json"):
            links += re.findall(r'"(?:url|home_page_url|feed_url)": ?"([^"]+)"', text)
    else:
        return
    host = "http://127.0.0.1:8000/"
    for link in links:
        whole = urljoin(host + address, link)
        parts = urlsplit(whole)
        if f"{parts.scheme}://{parts.netloc}/" == host:
            path = unquote(parts.path).lstrip("/")
            yield path + "index.html" if path.endswith("/") or not path else path


def dangling(site: Path | dict[str, bytes]) -> list[str]:
    """Links that lead to no file, as 'page -> target'; of a folder, or of files by address."""
    files = site if isinstance(site, dict) else files_of(site, root=True)
    return sorted(
        f"{address} -> {target}"
        for address, data in files.items()
        for target in set(links_of(address, data))
        if target not in files
    )


def naming_the_withdrawn(site: Path) -> list[str]:
    """Pages that name what is withdrawn."""
    gone = Withdrawal.objects.exclude(name="").values_list("name", flat=True)
    return [
        f"{address} -> {name}"
        for address, data in files_of(site).items()
        for name in gone
        if address.endswith((".html", ".xml", ".json")) and name.encode() in data
    ]
