"""Whoever has the key can tell what a copy is: sound, tampered, stale, exposed or out of reach."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from solidary.cli import solidary
from solidary.press.folder.signing import resign_if_due
from solidary.press.publish import publish_pending
from solidary.release import minisign
from solidary.release.keyring import RELEASE_KEY, new_keys, open_signer, renew
from solidary.release.statements import read_root
from solidary.release.verify import Memory, State
from solidary.stories.models import Story
from tests.fixtures.laws import examples
from tests.press.archive import SMALL, files_of, story, withdraw
from tests.press.signed import copy_of, examined, kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]
PROOFS = ("root.txt", "certificate.txt", "tree/")


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    return copy_of(site, tmp_path / "copy")


def page_of(copy: Path) -> Path:
    return next(iter(sorted(copy.glob("en/s/*/*.html"))))


def test_a_faithful_copy_is_sound(copy: Path, key: minisign.PublicKey) -> None:
    report = examined(copy, key, withdrawn=True)
    assert report.state is State.SOUND, list(report.lines())
    files = [name for name in files_of(copy) if not name.startswith(PROOFS)]
    assert report.checked == report.objects == len(files)
    assert report.withdrawn == 0


def test_the_release_key_itself_is_a_key_to_check_with(copy: Path, site: Path, home: Path) -> None:
    signer = open_signer(home / "keys")
    assert signer is not None
    report = examined(copy, signer.key.public)
    assert report.state is State.SOUND
    assert report.certificate is None


@pytest.mark.hypothesis
def test_one_flipped_bit_anywhere_is_found_and_named_for_where_it_is(
    site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    copy = copy_of(site, tmp_path / "copy")
    names = sorted(name for name, data in files_of(copy, root=True).items() if data)

    @hypothesis_settings(
        max_examples=examples(150, at_first=40),
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(st.sampled_from(names), st.integers(0, 2**20), st.integers(0, 7))
    def flip(name: str, position: int, bit: int) -> None:
        path = copy / name
        right = path.read_bytes()
        spoilt = bytearray(right)
        spoilt[position % len(right)] ^= 1 << bit
        path.write_bytes(spoilt)
        try:
            report = examined(copy, key)
        finally:
            path.write_bytes(right)
        assert report.state is State.TAMPERED, (name, position % len(right), bit)
        if not name.startswith(PROOFS):
            assert [(each.kind, each.address) for each in report.findings] == [("changed", name)]
        elif name.startswith("tree/") and name.endswith(".txt"):
            assert name in {each.address for each in report.findings}
        else:
            assert kinds(report) <= {"root", "signature", "other key", "certificate", "missing"}

    flip()


def test_every_byte_of_what_is_signed_counts(copy: Path, key: minisign.PublicKey) -> None:
    for name in ("root.txt", "root.txt.minisig", "certificate.txt", "certificate.txt.minisig"):
        path = copy / name
        right = path.read_bytes()
        for position in range(len(right)):
            path.write_bytes(
                right[:position] + bytes([right[position] ^ 1]) + right[position + 1 :]
            )
            report = examined(copy, key)
            assert report.state is State.TAMPERED, (name, position)
        for more in (right + b"\n", right[:-1], b"", right * 2000):
            path.write_bytes(more)
            assert examined(copy, key).state is State.TAMPERED, (name, len(more))
        path.write_bytes(right)


def test_a_removed_file_is_missing(copy: Path, key: minisign.PublicKey) -> None:
    gone = page_of(copy)
    gone.unlink()
    report = examined(copy, key)
    assert [(each.kind, each.address) for each in report.findings] == [
        ("missing", str(gone.relative_to(copy)))
    ]


def test_a_longer_and_a_shorter_file_are_told_apart(copy: Path, key: minisign.PublicKey) -> None:
    page = page_of(copy)
    right = page.read_bytes()
    page.write_bytes(right + b" ")
    assert "longer" in examined(copy, key).findings[0].said
    page.write_bytes(right[:-1])
    assert "shorter" in examined(copy, key).findings[0].said


@pytest.mark.parametrize(
    "name", ["en/s/zz/zzzzzzzzz.html", ".htaccess", "tree/more.txt", "root.txt.part", "a/b/c/d"]
)
def test_an_added_file_is_named(copy: Path, key: minisign.PublicKey, name: str) -> None:
    (copy / name).parent.mkdir(parents=True, exist_ok=True)
    (copy / name).write_text("<p>Come to the square</p>")
    report = examined(copy, key)
    assert [(each.kind, each.address) for each in report.findings] == [("added", name)]


def test_a_link_is_no_file_and_is_not_followed(
    copy: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    page = page_of(copy)
    page.rename(tmp_path / "elsewhere.html")
    page.symlink_to(tmp_path / "elsewhere.html")
    assert kinds(examined(copy, key)) == {"missing", "added"}
    page.unlink()
    (tmp_path / "elsewhere.html").rename(page)
    whole = copy / "en"
    whole.rename(tmp_path / "en")
    whole.symlink_to(tmp_path / "en")
    assert kinds(examined(copy, key)) == {"missing", "added"}


def test_an_old_release_put_back_is_rolled_back(
    site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    old = copy_of(site, tmp_path / "old")
    story("Newer")
    publish_pending(rules=SMALL)
    memory = Memory(tmp_path / "state" / "seen.json")
    assert examined(old, key, memory=memory).state is State.SOUND
    assert examined(site, key, memory=memory).state is State.SOUND
    report = examined(old, key, memory=memory)
    assert (report.state, kinds(report)) == (State.STALE, {"rolled back"})
    assert (tmp_path / "state" / "seen.json").stat().st_mode & 0o777 == 0o600
    assert examined(site, key, memory=memory).state is State.SOUND


def test_two_releases_of_one_number_are_a_fork(
    site: Path, key: minisign.PublicKey, tmp_path: Path, home: Path
) -> None:
    one = copy_of(site, tmp_path / "one")
    resign_if_due(force=True)
    memory = Memory(tmp_path / "seen.json")
    assert examined(site, key, memory=memory).state is State.SOUND
    copy_of(one, site)
    story("Told to some only")
    publish_pending(rules=SMALL)
    assert read_root(site).sequence == 2  # type: ignore[union-attr]
    assert kinds(examined(site, key, memory=memory)) == {"forked"}


def test_a_damaged_memory_is_told_and_is_no_accusation(
    copy: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    for told in ("no json", "[]", '{"x": 3}'):
        (tmp_path / "seen.json").write_text(told)
        report = examined(copy, key, memory=Memory(tmp_path / "seen.json"))
        assert report.state is State.SOUND
        assert "can't be read" in report.notes[0]


def test_an_expired_root_is_stale(copy: Path, key: minisign.PublicKey) -> None:
    report = examined(copy, key, days=15)
    assert (report.state, kinds(report)) == (State.STALE, {"expired"})
    assert kinds(examined(copy, key, days=500)) == {"expired", "certificate expired"}
    assert kinds(examined(copy, key, days=-3)) == {"clock"}


def test_a_root_signed_by_another_key_is_named_for_it(
    home: Path, copy: Path, key: minisign.PublicKey
) -> None:
    stranger = minisign.new_key()
    assert kinds(examined(copy, stranger.public)) == {"other key"}
    root = read_root(copy)
    assert root is not None
    forged = minisign.sign(root.text(), stranger, what="root.txt", trusted=root.trusted_comment)
    (copy / "root.txt.minisig").write_bytes(forged)
    (copy / "tree" / f"{root.sha256}.minisig").write_bytes(forged)
    report = examined(copy, key)
    assert kinds(report) == {"other key"}
    assert stranger.public.name in report.findings[0].said


def test_a_whole_release_by_another_newsroom_is_named_for_it(
    home: Path, site: Path, key: minisign.PublicKey
) -> None:
    (home / "keys" / RELEASE_KEY).unlink()
    new_keys(home / "keys", home / "stranger", "", "")
    publish_pending(rules=SMALL)
    report = examined(site, key)
    assert [(each.kind, each.address) for each in report.findings] == [
        ("other key", "certificate.txt")
    ]


def test_a_swapped_certificate_is_named_for_it(
    home: Path, site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    old = copy_of(site, tmp_path / "old")
    renew(home / "keys", home / "site", home / "offline" / "root.key", "", "")
    publish_pending(rules=SMALL)
    for name in ("certificate.txt", "certificate.txt.minisig"):
        (site / name).write_bytes((old / name).read_bytes())
    assert kinds(examined(site, key)) == {"certificate"}


def test_a_release_by_a_revoked_key_is_named_for_it_with_or_without_its_old_certificate(
    home: Path, site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    old = copy_of(site, tmp_path / "old")
    memory = Memory(tmp_path / "seen.json")
    renew(home / "keys", home / "site", home / "offline" / "root.key", "", "")
    publish_pending(rules=SMALL)
    examined(site, key, memory=memory)
    report = examined(old, key, memory=memory)
    assert (report.state, kinds(report)) == (State.TAMPERED, {"revoked key"})
    assert "number 1; number 2 replaced it" in report.findings[0].said
    for name in ("certificate.txt", "certificate.txt.minisig"):
        (old / name).write_bytes((site / name).read_bytes())
    assert kinds(examined(old, key)) == {"revoked key"}


def test_a_release_that_was_never_signed_says_so(
    home: Path, copy: Path, key: minisign.PublicKey
) -> None:
    lines = (copy / "root.txt").read_bytes().splitlines(keepends=True)
    (copy / "root.txt").write_bytes(b"".join(lines[:5]))
    assert kinds(examined(copy, key)) == {"unsigned"}


def test_withdrawing_is_proved_and_a_copy_that_kept_the_story_is_named(
    site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    chain = Story.objects.get(headline="The chain")
    before = copy_of(site, tmp_path / "before")
    withdraw(chain)
    publish_pending(rules=SMALL)
    report = examined(site, key, withdrawn=True)
    assert report.state is State.SOUND, list(report.lines())
    assert report.withdrawn == 2
    page = f"en/s/{chain.address[:2]}/{chain.address}.html"
    (site / page).parent.mkdir(exist_ok=True)
    (site / page).write_bytes((before / page).read_bytes())
    picture = next(before.glob("p/*/*.webp")).relative_to(before)
    (site / picture).parent.mkdir(parents=True, exist_ok=True)
    (site / picture).write_bytes((before / picture).read_bytes())
    report = examined(site, key, withdrawn=True, gone=(page, "en/s/no/nothing.html"))
    assert ("withdrawn", page) in {(each.kind, each.address) for each in report.findings}
    assert ("withdrawn", str(picture)) in {(each.kind, each.address) for each in report.findings}


def test_a_sample_checks_as_many_objects_and_still_sees_what_was_added(
    copy: Path, key: minisign.PublicKey
) -> None:
    (copy / "en" / "added.html").write_text("more")
    report = examined(copy, key, sample=3)
    assert report.checked == 3
    assert kinds(report) == {"added"}


@pytest.fixture(params=["zip", "tar"])
def packed(request: pytest.FixtureRequest, copy: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.make_archive(str(tmp_path / "packed"), request.param, tmp_path, "copy"))


def test_a_packed_release_is_read_in_place(packed: Path, key: minisign.PublicKey) -> None:
    report = examined(packed, key)
    assert report.state is State.SOUND, list(report.lines())


def _within_a_page(packed: Path) -> int:
    """Where in the package a byte of a page lies, and not one of the package's own."""
    if packed.suffix == ".tar":
        return packed.read_bytes().index(b"<!doctype html>")
    with zipfile.ZipFile(packed) as opened:
        page = next(each for each in opened.infolist() if each.filename.endswith("/index.html"))
    # A file in a zip has a head of 30 bytes, then its name and what programs add to it.
    added = struct.unpack_from("<HH", packed.read_bytes(), page.header_offset + 26)
    return page.header_offset + 30 + sum(added) + page.compress_size // 2


