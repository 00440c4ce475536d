"""A newsroom's word: roots that are signed, that expire, and that outlive a lost key."""

from __future__ import annotations

import logging
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.press.folder import signing
from solidary.press.folder.signing import resign_if_due
from solidary.press.publish import publish_full, publish_pending
from solidary.release import minisign
from solidary.release import statements as statements
from solidary.release.keyring import UnusableKeyError, new_keys, open_signer, renew
from solidary.release.statements import (
    MalformedError,
    parse_certificate,
    parse_root,
    parse_withdrawn,
    read_root,
)
from solidary.release.verify import State
from solidary.release.writing import Folder
from solidary.stories.models import Story
from tests.fixtures.programs import program
from tests.press.archive import SMALL, files_of, story, withdraw
from tests.press.signed import examined, root_key, signed_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def stock_minisign() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The distribution's own minisign, as a reader has it."""
    minisign = program("minisign", package="minisign")

    def run(*told: object, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [minisign, *map(str, told)], input=typed, capture_output=True, text=True, timeout=60
        )

    return run


def at_a_later_time(patch: pytest.MonkeyPatch, days: float) -> None:
    later = statements.now() + timedelta(days=days)
    patch.setattr(signing, "now", lambda: later)


def test_stock_minisign_accepts_root_and_certificate(home: Path, stock_minisign: Callable) -> None:
    site = signed_release(home)
    signer = open_signer(home / "keys")
    assert signer is not None
    done = stock_minisign("-V", "-P", signer.certified.release_key, "-m", site / "root.txt")
    assert done.returncode == 0, done.stderr
    assert "Trusted comment: solidary release 1, expires 20" in done.stdout
    done = stock_minisign("-V", "-p", home / "keys" / "root.pub", "-m", site / "certificate.txt")
    assert done.returncode == 0, done.stderr
    (site / "root.txt").write_bytes((site / "root.txt").read_bytes().replace(b"e", b"f", 1))
    done = stock_minisign("-V", "-P", signer.certified.release_key, "-m", site / "root.txt")
    assert done.returncode != 0


@pytest.mark.parametrize("passphrase", ["", "пароль correct horse"])
def test_stock_minisign_signs_with_our_secret_keys(
    tmp_path: Path, stock_minisign: Callable, passphrase: str
) -> None:
    key = minisign.new_key()
    (tmp_path / "key").write_bytes(minisign.write_secret(key, passphrase))
    (tmp_path / "file").write_bytes(b"words")
    open_key = () if passphrase else ("-W",)
    done = stock_minisign(
        "-S", *open_key, "-s", tmp_path / "key", "-m", tmp_path / "file", typed=f"{passphrase}\n"
    )
    assert done.returncode == 0, done.stderr
    signature = minisign.read_signature((tmp_path / "file.minisig").read_bytes())
    minisign.check(b"words", signature, key.public)


def test_keys_made_by_stock_minisign_open_here(tmp_path: Path, stock_minisign: Callable) -> None:
    done = stock_minisign("-G", "-W", "-p", tmp_path / "pub", "-s", tmp_path / "key")
    assert done.returncode == 0, done.stderr
    public = minisign.read_public((tmp_path / "pub").read_text())
    assert minisign.read_secret((tmp_path / "key").read_bytes()).public == public
    assert public.file() == (tmp_path / "pub").read_bytes()


@given(st.binary(max_size=200), st.data())
def test_one_flipped_bit_breaks_a_signature(data: bytes, draw: st.DataObject) -> None:
    key = minisign.new_key()
    file = minisign.sign(data, key, what="words", trusted="release 7")
    position = draw.draw(st.integers(0, len(file) - 1))
    spoilt = bytearray(file)
    spoilt[position] ^= 1 << draw.draw(st.integers(0, 7))
    try:
        signature = minisign.read_signature(bytes(spoilt))
        assert signature.number == key.public.number
        minisign.check(data, signature, key.public)
        assert signature.comment == minisign.comment_of("words", key.public.name)
    except (minisign.UnreadableError, minisign.BadSignatureError, AssertionError):
        return
    pytest.fail(f"byte {position} may be changed unseen")


def test_a_wrong_passphrase_is_told_from_a_damaged_key() -> None:
    file = minisign.write_secret(minisign.new_key(), "right")
    assert minisign.is_locked(file)
    with pytest.raises(minisign.WrongPassphraseError, match="passphrase"):
        minisign.read_secret(file, "wrong")
    with pytest.raises(minisign.WrongPassphraseError, match="needs its passphrase"):
        minisign.read_secret(file)
    with pytest.raises(minisign.UnreadableError, match="isn't a secret key"):
        minisign.read_secret(file[:-9])


