"""The life of a contribution in a real house, from its sender to its withdrawal: after each step every
file there is is searched, and every write of every process before it is accepted."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from solidary.sealing.bag.envelope import OPEN
from tests.fixtures.ports import until
from tests.fixtures.programs import program
from tests.keeper.running import PASSPHRASES
from tests.letterbox.planting import after
from tests.letterbox.test_nothing_plain import INTO_A_FILE, NAMING, SHARED, send_everything
from tests.life.house import OLA, RECORD, House, served
from tests.life.needles import Marked, found_in
from tests.life.sender import Secrets, Sender
from tests.mirrors.far_host import Host, far_host

CALLS = (
    "write,pwrite64,writev,pwritev,pwritev2,copy_file_range,sendfile,splice,"
    "rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat,mmap"
)
"""Not those that open: each process reads thousands of files when it starts."""
LOCKS_OF_THE_LOG = "-shm>"
"""What SQLite shares with others of its log: which page is where in it. It is a file of the home, too."""
PLANTED = after(
    "solidary.keeper.reading",
    """
import os
from pathlib import Path
opens = module.opened
def opened(*given, **more):
    found = opens(*given, **more)
    Path(os.environ["SOLIDARY_HOME"], "intake", "planted").write_text(repr(found.words))
    return found
module.opened = opened
""",
)
"""A keeper that writes down what it reads."""


@dataclass
class Life:
    """A house, a sender, and where words of theirs were found after each step."""

    house: House
    secret: Marked = field(default_factory=Marked)
    public: Marked = field(default_factory=Marked)

    def __post_init__(self) -> None:
        self.sender = Sender(self.house.live, self.secret, self.public)

    def found(self, *marked: Marked, where: Path | None = None) -> list[str]:
        places = [where] if where else [self.house.home.path, *self.house.logs]
        return [each for place in places for each in found_in(place, *marked)]

    def nowhere(self) -> None:
        """Nothing of theirs is in the home, in what its processes said, or in a backup made now."""
        backup = self.house.backup(self.house.place / "now")
        assert self.found(self.secret, self.public) == []
        assert found_in(backup, self.secret, self.public) == []
        shutil.rmtree(backup)

    def comes_home(self) -> None:
        bag = self.house.home.letterbox_bag / "in"
        until(lambda: all(each.name.endswith(OPEN) for each in bag.iterdir()))

    def accepted(self) -> str:
        """Send, bring home, look, accept, with a search after each; the contribution."""
        send_everything(self.house.live, Secrets(self.secret), 150_000)
        self.sender.send()
        self.nowhere()
        self.comes_home()
        self.nowhere()
        browser = self.house.unlocked()
        pages = browser.look()
        [contribution] = [ref for ref, page in pages.items() if self.sender.said in page]
        assert browser.shown >= 2, "neither small nor large"
        self.nowhere()
        browser.accept(contribution)
        assert self.house.editor.asked("state", contribution=contribution) == "accepted"
        self.nowhere()
        return contribution

    def published(self, contribution: str) -> set[str]:
        """Put it into a story and publish that; the pictures that became of it, by their hashes."""
        home = self.house.home
        before = pictures(home.path)
        self.house.editor.asked(
            "use", name=OLA, passphrase=PASSPHRASES[OLA], contribution=contribution,
            headline="Thirty cities",
        )  # fmt: skip
        until(lambda: bool(found_in(home.site, self.public)))
        assert self.found(self.secret) == []
        places = {each.partition("/")[0] for each in self.found(self.public)}
        assert places - {RECORD, f"{RECORD}-wal"} <= {"site", "press"}
        made = pictures(home.path) - before
        assert len(made) > 2
        return made


def pictures(folder: Path) -> set[str]:
    """What is in the pictures below a folder, by their hashes."""
    endings = (".jpg", ".jpeg", ".webp", ".avif", ".png")
    return {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.suffix in endings
    }


def traced(folder: Path) -> Callable[[str], Sequence[str | Path]]:
    """What starts a process under strace, which writes its calls into a file of the folder."""
    strace = program("strace", package="strace")
    options = (
        "-D",
        "-f",
        "--seccomp-bpf",
        "-y",
        "-qq",
        "-s",
        "200000",
        "-e",
        f"trace={CALLS}",
        "-o",
    )
    return lambda name: (strace, *options, folder / name)


def written(folder: Path, *marked: Marked) -> Iterator[str]:
    """Calls so far that write such a word into a file, name a file by one, or write past all calls."""
    seen = 0
    for record in folder.iterdir():
        for line in record.read_bytes().split(b"\n"):
            text = line[:300].decode("latin-1")
            into = INTO_A_FILE.match(text)
            seen += bool(into)
            shared = SHARED.search(text) and LOCKS_OF_THE_LOG not in text
            if shared or ((into or NAMING.match(text)) and any(m.is_in(line) for m in marked)):
                yield text
    assert seen > 100, "nothing was traced"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with far_host(tmp_path / "far") as host:
        yield host


def with_mirrors(house: House, host: Host) -> dict[str, Path]:
    """Two mirrors, a folder and one behind SFTP: name → where its files are."""
    near, secrets = house.place / "near", house.place / "secrets.json"
    secrets.write_text(json.dumps(host.secrets))
    secrets.chmod(0o600)
    house.run("mirror", "add", "near", near)
    options = ("--option", f"host_key={host.key}", "--option", "timeout=20")
    house.run("mirror", "add", "far", host.place(), *options, "--credentials", secrets)
    return {"near": near, "far": host.folder / "site"}


@pytest.mark.exhaustive
def test_what_was_sent_is_in_no_file_but_while_it_is_published_and_nothing_comes_back(
    tmp_path: Path, migrated_record: Path, host: Host
) -> None:
    calls = tmp_path / "calls"
    calls.mkdir()
    with served(migrated_record, around=traced(calls)) as house:
        life = Life(house)
        places = with_mirrors(house, host)
        contribution = life.accepted()
        assert list(written(calls, life.secret, life.public)) == []
        made = life.published(contribution)
        yesterday = house.backup(house.place / "yesterday")
        for place in places.values():
            _until_mirrored(place, made)
        kept = _copied(house, places["near"], house.place / "kept")
        assert life.sender.withdraw().status == 200
        until(lambda: not life.found(life.public))
        life.nowhere()
        assert not made & pictures(house.home.path)
        for place in places.values():
            _until_gone(life, place, made)
        _a_mirror_that_keeps_it_is_found_out(life, kept, places["near"], made)
        house.halt()
        house.restore(yesterday)
        assert life.found(life.public)
        house.run("publish")
        life.nowhere()
        assert not made & pictures(house.home.path)


def _until_mirrored(place: Path, made: set[str]) -> None:
    until(lambda: bool(made & pictures(place)))


def _at_rest(house: House, place: Path, *given: str | Path) -> bool:
    """Whether nothing is there that the courier puts beside a mirror's files while it checks them."""
    said = house.run("verify", place, "--key", house.key, *given, fails=None)
    return "is not in the hash tree" not in said


