"""What a hostile place, or a hostile package, may try: verify stays bounded and unimpressed."""

from __future__ import annotations

import hashlib
import io
import tarfile
import time
import zipfile
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.release import minisign
from solidary.release.keyring import open_signer
from solidary.release.statements import read_root
from solidary.release.tree import lines_of
from solidary.release.verify import State, places, web
from solidary.release.verify.pages import header_faults, names_in, outside
from solidary.release.verify.walk import BrokenTreeError, entries_of, safe
from solidary.serving.front.reader_files import reader_page
from solidary.serving.front.request import readable
from tests.fixtures.work import little_work
from tests.press.signed import copy_of, examined, kinds, served

pytestmark = pytest.mark.usefixtures("no_pause")
SHA = "ab" * 32


@pytest.mark.parametrize(
    "path",
    [
        "../x", "a/../../x", "/etc/passwd", "a//b", "a/./b", "", ".git/config", "a\\b", "C:/x",
        "a\0b", "a\nb", "a\u202eb", "a" * 700, "en/.htaccess",
    ],
)  # fmt: skip
def test_an_address_that_leads_out_is_no_line_of_a_tree(path: str) -> None:
    assert not safe(path)
    with pytest.raises(BrokenTreeError):
        entries_of(f"{SHA} 3 {path}\n".encode())


@pytest.mark.parametrize(
    "data",
    [
        b"x", b"\xff\xfe\n", b"\n", f"{SHA} 3 a".encode(), f"{SHA} -3 a\n".encode(),
        f"{SHA} 03 a\n".encode(), f"{SHA.upper()} 3 a\n".encode(), f"{SHA} {'9' * 40} a\n".encode(),
        f"{SHA} 3 b\n{SHA} 3 a\n".encode(), f"{SHA} 3 a\n{SHA} 3 a\n".encode(),
        f"{SHA} ३ a\n".encode(), b"a" * 3_000_000 + b"\n",
    ],
)  # fmt: skip
def test_what_is_no_part_of_a_tree_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenTreeError):
        entries_of(data)


@given(st.binary(max_size=400))
def test_no_bytes_whatever_break_the_reading_of_a_tree(data: bytes) -> None:
    try:
        assert lines_of(entries_of(data)) == data
    except BrokenTreeError:
        return


def signed_with(home: Path, copy: Path, tree: bytes) -> None:
    """Put a tree of our own under a root the newsroom's key signs: the worst a thief could do."""
    from dataclasses import replace

    signer, root = open_signer(home / "keys"), read_root(copy)
    assert signer is not None and root is not None
    shard = hashlib.sha256(tree).hexdigest()
    first = tree.split(b"\n")[0].rpartition(b" ")[2][:200].decode("utf-8", "replace") or "a"
    top = f"{shard} {len(tree)} {first}\n".encode()
    top_sha = hashlib.sha256(top).hexdigest()
    for sha, data in ((shard, tree), (top_sha, top)):
        (copy / "tree" / f"{sha}.txt").write_bytes(data)
    forged = replace(root, tree=top_sha)
    signature = minisign.sign(
        forged.text(), signer.key, what="root.txt", trusted=forged.trusted_comment
    )
    (copy / "root.txt").write_bytes(forged.text())
    (copy / "root.txt.minisig").write_bytes(signature)
    (copy / "tree" / f"{forged.sha256}.minisig").write_bytes(signature)


@pytest.mark.parametrize(
    "tree",
    [
        f"{SHA} 5 ../outside\n".encode(),
        f"{SHA} 5 /etc/hostname\n".encode(),
        b"a" * 20_000_000 + b"\n",
        f"{SHA} 999999999999999 en/index.html\n".encode(),
        f"{SHA} 5 root.txt\n".encode(),
        f"{SHA} 5 robots.txt\n".encode(),
    ],
    ids=["climbs", "absolute", "long line", "endless size", "root in tree", "overlay in tree"],
)
def test_a_signed_tree_that_is_hostile_harms_nobody(
    home: Path, site: Path, key: minisign.PublicKey, tmp_path: Path, tree: bytes
) -> None:
    copy = copy_of(site, tmp_path / "copy")
    signed_with(home, copy, tree)
    with little_work(20):
        report = examined(copy, key)
    assert report.state is State.TAMPERED


