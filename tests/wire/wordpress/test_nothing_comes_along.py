"""What must not come along: mail and IP addresses, keys, passwords, what strangers wrote; and hostile archives."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from solidary.stories.models import Story
from solidary.wire.formats import named
from solidary.wire.into.telling import report_lines
from tests.wire.wordpress.archives import archive, attachment, field, post, taken_in, term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
NEEDLE = "c4n4ry"
COMMENT = f"""<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>{NEEDLE}1</wp:comment_author>
<wp:comment_author_email>{NEEDLE}2@example.org</wp:comment_author_email><wp:comment_author_url>https://{NEEDLE}3/
</wp:comment_author_url><wp:comment_author_IP>{NEEDLE}4</wp:comment_author_IP><wp:comment_content>{NEEDLE}5
</wp:comment_content><wp:commentmeta><wp:meta_key>{NEEDLE}6</wp:meta_key></wp:commentmeta></wp:comment>"""
AUTHOR = f"""<wp:author><wp:author_login>{NEEDLE}7</wp:author_login><wp:author_email>{NEEDLE}8@example.org
</wp:author_email><wp:author_display_name>{NEEDLE}9@example.org</wp:author_display_name></wp:author>
<wp:category><wp:cat_name>{NEEDLE}10</wp:cat_name></wp:category><generator>{NEEDLE}11</generator>
<wp:term><wp:termmeta><wp:meta_value>{NEEDLE}12</wp:meta_value></wp:termmeta></wp:term>"""


def everything_kept() -> str:
    """The whole record and every file of the newsroom, as text."""
    dump = connection.connection.serialize().decode("latin-1")
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return dump + "".join(path.read_bytes().decode("latin-1") for path in files)


def test_nobodys_address_key_or_password_is_kept_or_told(capfd: pytest.CaptureFixture[str]) -> None:
    content = (
        f'Words. [map key="{NEEDLE}13"] [x_{"y"} {NEEDLE}14="1"] <img src="https://e.example/a.jpg?{NEEDLE}15">'
        f'<iframe src="ftp://e.example/?{NEEDLE}16"></iframe><script>{NEEDLE}17</script><form action="/{NEEDLE}18">'
        f'<input name="a" value="{NEEDLE}19"></form><p onclick="{NEEDLE}20" data-x="{NEEDLE}21">p</p><!-- {NEEDLE}22 -->'
        f'<!-- wp:rss {{"feedURL":"https://{NEEDLE}23"}} /--><iframe src="https://u:{NEEDLE}24@e.example/"></iframe>'
    )
    items = (
        post(1, "Day", content, password=f"{NEEDLE}25", more=COMMENT + field("_edit_last", f"{NEEDLE}26")),
        post(2, f"{NEEDLE}27", f"{NEEDLE}28", status="trash"),
        post(3, f"{NEEDLE}29", f"{NEEDLE}30", kind="nav_menu_item"),
        post(4, "Guest", kind="guest-author", more=field("cap-user_email", f"{NEEDLE}31@example.org")),
        attachment(5, f"2021/{NEEDLE}32.jpg", alt=f"{NEEDLE}33"),
        post(6, "Other", creator=f"{NEEDLE}34@example.org", more=COMMENT),
        post(7, "Third", f"kept: {NEEDLE.upper()}", more=term("language", "en", f"{NEEDLE}35")),
    )  # fmt: skip
    report = taken_in(archive(*items, head=AUTHOR))
    assert Story.objects.count() == 3
    kept = everything_kept()
    assert NEEDLE.upper() in kept
    told = json.dumps(report.as_json()) + "\n".join(
        report_lines(report, named("wordpress"), width=10_000)
    )
    shown = "".join(capfd.readouterr())
    for place in (kept, told, shown):
        assert not re.findall(rf"{NEEDLE}\d+", place)
    assert report.account.held["comment", "left out: comments"] == 2


def test_scripts_handlers_and_turned_letters_in_every_field_are_nobodys_words() -> None:
    bad = '<script>alert(1)</script><svg onload="alert(2)"></svg><a href="javascript:alert(3)">x</a>\u202eturned'
    item = post(1, f"Day {bad}", f'{bad}<img src=x onerror="alert(4)"><p style="x:expression(alert(5))">p</p>',
                excerpt=bad, creator=bad, more=term("post_tag", bad, bad))  # fmt: skip
    taken_in(archive(item.replace(f"{'https'}://news.example/2021/02/1/", "javascript:alert(6)")))
    story = Story.objects.get()
    assert story.headline.startswith("Day x") and "x" in story.standfirst
    kept = everything_kept()
    for sign in ("alert(", "javascript:", "\u202e".encode().decode("latin-1")):
        assert sign not in kept


def test_one_item_that_can_not_be_read_stops_only_itself() -> None:
    broken = post(2, "Second").partition("<wp:status>")[0]
    deep = post(3, "Third", "<div>" * 3000 + "deep" + "<b>" * 3000)
    report = taken_in(archive(post(1, "First"), broken, deep, post(4, "Fourth", "[" * 20_000)))
    assert set(Story.objects.values_list("headline", flat=True)) == {"First", "Third", "Fourth"}
    [entry] = [entry for entry in report.entries if entry.outcome == "left out"]
    assert (entry.name, entry.why) == ("Second", "is broken: it has no end")


def test_an_archive_that_ends_in_the_middle_of_a_post_leaves_that_post_out() -> None:
    whole = archive(post(1, "First"), post(2, "Second"))
    cut = whole[: whole.index(b"Second") + 200]
    report = taken_in(cut)
    assert list(Story.objects.values_list("headline", flat=True)) == ["First"]
    [why] = [entry.why for entry in report.entries if entry.outcome == "left out"]
    assert why == "is broken: the file ends in it"


def test_two_posts_of_one_number_are_two_stories() -> None:
    other = post(1, "Other").replace("/2021/02/1/", "/2021/02/other/").replace("/?p=1", "/?p=77")
    taken_in(archive(post(1, "First"), other))
    assert Story.objects.count() == 2
