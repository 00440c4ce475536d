"""Links to the newsroom's own pages and files: drawn while these stand, however they are written."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from solidary.press.models import AssetFile, OwnLink
from solidary.press.publish import publish_full
from solidary.press.reading.own_links import Site, Target, target_of
from solidary.release import addresses as at
from solidary.release.addresses import topic_listing
from solidary.release.keyring import new_keys
from solidary.release.verify import State
from solidary.stories.models import Document, Newsroom, Story, StorySource
from tests.press.archive import (
    SMALL,
    dangling,
    differences,
    files_of,
    newsroom,
    pending,
    photo,
    story,
    topic,
    withdraw,
)
from tests.press.signed import examined, root_key

HERE = "en/s/cc/ccccccc22.html"
GONE = "ddddddd22"
PAGE = at.story_page("en", GONE)
HOST = "https://news.example/"
SITES = (HOST, "https://news.example/pages/", "https://новости.example/", "http://127.0.0.1:8000/")
NAMED = (
    PAGE,
    "be-tarask/s/x2/x2qqqqqqq.html",
    "en/t/tt/tttttttt7.html",
    "en/t/tt/tttttttt7.atom.xml",
    "en/d/2021-02/tttttttt7.html",
    "p/dd/ddddddd22-0123abcd-480.webp",
    "m/fi/film-0123abcd.mp4",
    "d/за/заява-0123abcd.pdf",
)
"""Addresses that only this newsroom's release and its mirrors have."""
PLAIN = ("index.html", "en/index.html", "en/about.html", "en/latest.html", "en/d/2021/all.html")


def in_letters(address: str, chance: random.Random) -> str:
    """An address as programs write it: some letters, or none, as per cent and two digits."""
    if chance.random() < 0.5:
        return address
    return (
        "".join(
            f"%{ord(letter):02X}" if letter.isalnum() and chance.random() < 0.2 else letter
            for letter in address
            if letter.isascii()
        )
        if address.isascii()
        else quote(address)
    )


def with_host(address: str, site: str, chance: random.Random) -> str:
    lead = site
    if chance.random() < 0.3:
        lead = lead.replace("https://", "http://").replace(
            "http://", chance.choice(("HTTP://", "http://", "https://"))
        )
    if chance.random() < 0.3:
        lead = lead.replace("://", "://www.")
    if chance.random() < 0.3 and "news.example" in lead:
        lead = lead.replace("news.example", chance.choice(("NEWS.example", "news.example:443")))
    return lead + address