def test_a_zip_bomb_is_read_no_further_than_was_published(
    site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(site.rglob("*")):
            if path.is_file():
                address = str(path.relative_to(site))
                many = address.endswith("index.html")
                archive.writestr(address, bytes(200_000_000) if many else path.read_bytes())
                if many:
                    break
        for name in ("root.txt", "root.txt.minisig", "certificate.txt", "certificate.txt.minisig"):
            archive.write(site / name, name)
        for path in (site / "tree").iterdir():
            archive.write(path, f"tree/{path.name}")
    with little_work(20):
        report = examined(bomb, key)
    assert "changed" in kinds(report)


def test_members_that_lead_out_of_a_package_are_named_and_never_written(
    site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    package = tmp_path / "site.tar"
    with tarfile.open(package, "w") as archive:
        archive.add(site, "site")
        for name, kind in (("site/../../climbs.html", tarfile.REGTYPE), ("site/l", tarfile.SYMTYPE),
                           ("site/index.html", tarfile.REGTYPE), ("other", tarfile.REGTYPE)):  # fmt: skip
            member = tarfile.TarInfo(name)
            member.type, member.linkname, member.size = kind, "/etc/hostname", 0
            archive.addfile(member, io.BytesIO(b""))
    report = examined(package, key)
    assert kinds(report) == {"added"}
    assert report.counts["added"] == 4
    assert not (tmp_path.parent / "climbs.html").exists()


def test_a_faithful_place_behind_an_address_is_sound(site: Path, key: minisign.PublicKey) -> None:
    for folder in ("/", "/deep/er/"):
        with served(site, folder=folder) as address:
            report = examined(address, key, withdrawn=True)
            assert report.state is State.SOUND, list(report.lines())
            assert report.checked == report.objects > 20
            assert examined(f"{address}index.html", key, sample=5).checked <= 5


def test_headers_are_held_against_the_profile(site: Path, key: minisign.PublicKey) -> None:
    with served(site, dressed=False) as address:
        report = examined(address, key)
    assert (report.state, kinds(report)) == (State.EXPOSED, {"header"})
    assert "Content-Security-Policy is not sent" in {each.said for each in report.findings}


def test_a_place_nobody_answers_at_is_unreachable(key: minisign.PublicKey) -> None:
    report = examined("http://127.0.0.1:1/", key)
    assert (report.state, report.state.exit_code) == (State.UNREACHABLE, 5)


def test_an_endless_answer_is_cut_off(site: Path, key: minisign.PublicKey) -> None:
    pieces = 0

    def endless(handler: BaseHTTPRequestHandler, address: str) -> bool:
        nonlocal pieces
        if not address.endswith(".html"):
            return False
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        try:
            for _ in range(20_000):
                handler.wfile.write(bytes(65_536))
                pieces += 1
        except OSError:
            pass
        return True

    with served(site, answer=endless) as address:
        report = examined(address, key)
    assert (report.state, kinds(report)) == (State.TAMPERED, {"changed"})
    asked = sum(1 for _ in site.rglob("*.html"))
    assert pieces < 200 * asked, "it was read on, far beyond what a line holds back"


def test_answers_that_drip_or_never_come_are_given_up(
    site: Path, key: minisign.PublicKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drips(handler: BaseHTTPRequestHandler, address: str) -> bool:
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        try:
            for _ in range(100):
                handler.wfile.write(b"s")
                time.sleep(0.1)
        except OSError:
            pass
        return True

    def silent(handler: BaseHTTPRequestHandler, address: str) -> bool:
        time.sleep(2)
        handler.close_connection = True
        return True

    plain = web.WebSource
    monkeypatch.setattr(web, "SLOWEST", 10**9)
    monkeypatch.setattr(
        places, "WebSource", lambda address: plain(address, timeout=0.3, patience=0.5)
    )
    for answer in (drips, silent):
        with served(site, answer=answer) as address:
            report = examined(address, key)
        assert report.state is State.UNREACHABLE
        assert "slowly" in report.findings[0].said or "in time" in report.findings[0].said


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, "missing"), (410, "missing"), (302, "redirected"), (500, "unreachable"),
     (403, "unreachable"), (429, "unreachable")],
)  # fmt: skip
def test_answers_other_than_the_object_are_named(
    site: Path, key: minisign.PublicKey, status: int, kind: str
) -> None:
    def answers(handler: BaseHTTPRequestHandler, address: str) -> bool:
        if address != "en/index.html":
            return False
        handler.send_response(status)
        handler.send_header("Location", "https://elsewhere.example/")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return True

    with served(site, answer=answers) as address:
        report = examined(address, key)
    assert [(each.kind, each.address) for each in report.findings] == [(kind, "en/index.html")]


def test_a_place_that_keeps_what_was_withdrawn_is_named(
    site: Path, key: minisign.PublicKey
) -> None:
    page = str(next(site.glob("en/s/*/*.html")).relative_to(site))
    with served(site) as address:
        report = examined(address, key, gone=(page, "en/s/no/nothing.html", "../etc/passwd"))
    assert {(each.kind, each.address) for each in report.findings} == {
        ("withdrawn", page), ("unreachable", "../etc/passwd"),
    }  # fmt: skip


