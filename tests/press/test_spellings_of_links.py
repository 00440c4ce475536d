"""However a link of an import is spelled, the newsroom's own pages lead nowhere above the release."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from solidary.press.publish import publish_pending
from solidary.release.hrefs import as_browsers_read
from solidary.release.keyring import new_keys
from solidary.release.verify import State
from solidary.release.verify.pages import outside
from tests.fixtures.laws import examples
from tests.press.archive import SMALL, newsroom, story
from tests.press.signed import examined, root_key

SPELLINGS = (
    "/tag/x", "//host.example/x", "///x", "////x.example/y", "\\\\host.example\\x",
    "/\\host.example/x", "\\/host.example/x", "/", "\\", "/../x", "../../../../x", "..\\..\\..\\..\\x",
    "./x", "x", "?a=b", "#a", "http:/host.example/x", "http:host.example/x", "https:///host.example/x",
    "HTTP://HOST.example/X", "https:\\\\host.example\\x", " /tag/x", "\t/tag/x", "/ta\tg/x", "/\t/host.example",
    "http://", "http://[", "//[", "//", "//user@host.example/", "http://a b/", "%2f%2fhost/x",
    "/%2e%2e/x", "%2e%2e/%2e%2e/%2e%2e/%2e%2e/x", "..", "../", "../../../..", "\x0b/tag/x", "\u00a0/tag/x",
    "/tag/x?y=z#w", "javascript:alert(1)", "jav\tascript:alert(1)", "data:text/html,x",
    "file:///etc/passwd", "ftp://host.example/", "mailto:a@b.example", "//host.example:99999/",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("no_pause")
def test_no_spelling_of_a_link_makes_our_own_site_exposed(home: Path) -> None:
    newsroom()
    links = "".join(f'<p>a <a href="{escape(each)}">link</a></p>' for each in SPELLINGS)
    story("Links of an import", body=[("paragraph", links)])
    new_keys(home / "keys", home / "offline", "", "")
    publish_pending(rules=SMALL)
    report = examined(home / "site", root_key(home))
    assert report.state is State.SOUND, list(report.lines())
    pages = "".join(path.read_text("utf-8") for path in (home / "site").glob("en/s/*/*.html"))
    assert 'href="//' not in pages and 'href="/' not in pages and "\\" not in pages
    assert 'href="https://host.example/x"' in pages, "it leads there from a stick too"
    assert pages.count(">link</a>") + pages.count(">link</span>") + pages.count("a link") >= len(
        SPELLINGS
    )


@pytest.mark.parametrize(
    ("link", "read"),
    [
        ("\\\\eye.example\\x", "//eye.example/x"), ("/\\eye.example", "//eye.example"),
        ("/\t/eye.example/x", "//eye.example/x"), ("///eye.example/x", "//eye.example/x"),
        ("https:eye.example/x", "https://eye.example/x"), ("HTTP:/\\eye.example", "http://eye.example"),
        ("ht\ntps://eye.example", "https://eye.example"), (" \x00//eye.example", "//eye.example"),
    ],
)  # fmt: skip
def test_what_a_browser_would_fetch_from_elsewhere_is_named_in_any_spelling(
    link: str, read: str
) -> None:
    assert as_browsers_read(link) == read
    wrong, _ = outside("en/s/page.html", f'<img src="{escape(link)}">')
    assert wrong == ["loads from eye.example"]
    wrong, hosts = outside("en/s/page.html", f'<a href="{escape(link)}">x</a>')
    assert (wrong, hosts) == ([], ["eye.example"])


@pytest.mark.parametrize(
    "link", ["..\\..\\..\\x", "%2e%2e/%2E%2e/%2e./x", "\\x", "\t/x", "..\t/../../x", "/%2e%2e/x"]
)
def test_a_way_above_the_release_is_named_in_any_spelling(link: str) -> None:
    wrong, _ = outside("en/s/page.html", f'<a href="{escape(link)}">x</a>')
    assert wrong == ["leads to a place above the release"]


@pytest.mark.hypothesis
@hypothesis_settings(max_examples=examples(200), database=None)
@given(st.text("/\\.:?#ahtps%2ex\t\n\r \x00@[]", max_size=14))
def test_reading_a_link_as_browsers_do_changes_nothing_the_second_time(link: str) -> None:
    read = as_browsers_read(link)
    assert as_browsers_read(read) == read
    assert not set(read.partition("?")[0].partition("#")[0]) & set("\t\n\r")