def from_here(address: str, site: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return Site.at(site).path + address
    return chance.choice(("../../../", "../../../../", "../../../en/../")) + address


@given(
    st.sampled_from(SITES), st.sampled_from(NAMED + PLAIN), st.randoms(use_true_random=False),
    st.booleans(), st.sampled_from(("", "?utm_source=chat", "?a=1&b=2")),
    st.sampled_from(("", "#part-2")),
)  # fmt: skip
def test_a_link_into_the_release_is_known_however_it_is_written(
    site: str, address: str, chance: random.Random, absolute: bool, query: str, fragment: str
) -> None:
    written = (with_host if absolute else from_here)(in_letters(address, chance), site, chance)
    target = target_of(f" {written}{query}{fragment}", HERE, Site.at(site))
    assert target == Target(address, fragment, True)


@given(
    st.sampled_from(NAMED),
    st.sampled_from(
        ("https://mirror.example.org/", "http://abc.onion/", "https://s3.example.net/bucket/site/")
    ),
)
def test_a_link_to_a_mirror_may_be_the_newsrooms(address: str, mirror: str) -> None:
    assert target_of(mirror + address, HERE, Site.at(HOST)) == Target(address, "", False)


@pytest.mark.parametrize(
    "link",
    [
        HOST,
        f"https://web.archive.org/web/2021/{HOST}{PAGE}",
        f"https://web.archive.org/web/2021/news.example/{PAGE}",
        f"https://translate.example/?u={HOST}{PAGE}",
        "https://other.example/en/index.html",
        "https://other.example/en/about.html",
        f"{HOST}2019/05/an-old-story",
        f"{HOST}en/s/dd/eeeeeee22.html",
        "/wp-content/uploads/paper.pdf",
        "mailto:desk@news.example",
        f"ftp://news.example/{PAGE}",
        "#part-1",
        "http://[::1/",
        "",
    ],
)
def test_what_leads_elsewhere_is_left_alone(link: str) -> None:
    assert target_of(link, HERE, Site.at(HOST)) is None


# In pages


WAYS = {
    "absolute": f"{HOST}{PAGE}",
    "another scheme": f"http://www.news.example/{PAGE}?utm_source=x#part-1",
    "root-relative": f"/{PAGE}",
    "relative": f"../dd/{GONE}.html",
    "percent": f"{HOST}en/s/dd/dddddd%6422.html",
    "mirror": f"https://mirror.example.org/{PAGE}",
}


@pytest.fixture
def site(db: None, home: Path) -> Path:
    found = newsroom()
    Newsroom.objects.filter(pk=found.pk).update(address=HOST)
    new_keys(home / "keys", home / "offline", "", "")
    return home / "site"


def target() -> Story:
    return story("Target", address=GONE)


def linked(link: str, words: str = "we reported") -> str:
    return f'<p>As <a href="{link}">{words}</a>.</p>'


def restore(made: Story) -> None:
    made = Story.objects.get(pk=made.pk)
    made.withdrawn_at, made.live = None, True
    made.save()


def page_of(site: Path, made: Story) -> str:
    return (site / at.story_page(made.language, made.address)).read_text("utf-8")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("full", [False, True])
def test_a_link_goes_with_the_story_it_leads_to_and_comes_back_with_it(
    site: Path, home: Path, way: str, full: bool
) -> None:
    def publish() -> None:
        publish_full(rules=SMALL) if full else pending()

    gone = target()
    linker = story("Linker", body=[("paragraph", linked(WAYS[way]))])
    stored = Story.objects.get(pk=linker.pk).raw_body
    publish()
    before = files_of(site)
    page = page_of(site, linker)
    fragment = "#part-1" if "#" in WAYS[way] else ""
    assert f'As <a href="../../../{PAGE}{fragment}">we reported</a>.' in page
    assert HOST not in page and "mirror.example" not in page
    feed = (site / "en/latest.rss.xml").read_text("utf-8")
    assert f"&lt;a href=&quot;{HOST}{PAGE}{fragment}&quot;&gt;" in feed

    withdraw(gone)
    publish()
    assert "<p>As we reported.</p>" in page_of(site, linker)
    for address in ("en/latest.rss.xml", "en/latest.atom.xml", "en/latest.feed.json"):
        assert GONE not in (site / address).read_text("utf-8")
    assert Story.objects.get(pk=linker.pk).raw_body == stored
    report = examined(site, root_key(home), withdrawn=True)
    assert (report.state, dict(report.counts)) == (State.SOUND, {})
    assert dangling(site) == []

    restore(gone)
    publish()
    proofs = ("root.txt", "tree/", "certificate")
    after = files_of(site)
    assert (
        differences(
            {name: data for name, data in before.items() if not name.startswith(proofs)},
            {name: data for name, data in after.items() if not name.startswith(proofs)},
        )
        == {}
    )


def test_links_of_every_place_go(site: Path, home: Path) -> None:
    gone = target()
    whole = f"{HOST}{PAGE}"
    found = Newsroom.objects.get()
    edition = found.per_language.get(language="en")
    edition.contacts, edition.policies = linked(whole), linked(f"/{PAGE}", "our rule")
    edition.save()
    found.save()
    places: dict[str, list[tuple[str, object]]] = {
        "paragraph": [("paragraph", linked(whole))],
        "list": [("paragraph", f'<ul><li><b><a href="{whole}"><i>we</i> reported</a></b></li></ul>')],
        "foreign": [("paragraph", f'<p><a lang="be" dir="ltr" href="{whole}">як мы пісалі</a></p>')],
        "dispatch": [("dispatch", {"place": None, "place_name": "", "text": linked(whole), "photos": []})],
        "card": [("embed", {"address": whole, "title": "What we wrote", "outlet": "Us", "photo": None})],
    }  # fmt: skip
    made = {name: story(name, body=body) for name, body in places.items()}
    made["source"] = story("source")
    StorySource.objects.create(story=made["source"], outlet="", address=whole)
    made["source"].save()
    pending()
    for name, one in made.items():
        assert f'href="../../../{PAGE}"' in page_of(site, one), name
        assert "news.example" not in page_of(site, one).replace(">news.example<", ""), name
    assert (site / "en/about.html").read_text("utf-8").count(f'href="../{PAGE}"') == 2
    withdraw(gone)
    pending()
    for name, one in made.items():
        assert GONE not in page_of(site, one), name
    assert "<b><i>we</i> reported</b>" in page_of(site, made["list"])
    assert '<span lang="be" dir="ltr">як мы пісалі</span>' in page_of(site, made["foreign"])
    assert '<span class="title">What we wrote</span>' in page_of(site, made["card"])
    assert "<li><bdi>news.example</bdi></li>" in page_of(site, made["source"])
    about = (site / "en/about.html").read_text("utf-8")
    assert "As we reported." in about and "As our rule." in about
    report = examined(site, root_key(home), withdrawn=True)
    assert (report.state, dict(report.counts)) == (State.SOUND, {})
    restore(gone)
    pending()
    assert f'<a class="title" href="../../../{PAGE}">What we wrote</a>' in page_of(
        site, made["card"]
    )
    assert (site / "en/about.html").read_text("utf-8").count(PAGE) == 2


def test_links_to_topics_archives_and_files_go_with_them(site: Path, home: Path) -> None:
    tag, paper, picture = topic("One"), document(), photo()
    shown: list[tuple[str, object]] = [
        ("document", {"document": paper, "note": ""}),
        ("photo", {"photo": picture, "caption": ""}),
    ]
    gone = story("Gone", topics=(tag,), body=shown)
    pending()
    files = list(AssetFile.objects.values_list("href", flat=True))
    leads = [
        at.listing_page(topic_listing(tag.address, "en")),
        at.archive_page(topic_listing(tag.address, "en"), "2021"),
        *files,
    ]
    assert len(leads) >= 4
    linker = story("Linker", body=[("paragraph", "".join(linked(HOST + lead) for lead in leads))])
    pending()
    for lead in leads:
        assert f'href="../../../{lead}"' in page_of(site, linker)
    withdraw(gone)
    pending()
    assert page_of(site, linker).count("<p>As we reported.</p>") == len(leads)
    assert examined(site, root_key(home), withdrawn=True).state is State.SOUND
    restore(gone)
    pending()
    assert dangling(site) == []
    for lead in leads:
        assert f'href="../../../{lead}"' in page_of(site, linker)


def document() -> Document:
    return Document.objects.create(title="Paper", file=ContentFile(b"a paper", "paper.txt"))


def test_a_link_to_what_isnt_public_yet_comes_with_it(site: Path) -> None:
    linker = story("Linker", body=[("paragraph", linked(f"{HOST}{PAGE}"))])
    pending()
    assert "<p>As we reported.</p>" in page_of(site, linker)
    target()
    pending()
    assert f'href="../../../{PAGE}"' in page_of(site, linker)


def test_a_link_to_another_newsrooms_story_stays(site: Path) -> None:
    elsewhere = f"https://theirs.example/{PAGE}"
    linker = story("Linker", body=[("paragraph", linked(elsewhere))])
    pending()
    assert f'<a href="{elsewhere}" rel="noopener noreferrer">' in page_of(site, linker)


def test_a_way_on_the_site_that_is_no_part_of_the_release_is_given_in_full(site: Path) -> None:
    linker = story("Linker", body=[("paragraph", linked("/2019/05/an-old-story"))])
    pending()
    assert f'href="{urljoin(HOST, "2019/05/an-old-story")}"' in page_of(site, linker)


def test_withdrawing_writes_as_many_pages_more_as_link_to_the_story(site: Path) -> None:
    """And no feed in which these aren't, though they stand in the same listings."""
    for number in range(8):
        story(f"New {number}", day=date(2021, 3, 1))
    for number in range(6):
        story(f"Of one day {number}")
    targets = {address: story("Target", address=address) for address in ("bbbbbbb22", "ggggggg22")}
    lead = f"{HOST}{at.story_page('en', 'ggggggg22')}"
    linkers = [
        story(f"Linker {number}", day=date(2019, 1, 1), body=[("paragraph", linked(lead))])
        for number in range(7)
    ]
    pending()

    def written_by_withdrawing(address: str) -> set[str]:
        before = files_of(site)
        withdraw(targets[address])
        pending()
        after = files_of(site)
        return {
            name for name in differences(before, after)
            if not name.startswith(("tree/", "root")) and address not in name
        }  # fmt: skip

    alone = written_by_withdrawing("bbbbbbb22")
    linked_to = written_by_withdrawing("ggggggg22")
    assert linked_to - alone == {at.story_page("en", each.address) for each in linkers}
    assert alone - linked_to == set()


def test_bodies_that_lead_nowhere_of_ours_ask_nothing_more(site: Path) -> None:
    """A question more for the stories of a batch, and none for each of them."""
    made = [
        story(f"Story {number}", body=[("paragraph", linked("https://theirs.example/a"))])
        for number in range(3)
    ]
    pending()

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            publish_full(rules=SMALL, workers=1)
        return len([query for query in captured if "ownlink" in query["sql"]])

    few = questions()
    made += [
        story(f"More {number}", body=[("paragraph", linked("https://theirs.example/a"))])
        for number in range(9)
    ]
    assert questions() == few
    assert OwnLink.objects.count() == 0