def test_a_cut_off_answer_is_no_change(site: Path, key: minisign.PublicKey) -> None:
    def cut(handler: BaseHTTPRequestHandler, address: str) -> bool:
        if address != "en/index.html":
            return False
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(b"<!doctype")
        handler.close_connection = True
        return True

    with served(site, answer=cut) as address:
        assert kinds(examined(address, key)) == {"unreachable"}


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('<img src="https://eye.example/x.gif">', "loads from eye.example"),
        ('<img srcset="a.webp 1x, //eye.example/b.webp 2x">', "loads from eye.example"),
        ("<script>alert(1)</script>", "carries a script"),
        ('<p onclick="x()">', "carries a script"),
        ('<link rel="Stylesheet" href="http://eye.example/s.css">', "loads from eye.example"),
        ('<link rel=preconnect href="//eye.example">', "loads from eye.example"),
        ('<style>@import "//eye.example/x.css";</style>', "loads from eye.example"),
        ('<p style="background:url(https://eye.example/x)">', "loads from eye.example"),
        (
            '<meta http-equiv=refresh content="0;url=https://eye.example/">',
            "loads from eye.example",
        ),
        ('<form action="https://eye.example/send">', "loads from eye.example"),
        ('<iframe src="https://eye.example/">', "loads from eye.example"),
        ('<a href="../../../x.html">', "leads to a place above the release"),
        ('<a href="/x.html">', "leads to a place above the release"),
        ('<a href=" JavaScript:alert(1)">', "carries a script"),
    ],
)
def test_what_leads_outside_is_named(markup: str, said: str) -> None:
    wrong, hosts = outside("en/s/page.html", markup)
    assert wrong == [said]
    assert "eye.example" not in hosts


def test_links_readers_may_follow_are_counted_and_inner_ones_are_nothing() -> None:
    markup = '<a href="https://example.org/a">x</a><a href="../all.html">y</a><a href="#top">z</a>'
    assert outside("en/s/page.html", markup) == ([], ["example.org"])


def test_headers_that_track_or_weaken_are_told() -> None:
    from solidary.release.headers import headers_for

    right = {name.lower(): [value] for name, value in headers_for("en/index.html").items()}
    assert list(header_faults("en/index.html", right)) == []
    assert list(header_faults("en/index.html", right | {"cache-control": ["no-store"]})) == []
    canonical = '<https://news.example/house/en/index.html>; rel="canonical"'
    assert list(header_faults("en/index.html", right | {"link": [canonical]})) == []
    for link in (
        "<https://elsewhere.example/x.css>; rel=preload; as=style",
        canonical.replace("canonical", "preload"),
        f"{canonical}, <https://elsewhere.example/>; rel=dns-prefetch",
        '<https://news.example/other.html>; rel="canonical"',
    ):
        assert list(header_faults("en/index.html", right | {"link": [link]})) == ["Link is sent"]
    assert list(header_faults("en/index.html", right | {"set-cookie": ["id=1"]})) == [
        "Set-Cookie is sent"
    ]
    weak = right | {"content-security-policy": ["default-src *"]}
    assert list(header_faults("en/index.html", weak)) == [
        "Content-Security-Policy is other than the profile says"
    ]


@pytest.mark.parametrize("given", [{}, {"cross-origin-resource-policy": ["same-origin"]}])
@pytest.mark.parametrize("address", ["p/ab/abcdefghi-0123abcd-480.webp", "m/fi/film-0123abcd.mp4"])
def test_a_place_where_feed_readers_get_no_pictures_exposes_nobody(
    address: str, given: dict[str, list[str]]
) -> None:
    from solidary.release.headers import headers_for

    said = {name.lower(): [value] for name, value in headers_for(address).items()}
    assert said.pop("cross-origin-resource-policy") == ["cross-origin"]
    assert list(header_faults(address, said | given)) == []
    page = {name.lower(): [value] for name, value in headers_for("en/index.html").items()}
    assert page["cross-origin-resource-policy"] == ["same-origin"]


def test_a_zip_of_a_part_of_a_release_is_missing_the_rest(
    site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "part.zip", "w") as archive:
        for address in ("root.txt", "root.txt.minisig"):
            archive.write(site / address, address)
    assert kinds(examined(tmp_path / "part.zip", key)) == {"missing"}


def test_our_own_front_serves_readers_by_the_profile(site: Path) -> None:
    for address in (
        "en/index.html",
        "root.txt",
        "root.txt.minisig",
        "certificate.txt",
        "en/latest.html",
    ):
        answer = reader_page(site, readable(f"/{address}"), lambda name: "")
        assert answer.status == 200, address
        told = {name.lower(): [value] for name, value in answer.headers.items()}
        assert list(header_faults(address, told)) == []
        assert answer.body == (site / address).read_bytes()


def test_ids_are_found_wherever_a_text_names_them() -> None:
    text = (
        '<a href="../s/7f/7f3kqwxyz.html">x</a> <id>urn:story:bcdfghjkm</id> '
        '<img srcset="../../p/9k/9kbcdfghj-0a1b2c3d-480.webp 480w"> '
        '"https://example.org/m/in/talk_anna-0a1b2c3d.mp4" '
        '<a href="../d/in/talk_anna-0a1b2c3d.pdf">'
    )
    found = set(names_in(text))
    assert {"7f3kqwxyz", "bcdfghjkm", "9kbcdfghj"} <= found
    assert {name for name in found if "talk" in name} == {
        "m/talk_anna",
        "d/talk_anna",
    }
