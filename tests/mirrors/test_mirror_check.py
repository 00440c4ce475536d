"""A mirror is examined as readers meet it; what was withdrawn is shown to be gone, or isn't."""

from __future__ import annotations

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from solidary.cli import solidary
from solidary.mirrors import check as checking
from solidary.mirrors import confirmations
from solidary.mirrors.check import UncheckableError, check
from solidary.mirrors.models import Mirror
from solidary.mirrors.sync import lacking
from solidary.press.folder.signing import resign_if_due
from solidary.press.models import Withdrawal
from solidary.press.publish import publish_pending
from solidary.release.statements import now, read_root
from solidary.release.verify import State
from solidary.serving import courier
from solidary.stories.models import Story
from tests.mirrors.copies import under_sync
from tests.press.archive import SMALL, newsroom, story, withdraw
from tests.press.signed import copy_of, mirror_of, served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]


@pytest.fixture
def stick(site: Path, tmp_path: Path) -> Mirror:
    """A faithful copy that readers find at no address."""
    place = copy_of(site, tmp_path / "stick")
    return Mirror.objects.create(name="stick", kind="folder", place=str(place))


def again(mirror: Mirror) -> Mirror:
    return Mirror.objects.get(pk=mirror.pk)


def withdrawn_and_published() -> Withdrawal:
    chain = Story.objects.get(headline="The chain")
    withdraw(chain)
    publish_pending(rules=SMALL)
    return Withdrawal.objects.get(kind="story", ref=chain.pk)


def known_of(withdrawal: Withdrawal) -> confirmations.Confirmations:
    return confirmations.of(withdrawal, Mirror.objects.all())


def test_a_faithful_copy_is_sound_and_its_row_says_so(stick: Mirror, site: Path) -> None:
    report = check(stick, checked_from="phone in  Vilnius")
    assert report.state is State.SOUND, list(report.lines())
    row, root = again(stick), read_root(site)
    assert root is not None
    assert (row.state, row.sequence, row.root) == ("sound", root.sequence, root.sha256)
    assert (row.confirmed, row.checked_from) == (root.sequence, "phone in Vilnius")
    assert row.checked_at == row.confirmed_at


def test_a_mention_of_something_withdrawn_is_counted_and_keeps_no_mirror_from_confirming(
    stick: Mirror, site: Path
) -> None:
    chain = Story.objects.get(headline="The chain")
    story("A mention", standfirst=f"It was en/s/{chain.address[:2]}/{chain.address}.html")
    withdrawal = withdrawn_and_published()
    copy_of(site, Path(stick.place))
    assert check(stick).state is State.SOUND
    assert [one.name for one in known_of(withdrawal).confirmed] == ["stick"]
    assert again(stick).linked > 0


def test_a_spoilt_copy_is_tampered_and_confirms_nothing(stick: Mirror) -> None:
    (Path(stick.place) / "en" / "index.html").write_text("other words")
    assert check(stick).state is State.TAMPERED
    assert (again(stick).state, again(stick).confirmed) == ("tampered", 0)


def test_a_place_out_of_reach_keeps_what_was_known_of_it(stick: Mirror) -> None:
    check(stick)
    known = again(stick)
    Path(stick.place).rename(f"{stick.place}-away")
    assert check(known).state is State.UNREACHABLE
    row = again(stick)
    assert (row.state, row.sequence, row.confirmed) == ("unreachable", known.sequence, 1)


@pytest.mark.parametrize("sample", [None, 3])
def test_a_withdrawal_is_confirmed_when_the_mirror_is_without_it(
    stick: Mirror, site: Path, sample: int | None
) -> None:
    check(stick, sample)
    withdrawal = withdrawn_and_published()
    known = known_of(withdrawal)
    assert ([one.name for one in known.waiting], known.pictures) == (["stick"], None)
    assert confirmations.unconfirmed([again(stick)]) == 2
    check(again(stick), sample)
    assert again(stick).confirmed == 1, "the old release is sound, but still shows it"
    copy_of(site, Path(stick.place))
    assert check(again(stick), sample).state is State.SOUND
    withdrawal.refresh_from_db()
    known = known_of(withdrawal)
    assert [one.name for one in known.confirmed] == ["stick"]
    assert confirmations.unconfirmed([again(stick)]) == 0
    assert withdrawal.confirmed_at == again(stick).confirmed_at
    assert known.pictures == withdrawal.confirmed_at + timedelta(days=7)
    assert known.roots == withdrawal.gone_at + timedelta(days=14)