def test_a_packed_release_can_be_spoilt_like_a_folder(
    packed: Path, key: minisign.PublicKey
) -> None:
    data = bytearray(packed.read_bytes())
    data[_within_a_page(packed)] ^= 1
    packed.write_bytes(data)
    assert examined(packed, key).state is State.TAMPERED


def command(*told: object) -> Result:
    return CliRunner().invoke(solidary, ["verify", *map(str, told)])


@pytest.fixture
def asked(home: Path, copy: Path, tmp_path: Path) -> Iterator[list[object]]:
    yield [copy, "--key", home / "keys" / "root.pub", "--state", tmp_path / "seen.json"]


def test_exit_codes_tell_sound_tampered_stale_and_unreachable_apart(
    asked: list[object], copy: Path, site: Path, tmp_path: Path
) -> None:
    done = command(*asked)
    assert done.exit_code == 0, done.output
    assert "SOUND: this is what the newsroom published." in done.output
    page_of(copy).write_text("other words")
    done = command(*asked, "--json")
    assert done.exit_code == 3
    told = json.loads(done.output)
    assert (told["state"], told["counts"]) == ("tampered", {"changed": 1})
    resign_if_due(force=True)
    assert command(site, *asked[1:]).exit_code == 0
    assert command(*asked).exit_code == 3, "tampered is graver than stale"
    assert command(tmp_path / "nowhere", *asked[1:]).exit_code == 5