def _copied(house: House, mirror: Path, to: Path) -> Path:
    """A copy of a mirror as it is between two checks."""

    def is_taken() -> bool:
        shutil.rmtree(to, ignore_errors=True)
        with suppress(shutil.Error):  # what a check takes away meanwhile
            shutil.copytree(mirror, to)
        return _at_rest(house, to)

    until(is_taken)
    return to


def _verified(house: House, place: Path, *, fails: bool = False) -> str:
    """What somebody with the key hears of a copy, who looked at the others before."""
    seen = house.place / "seen.json"
    if not fails:
        until(lambda: _at_rest(house, place))
    return house.run(
        "verify", place, "--key", house.key, "--withdrawn", "--state", seen, fails=fails
    )


def _until_gone(life: Life, place: Path, made: set[str]) -> None:
    """The mirror is without it, and whoever has the key can prove that."""
    until(lambda: not found_in(place, life.public))
    assert not made & pictures(place)
    said = _verified(life.house, place)
    assert "Nothing is left of 1 withdrawn thing" in said and "SOUND" in said


def _a_mirror_that_keeps_it_is_found_out(
    life: Life, kept: Path, mirror: Path, made: set[str]
) -> None:
    """One that still has a picture of it, and one that never heard of it: `kept`, as it was before."""
    assert "STALE" in _verified(life.house, kept, fails=True)
    picture = next(path for path in sorted(kept.rglob("*.webp")) if pictures(path.parent) & made)
    again = mirror / picture.relative_to(kept)
    again.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(picture, again)
    said = _verified(life.house, mirror, fails=True)
    assert f"withdrawn: {again.relative_to(mirror)}: belongs to something withdrawn" in said
    again.unlink()
    assert "SOUND" in _verified(life.house, mirror)


@pytest.mark.exhaustive
def test_a_keeper_that_writes_down_what_it_reads_is_found_both_ways(
    tmp_path: Path, migrated_record: Path
) -> None:
    with served(migrated_record, around=traced(tmp_path), planted=PLANTED) as house:
        life = Life(house)
        life.sender.send()
        life.comes_home()
        assert life.found(life.secret, life.public) == []
        house.unlocked().look()
        assert life.found(life.public) == ["intake/planted"] == life.found(life.secret)
        assert list(written(tmp_path, life.public)) and list(written(tmp_path, life.secret))