def test_what_left_and_is_not_signed_yet_is_confirmed_by_nobody(stick: Mirror) -> None:
    check(stick)
    left = now()
    Withdrawal.objects.create(kind="story", ref=1, gone_at=left)
    assert confirmations.unconfirmed([again(stick)]) == 1
    assert confirmations.unconfirmed([again(stick)], before=left) == 0
    assert confirmations.unconfirmed([]) == 0


def test_the_date_of_a_confirmation_stays_when_the_mirror_is_checked_again(
    stick: Mirror, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(stick)
    withdrawal = withdrawn_and_published()
    copy_of(site, Path(stick.place))
    check(again(stick))
    withdrawal.refresh_from_db()
    first = withdrawal.confirmed_at
    later = now() + timedelta(days=1)
    monkeypatch.setattr(checking.timezone, "now", lambda: later)
    check(again(stick))
    withdrawal.refresh_from_db()
    assert (withdrawal.confirmed_at, again(stick).confirmed_at) == (first, later)


@pytest.mark.parametrize("sample", [None, 3])
def test_a_mirror_that_keeps_a_withdrawn_page_never_confirms(
    stick: Mirror, site: Path, tmp_path: Path, sample: int | None
) -> None:
    """The tree is right; the page is served all the same, to those who have its address."""
    old = copy_of(site, tmp_path / "old")
    withdrawal = withdrawn_and_published()
    (page,) = withdrawal.addresses
    copy_of(site, Path(stick.place))

    def keeps(handler: BaseHTTPRequestHandler, address: str) -> bool:
        if address != page:
            return False
        handler.send_response(200)
        handler.send_header("Content-Length", "3")
        handler.end_headers()
        handler.wfile.write(b"old")
        return True

    assert (old / page).is_file()
    with served(Path(stick.place), answer=keeps) as address:
        mirror_of(site, Path(stick.place), address, site.parent)
        mirror = Mirror.objects.create(
            name="web", kind="folder", place=stick.place, address=address
        )
        report = check(mirror, sample)
    assert [(each.kind, each.address) for each in report.findings] == [("withdrawn", page)]
    assert again(mirror).confirmed == 0
    assert "web" in {one.name for one in known_of(withdrawal).waiting}


def test_at_an_address_headers_and_the_overlay_count(site: Path, tmp_path: Path) -> None:
    place = tmp_path / "web"
    place.mkdir()
    with served(place) as address, served(place, dressed=False) as naked:
        mirror_of(site, place, address, site.parent)
        mirror = Mirror.objects.create(name="web", kind="folder", place=str(place), address=address)
        assert check(mirror).state is State.SOUND
        mirror.dangerous = True
        report = check(mirror)
        assert (report.state, set(report.counts)) == (State.EXPOSED, {"header"})
        assert again(mirror).confirmed == 1, "bare to lookers-on, but without what was withdrawn"
        mirror.address, mirror.dangerous = naked, False
        assert set(check(mirror).counts) == {"header", "foreign overlay"}
        for name in ("overlay.txt", "overlay.txt.minisig"):
            (place / name).unlink()
        assert ("missing", "overlay.txt") in {
            (each.kind, each.address) for each in check(mirror).findings
        }


def test_a_mirror_in_tor_alone_is_read_in_its_own_place(site: Path, tmp_path: Path) -> None:
    onion = "http://abcdefghijklmnop.onion/"
    place = mirror_of(site, tmp_path / "onion", onion, site.parent)
    mirror = Mirror.objects.create(name="onion", kind="folder", place=str(place), address=onion)
    assert check(mirror).state is State.SOUND


def test_an_old_release_put_back_on_a_mirror_is_stale_and_synced_anew(
    stick: Mirror, site: Path, tmp_path: Path
) -> None:
    old = copy_of(site, tmp_path / "old")
    resign_if_due(force=True)
    copy_of(site, Path(stick.place))
    assert check(stick).state is State.SOUND
    copy_of(old, Path(stick.place))
    assert check(again(stick)).state is State.STALE
    assert [one.name for one in lacking(read_root(site))] == ["stick"]


def test_a_copy_caught_half_way_through_a_sync_is_looked_at_again(
    stick: Mirror, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Path(stick.place) / "en" / "index.html"
    right, plain = page.read_bytes(), checking.verify_source
    page.write_text("half-way")

    def interrupted(*told: object) -> object:
        report = plain(*told)  # type: ignore[arg-type]
        if page.read_bytes() != right:
            page.write_bytes(right)
            Mirror.objects.filter(pk=stick.pk).update(synced_at=now())
        return report

    monkeypatch.setattr(checking, "verify_source", interrupted)
    assert check(stick).state is State.SOUND


def test_a_copy_that_is_synced_all_the_while_is_looked_at_again_once_that_has_ended(
    stick: Mirror,
) -> None:
    page = Path(stick.place) / "en" / "index.html"
    right = page.read_bytes()
    page.write_text("half-way")
    with under_sync(stick, checking, then=lambda: page.write_bytes(right)):
        assert check(stick).state is State.SOUND


def test_mirrors_given_up_before_they_confirmed_are_told_apart(stick: Mirror) -> None:
    check(stick)
    withdrawal = withdrawn_and_published()
    Mirror.objects.update(retired_at=now() + timedelta(hours=1))
    known = known_of(withdrawal)
    assert (
        known.confirmed, known.waiting, [one.name for one in known.given_up],
    ) == ([], [], ["stick"])  # fmt: skip


def test_without_keys_nothing_can_be_checked(home: Path, tmp_path: Path) -> None:
    newsroom()
    story()
    publish_pending(rules=SMALL)
    with pytest.raises(UncheckableError, match="solidary keys new"):
        check(Mirror(name="stick", kind="folder", place=str(tmp_path)))


def test_mirrors_are_looked_at_by_themselves(
    stick: Mirror, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """After a sync, and once a day; not before there is something to see, nor all the time."""

    def due(**later: float) -> list[str]:
        moment = now() + timedelta(**later)
        monkeypatch.setattr(checking.timezone, "now", lambda: moment)
        return [mirror.name for mirror in checking.unseen()]

    assert due() == [], "it never served anything"
    Mirror.objects.update(sequence=1, synced_at=now())
    assert due() == ["stick"]
    check(again(stick))
    assert due(seconds=50) == []
    assert due(hours=25) == ["stick"]
    Mirror.objects.update(synced_at=now() + timedelta(seconds=10))
    assert due(seconds=50) == []
    assert due(seconds=70) == ["stick"]
    Mirror.objects.update(retired_at=now())
    assert due(hours=25) == []


@pytest.mark.django_db(transaction=True)
def test_the_courier_checks_what_it_brought(stick: Mirror, site: Path) -> None:
    withdrawal = withdrawn_and_published()
    for _ in range(2):
        for errand in courier.look():
            assert errand.thread is not None
            errand.thread.join(60)
    assert [one.name for one in known_of(withdrawal).confirmed] == ["stick"]


def asked(*told: str) -> Result:
    return CliRunner().invoke(solidary, ["mirror", "check", *told])


def test_the_command_tells_each_mirror_and_ends_with_the_gravest(
    stick: Mirror, site: Path, tmp_path: Path
) -> None:
    done = asked("stick", "--from", "phone")
    assert done.exit_code == 0, done.output
    assert "SOUND: this is what the newsroom published." in done.output
    assert "up to release 1 is shown to be gone" in done.output
    Mirror.objects.create(name="other", kind="folder", place=str(tmp_path / "none"))
    done = asked("--json", "--sample", "3")
    assert done.exit_code == 5
    told = json.loads(done.output)
    assert [(one["mirror"], one["state"], one["confirmed"]) for one in told] == [
        ("other", "unreachable", 0), ("stick", "sound", 1),
    ]  # fmt: skip
    (Path(stick.place) / "index.html").unlink()
    assert asked().exit_code == 3


def test_what_can_not_be_checked_gets_one_clear_line(home: Path) -> None:
    for told, said in (((), "There are no mirrors yet"), (("north",), "there is no mirror north")):
        done = asked(*told)
        assert (done.exit_code, said in done.output) == (1, True)
    newsroom()
    Mirror.objects.create(name="north", kind="folder", place="/nowhere")
    done = asked()
    assert (done.exit_code, "`solidary keys new` makes them." in done.output) == (1, True)