def test_an_old_release_has_an_exit_code_of_its_own(asked: list[object], site: Path) -> None:
    resign_if_due(force=True)
    assert command(site, *asked[1:]).exit_code == 0
    done = command(*asked)
    assert done.exit_code == 4
    assert "rolled back: root.txt: is release 1; release 2 was seen before." in done.output


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("gopher://example.org/", "begins with http:// or https://"),
        ("http://", "begins with http:// or https://"),
        ("pyproject.toml", "neither a folder nor a release packed"),
    ],
)
def test_what_can_be_no_release_gets_one_clear_line(
    asked: list[object], place: str, said: str
) -> None:
    done = command(place, *asked[1:])
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())


def test_what_is_no_key_gets_one_clear_line(copy: Path) -> None:
    done = command(copy, "--key", "RWQ")
    assert done.exit_code == 2
    assert "isn't a public key in minisign's format" in done.output


def test_nothing_but_the_package_and_the_key_is_needed(
    home: Path, copy: Path, tmp_path: Path
) -> None:
    """In a fresh process, without Django's settings, a home or a place to write one."""
    asks = (
        "import sys\nfrom solidary.release.verify import Task, verify\n"
        "from solidary.release.minisign import read_public\n"
        f"key = read_public(open({str(home / 'keys' / 'root.pub')!r}).read())\n"
        f"print(verify({str(copy)!r}, Task(key)).state)\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'wagtail')])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", asks], capture_output=True, text=True, cwd=Path.cwd(),
        env={"PYTHONPATH": str(Path.cwd()), "SOLIDARY_HOME": "/nowhere/at/all"}, timeout=60,
    )  # fmt: skip
    assert done.stdout.split() == ["sound", "[]"], done.stderr