def test_a_secret_key_never_shows_in_a_traceback() -> None:
    key = minisign.new_key()
    assert repr(key) == f"SecretKey({key.public.name})"


def test_a_release_without_keys_is_as_it_was(home: Path) -> None:
    from tests.press.archive import newsroom

    newsroom()
    story()
    publish_pending(rules=SMALL)
    root = read_root(home / "site")
    assert root is not None and root.signed is None
    assert resign_if_due() is None
    assert not list((home / "site").glob("*.minisig"))


def test_keys_that_come_later_sign_what_stands_and_change_no_page(home: Path) -> None:
    from tests.press.archive import newsroom

    newsroom()
    story()
    publish_pending(rules=SMALL)
    before = files_of(home / "site")
    new_keys(home / "keys", home / "offline", "", "")
    report = publish_pending(rules=SMALL)
    after = files_of(home / "site")
    assert report.written == 0
    assert report.sequence == 2
    assert {address for address in after if after.get(address) == before.get(address)} == set(
        before
    )
    assert examined(home / "site", root_key(home)).state is State.SOUND


def test_a_publish_that_changes_nothing_keeps_the_root_and_its_date(home: Path) -> None:
    site = signed_release(home)
    before = files_of(site, root=True)
    publish_pending(rules=SMALL)
    publish_full(rules=SMALL)
    assert files_of(site, root=True) == before


def test_a_root_halfway_to_its_expiry_is_signed_anew_and_nothing_else_changes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = signed_release(home)
    before = read_root(site)
    pages = {name: data for name, data in files_of(site).items() if "tree/" not in name}
    at_a_later_time(monkeypatch, 6)
    assert resign_if_due() is None
    at_a_later_time(monkeypatch, 8)
    after = resign_if_due()
    assert before is not None and after is not None and after.signed is not None
    assert (after.sequence, after.previous) == (before.sequence + 1, before.sha256)
    assert (after.tree, after.overlay) == (before.tree, before.overlay)
    assert pages.items() - files_of(site).items() <= {
        ("root.txt.minisig", pages["root.txt.minisig"])
    }
    assert examined(site, root_key(home), days=21).state is State.SOUND
    assert examined(site, root_key(home), days=23).state is State.STALE


