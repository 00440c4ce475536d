"""A copy that names something withdrawn: a mere mention is linked, what leads there still offers it."""

from __future__ import annotations

from pathlib import Path

import pytest

from solidary.press.publish import publish_full, publish_pending
from solidary.release import minisign
from solidary.release.addresses import story_page
from solidary.release.headers import headers_for
from solidary.release.statements import parse_withdrawn, read_root
from solidary.release.verify import Report, State
from solidary.release.verify.folder import FolderSource
from solidary.release.verify.objects import Objects
from solidary.stories.models import Story, Topic, TopicName
from tests.press.archive import SMALL, story, withdraw
from tests.press.signed import examined, kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]
ELSEWHERE = "https://web.archive.org/web/2021/https://news.example/"


def test_what_only_mentions_something_withdrawn_is_told_plainly_and_is_no_tampering(
    site: Path, key: minisign.PublicKey
) -> None:
    """In words, and in another site's address, it is beyond the newsroom; it offers nothing."""
    gone = Story.objects.get(headline="The day")
    page = story_page("en", gone.address)
    mention = story(
        "Mention",
        standfirst=f"It was at news.example/{page}",
        body=[("paragraph", f'<p><a href="{ELSEWHERE}{page}">A copy</a> of {page}</p>')],
    )
    TopicName.objects.create(
        topic=Topic.objects.get(), language="en", name="One", standfirst=f"See /{page}"
    )
    publish_full(rules=SMALL)
    withdraw(gone)
    publish_pending(rules=SMALL)
    report = examined(site, key, withdrawn=True)
    assert (report.state, kinds(report)) == (State.SOUND, {"linked"})
    assert report.state.exit_code == 0
    told = {each.address for each in report.findings}
    assert story_page("en", mention.address) in told
    assert {address.rpartition(".")[2] for address in told} >= {"html", "xml", "json"}
    assert any(line.startswith("linked: ") for line in report.lines())
    assert "Nothing is left of 1 withdrawn things." in list(report.lines())


@pytest.mark.parametrize("spoilt", ["page", "listing", "feed", "sitemap"])
def test_what_leads_to_something_withdrawn_still_offers_it(
    site: Path, key: minisign.PublicKey, spoilt: str
) -> None:
    gone = Story.objects.get(headline="The day")
    page = story_page("en", gone.address)
    lead = {
        "page": ("en/s/cc/page.html", f'<a href="../../../{page}">'),
        "listing": ("en/latest.html", f'<a class="x" href="../{page}">'),
        "feed": ("en/latest.rss.xml", f"<link>https://news.example/{page}</link>"),
        "sitemap": ("sitemaps/en/2021.xml", f"<loc>https://news.example/{page}</loc>"),
    }
    address, text = lead[spoilt]
    withdraw(gone)
    publish_pending(rules=SMALL)
    root = read_root(site)
    assert root is not None and root.signed is not None
    withdrawn = parse_withdrawn((site / f"tree/{root.signed.withdrawn}.txt").read_bytes())
    report = Report("a place", key.name)
    objects = Objects(FolderSource(site), report, withdrawn, headers_for, known=set())
    objects._read(address, text)
    assert kinds(report) == {"withdrawn"}
    assert report.state is State.TAMPERED
