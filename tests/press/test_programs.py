"""What programs find at the addresses where they look without being told."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from solidary.press.drawing.composer import Composer
from solidary.press.index.calendar_archive import Rules
from solidary.press.kinds.robots import Robots
from solidary.press.reading.newsroom import read_newsroom
from solidary.release import addresses as at
from solidary.stories.models import Newsroom, Story
from solidary.stories.robots import MODEL_CRAWLERS, faulty_line, own_rules
from tests.fixtures.laws import SHARED, examples
from tests.press.archive import full, newsroom, pending, story

pytestmark = pytest.mark.django_db
HOST = "http://127.0.0.1:8000"


def told(**fields: object) -> Newsroom:
    newsroom()
    found = Newsroom.load()
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    return Newsroom.objects.get()


def robots() -> str:
    composer = Composer(read_newsroom(()), Rules())
    return (Robots().draw(composer, "") or b"").decode()


def reader(text: str) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return parser


def test_own_lines_hold_for_all_programs_or_for_those_they_name(home: Path) -> None:
    told(
        robots_lines="Disallow: /drafts/\r\n\r\nCrawl-delay: 5\nUser-agent: SlowBot\nDisallow: /\n"
    )
    text = robots()
    parser = reader(text)
    assert not parser.can_fetch("AnyBot", f"{HOST}/drafts/x.html")
    assert not parser.can_fetch("AnyBot", f"{HOST}/desk/")
    assert parser.can_fetch("AnyBot", f"{HOST}/en/index.html")
    assert not parser.can_fetch("SlowBot", f"{HOST}/en/index.html")
    assert str(parser.crawl_delay("AnyBot")) == "5"
    assert parser.site_maps() == [f"{HOST}/sitemap.xml", f"{HOST}/news.xml"]
    assert "\r" not in text


def test_one_switch_refuses_every_crawler_of_models_and_no_search_engine(home: Path) -> None:
    told()
    for name in MODEL_CRAWLERS:
        assert reader(robots()).can_fetch(name, f"{HOST}/en/index.html")
    told(refuses_model_crawlers=True)
    parser = reader(robots())
    for name in MODEL_CRAWLERS:
        assert not parser.can_fetch(name, f"{HOST}/en/index.html"), name
    for name in ("Googlebot", "Bingbot", "YandexBot", "DuckDuckBot", "Applebot", "OAI-SearchBot"):
        assert parser.can_fetch(name, f"{HOST}/en/index.html"), name


@hypothesis_settings(
    max_examples=examples(60),
    suppress_health_check=SHARED,
)  # fmt: skip
@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(
            ["User-agent: Googlebot", "User-agent: *", "Allow: /", "Disallow: /x", "", "# none",
             "Sitemap: https://news.example/a.xml", "user-agent:AnyBot", "<script>", "x\u2028y: z"]
        ), max_size=8,
    ).map("\n".join)
)  # fmt: skip
def test_whatever_lines_are_kept_shut_no_search_engine_out_by_the_switch(lines: str) -> None:
    """The lines may come from anywhere: a record is written by more than the form that checks it."""
    told(robots_lines=lines, refuses_model_crawlers=True)
    text = robots()
    assert not reader(text).can_fetch("GPTBot", f"{HOST}/en/index.html") or "*" in lines.lower()
    for_all, groups = own_rules(lines)
    assert faulty_line("\n".join((*for_all, *groups))) is None
    head = text.split("\n\n")[1]
    assert head.splitlines() == [*(f"User-agent: {each}" for each in MODEL_CRAWLERS), "Disallow: /"]
    assert text.splitlines() == text.split("\n")[:-1], "nothing but our own ends of lines"


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("", None), ("Disallow: /каталог/", None), ("# why\n\nAllow: /", None),
        ("Content-Signal: ai-train=no", None), ("Disallow: /a\rAllow: /", None),
        ("Disallow: /\n<script>", 2), ("no rule", 1), ("Allow: /a\u2028Disallow: /", 1),
        ("Allow: /\x00", 1), ("Allow: /\u202e", 1), ("Allow: /" + "x" * 500, 1),
        ("Allow: /\n" * 200 + "Allow: /", 201),
    ],
)  # fmt: skip
def test_a_line_that_is_none_of_robots_txt_is_named(lines: str, number: int | None) -> None:
    assert faulty_line(lines) == number
    found = Newsroom(robots_lines=lines)
    if number is None:
        found.clean_fields()
    else:
        with pytest.raises(ValidationError, match=f"Line {number} "):
            found.clean_fields()


def test_security_txt_says_whom_to_write_and_until_when_by_the_newsrooms_own_words(
    home: Path,
) -> None:
    told(contact_email="desk@news.example", time_zone="Europe/Vilnius")
    pending()
    place = home / "site" / at.SECURITY
    assert not place.exists(), "nobody said until when it holds"
    found = told(security_until=date(2026, 12, 1))
    pending()
    assert place.read_text().splitlines() == [
        "Contact: mailto:desk@news.example",
        "Expires: 2026-12-01T23:59:59+02:00",
        "Preferred-Languages: en, be",
        f"Canonical: {HOST}/{at.SECURITY}",
    ]
    expires = datetime.fromisoformat("2026-12-01T23:59:59+02:00")
    assert expires.date() == found.security_until
    told(security_contact="https://news.example/security?to=us")
    pending()
    assert "Contact: https://news.example/security?to=us\n" in place.read_text()
    told(security_until=None)
    pending()
    assert not place.exists()


def test_other_words_for_programs_make_two_files_due(home: Path) -> None:
    told()
    story("One")
    pending()
    before = {path: path.stat().st_mtime_ns for path in (home / "site").rglob("*.html")}
    told(
        robots_lines="Disallow: /x/",
        security_until=date(2026, 12, 1),
        security_contact="a@b.example",
    )
    pending()
    assert "Disallow: /x/" in (home / "site" / "robots.txt").read_text()
    after = {path: path.stat().st_mtime_ns for path in (home / "site").rglob("*.html")}
    assert before == after, "no page is written for it"


@pytest.mark.parametrize(
    ("contact", "good"),
    [
        ("safe@news.example", True), ("https://news.example/security", True), ("", True),
        ("http://news.example/", False), ("javascript://x", False), ("Anna", False),
        ("a@b.example\nCanonical: https://evil.example/", False),
    ],
)  # fmt: skip
def test_a_security_contact_is_an_address_to_write_to(contact: str, good: bool) -> None:
    found = Newsroom(security_contact=contact)
    if good:
        found.clean_fields()
    else:
        with pytest.raises(ValidationError):
            found.clean_fields()


def test_icons_are_where_browsers_and_phones_look(home: Path) -> None:
    told(accent_color="#205090")
    full()
    site = home / "site"
    with Image.open(site / "favicon.ico") as icon:
        assert icon.ico.sizes() == {(16, 16), (32, 32), (48, 48)}  # type: ignore[attr-defined]
    data = (site / "apple-touch-icon.png").read_bytes()
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (180, 180))
        seen = picture.convert("RGB")
        assert seen.getpixel((2, 2)) == (251, 250, 246)
        red, _, blue = seen.getpixel((90, 90))  # type: ignore[misc]
        assert blue > red, "in the newsroom's colour"
    assert (
        'rel="apple-touch-icon" href="../apple-touch-icon.png"'
        in (site / "en" / "index.html").read_text()
    )
    story("One")
    Story.objects.get().save()
    told(accent_color="#a8201a")
    pending()
    assert (site / "apple-touch-icon.png").read_bytes() != data