def test_a_root_from_a_clock_that_had_jumped_ahead_is_signed_anew(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = signed_release(home)
    with monkeypatch.context() as patch:
        at_a_later_time(patch, 3000)
        assert resign_if_due() is not None
    assert examined(site, root_key(home)).counts["clock"] == 1
    assert resign_if_due() is not None
    assert examined(site, root_key(home)).state is State.SOUND


def test_a_kill_after_any_single_write_leaves_a_release_that_verifies(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = signed_release(home)
    key = root_key(home)
    put, remove = Folder.put, Folder.remove

    class Killed(BaseException):
        pass

    for number in range(1, 60):
        left = [number]

        def count(left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Killed

        def counted_put(folder: Folder, *told: object, **more: object) -> bool:
            count()
            return put(folder, *told, **more)  # type: ignore[arg-type]

        def counted_remove(folder: Folder, address: str) -> bool:
            count()
            return remove(folder, address)

        with monkeypatch.context() as patch:
            patch.setattr(Folder, "put", counted_put)
            patch.setattr(Folder, "remove", counted_remove)
            try:
                assert resign_if_due(force=True) is not None
                finished = True
            except Killed:
                finished = False
        root = read_root(site)
        assert root is not None
        named = (site / "tree" / f"{root.sha256}.minisig").read_bytes()
        signer = open_signer(home / "keys")
        assert signer is not None
        minisign.check(root.text(), minisign.read_signature(named), signer.key.public)
        publish_pending(rules=SMALL)
        publish_full(rules=SMALL)
        assert examined(site, key).state is State.SOUND
        if finished:
            break
    else:
        pytest.fail("signing never came to its end")


def test_a_lost_release_key_is_replaced_and_readers_keep_their_key(home: Path) -> None:
    site = signed_release(home)
    key, old = root_key(home), open_signer(home / "keys")
    assert old is not None
    (home / "keys" / "release.key").unlink()
    renew(home / "keys", home / "site", home / "offline" / "root.key", "", "")
    publish_pending(rules=SMALL)
    fresh = open_signer(home / "keys")
    assert fresh is not None
    assert fresh.certified.number == 2
    assert fresh.certified.revoked == (old.key.public.name,)
    report = examined(site, key)
    assert report.state is State.SOUND
    assert report.signed_by == fresh.key.public.name


def test_a_lost_home_is_replaced_with_the_root_key_alone(home: Path, tmp_path: Path) -> None:
    signed_release(home)
    shutil.copytree(home / "offline", tmp_path / "stick")
    signer = renew(
        tmp_path / "new home" / "keys",
        tmp_path / "new home" / "site",
        tmp_path / "stick" / "root.key",
        "",
        "",
    )
    assert signer.certified.number == 2
    assert signer.certified.revoked


@pytest.mark.parametrize("place", ["release.key"])
def test_a_key_others_may_read_stops_the_publish_with_one_line(home: Path, place: str) -> None:
    site = signed_release(home)
    before = files_of(site, root=True)
    (home / "keys" / place).chmod(0o644)
    story("Another")
    with pytest.raises(UnusableKeyError, match="can be read by others: chmod 600"):
        publish_pending(rules=SMALL)
    assert files_of(site, root=True) == before


def test_a_missing_passphrase_stops_the_publish_with_one_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    new_keys(home / "keys", home / "offline", "", "secret words")
    with pytest.raises(UnusableKeyError, match="needs its passphrase"):
        publish_pending(rules=SMALL)
    monkeypatch.setenv("SOLIDARY_KEY_PASSPHRASE", "wrong words")
    with pytest.raises(UnusableKeyError, match="passphrase is wrong"):
        publish_pending(rules=SMALL)
    words = tmp_path / "words"
    words.write_text("secret words\n")
    words.chmod(0o600)
    monkeypatch.setenv("SOLIDARY_KEY_PASSPHRASE_FILE", str(words))
    assert open_signer(home / "keys") is not None
    words.chmod(0o640)
    with pytest.raises(UnusableKeyError, match="chmod 600"):
        open_signer(home / "keys")


def test_a_certificate_for_another_key_is_told(home: Path) -> None:
    signed_release(home)
    other = minisign.write_secret(minisign.new_key(), "")
    (home / "keys" / "release.key").write_bytes(other)
    with pytest.raises(UnusableKeyError, match="isn't the key its certificate names"):
        open_signer(home / "keys")


@pytest.mark.parametrize("told", ["0", "366", "two", "-3"])
def test_a_root_lasts_a_number_of_days_that_makes_sense(
    home: Path, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    monkeypatch.setenv("SOLIDARY_ROOT_DAYS", told)
    with pytest.raises(UnusableKeyError, match="from 1 to 365"):
        publish_pending(rules=SMALL)


def test_new_keys_never_overwrite_old_ones(home: Path) -> None:
    new_keys(home / "keys", home / "offline", "", "")
    before = (home / "keys" / "release.key").read_bytes()
    with pytest.raises(UnusableKeyError, match="there already"):
        new_keys(home / "keys", home / "elsewhere", "", "")
    assert (home / "keys" / "release.key").read_bytes() == before
    for path in (home / "keys" / "release.key", home / "offline" / "root.key"):
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_withdrawn_list_names_stories_and_what_only_they_showed(home: Path) -> None:
    site = signed_release(home)
    root = read_root(site)
    assert root is not None and root.signed is not None
    assert (site / "tree" / f"{root.signed.withdrawn}.txt").read_bytes() == b""
    chain = Story.objects.get(headline="The chain")
    picture = chain.body.raw_data[0]["value"]["photo"]
    withdraw(chain)
    publish_pending(rules=SMALL)
    root = read_root(site)
    assert root is not None and root.signed is not None
    text = (site / "tree" / f"{root.signed.withdrawn}.txt").read_bytes()
    withdrawn = parse_withdrawn(text)
    from solidary.stories.models import Photo

    assert withdrawn.names(chain.address)
    assert withdrawn.names(Photo.objects.get(pk=picture).address)
    assert not withdrawn.names(Story.objects.get(headline="The day").address)
    assert chain.address.encode() not in text and b"chain" not in text


@given(st.binary(max_size=300))
def test_what_is_no_statement_is_refused(data: bytes) -> None:
    for parse in (parse_root, parse_certificate):
        with pytest.raises(MalformedError):
            parse(data)


def test_a_certificate_about_to_end_is_told_in_the_log(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    signed_release(home)
    at_a_later_time(monkeypatch, 380)
    with caplog.at_level(logging.WARNING):
        resign_if_due()
    assert "certificate ends soon" in caplog.text
