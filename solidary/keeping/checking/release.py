"""The release: signed, in chain, each file what the tree says, and the tree what the press's books say.

A release may change while it is read. Where something doesn't fit and the press was at work meanwhile, it
is read once more, with the press held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from solidary.home import Home
from solidary.keeping.bound import is_bound
from solidary.keeping.checking.trouble import FULL, Trouble
from solidary.press import plan
from solidary.press.lock import press_lock
from solidary.press.models import AssetFile, ReleaseState, Standing
from solidary.release import addresses as at
from solidary.release.headers import headers_for
from solidary.release.keyring import read_root_public
from solidary.release.minisign import PublicKey
from solidary.release.statements import read_root
from solidary.release.tree import Entry
from solidary.release.verify.examine import Examination, Task
from solidary.release.verify.findings import KINDS, Report, State
from solidary.release.verify.folder import FolderSource
from solidary.release.verify.objects import Objects
from solidary.release.verify.overlay import Overlaid

TOGETHER = 400
"""Files of things that are looked up in the books at once."""
MENDED_BY = {
    "unsigned": "`solidary publish` signs it",
    "expired": "`solidary publish` signs it again; is `solidary run` running, and its clock right?",
    "clock": "look at the machine's clock, then `solidary publish`",
    "certificate expired": "`solidary keys renew`",
    "other key": "if the newsroom didn't sign it, `solidary keys renew`, then " + FULL,
    "revoked key": "`solidary keys sign`",
    "added": f"the newsroom didn't publish it; {FULL} removes it",
    "withdrawn": f"{FULL} takes it out; look at who can write in site/",
}
"""Finding → what to do. All others are written again by a full publish."""


def look(home: Home, *, books: bool) -> Iterator[Trouble]:
    """A line for each trouble of the release. `books`: whether the record can be asked."""
    before = _root_bytes(home)
    found = list(_look(home, books=books))
    if found and _was_at_work(home, before):
        with press_lock(wait=True):
            found = list(_look(home, books=books))
    yield from found


def _root_bytes(home: Home) -> bytes:
    try:
        return (home.site / at.ROOT_FILE).read_bytes()
    except OSError:
        return b""


def _was_at_work(home: Home, before: bytes) -> bool:
    with press_lock(wait=False) as held:
        return not held or _root_bytes(home) != before


def _look(home: Home, *, books: bool) -> Iterator[Trouble]:
    if books:
        yield from _look_at_chain(home)
    if not (home.site / at.ROOT_FILE).exists():
        if books and (ReleaseState.objects.exclude(root="").exists() or Standing.objects.exists()):
            yield Trouble(str(home.site), "has no release", f"{FULL} writes it")
        return
    # What is due makes the books run ahead of the release, and that is no trouble.
    against = _Books() if books and not plan.is_pending() else None
    yield from _look_at_files(home, against)
    if against is not None:
        yield from against.lacking()


def _look_at_chain(home: Home) -> Iterator[Trouble]:
    """Whether the record made the release that lies there, and the one it names before it is its own."""
    if not is_bound(home):
        said = "isn't the release that this record made last"
        yield Trouble(
            str(home.site), said, "`solidary restore`, without a place, binds the record to it"
        )
        return
    state, root = ReleaseState.objects.filter(pk=1).first(), read_root(home.site)
    if state is not None and root is not None and root.sequence > state.sequence:
        said = f"has release {root.sequence}, and the record knows {state.sequence} only"
        yield Trouble(
            str(home.site), said, "`solidary restore`, without a place, binds the record to it"
        )


def _look_at_files(home: Home, books: _Books | None) -> Iterator[Trouble]:
    """Root, trees and files, as whoever verifies a copy looks at them; without a root key, all of it but
    signatures."""
    source = FolderSource(home.site)
    key = _root_key(home)
    report = Report(str(home.site), key.name if key else "")
    named = books.hand if books is not None else None
    if key is not None:
        Examination(source, Task(key, withdrawn=True, named=named), report).run()
    elif (root := read_root(home.site)) is not None:
        known = {*at.SIGNED_ROOT, *root.statements}
        objects = Objects(source, report, None, headers_for, known, named=named)
        objects.examine(root.tree, Overlaid(root.overlay), None)
    else:
        report.find("root", at.ROOT_FILE, "can't be made out")
    for finding in report.findings:
        if KINDS[finding.kind] not in (State.SOUND, State.EXPOSED):
            todo = MENDED_BY.get(finding.kind, f"{FULL} writes it again")
            yield Trouble(f"site/{finding.address}", finding.said, todo)
    if (more := sum(report.counts.values()) - len(report.findings)) > 0:
        yield Trouble(str(home.site), f"has {more} more faults of these kinds", FULL)
    if books is not None and report.counts["tree"]:
        books.is_whole = False


def _root_key(home: Home) -> PublicKey | None:
    try:
        return read_root_public(home.keys)
    except FileNotFoundError:
        return None


@dataclass(slots=True)
class _Books:
    """What the press says stands in the release, held against the lines of its tree as they are read."""

    is_whole: bool = True
    """whether every line was read"""
    _pages: set[str] = field(default_factory=set)
    """addresses of story pages that the tree names"""
    _carried: set[str] = field(default_factory=set)
    """addresses of files of things that both name"""
    _waiting: dict[str, str] = field(default_factory=dict)
    """hashes of files that the tree names, by address, until they are looked up"""
    _troubles: list[Trouble] = field(default_factory=list)

    def hand(self, entry: Entry) -> None:
        """Take a line of the tree."""
        address, sha, _ = entry
        if at.is_asset(address):
            self._waiting[address] = sha
            if len(self._waiting) == TOGETHER:
                self._look_up()
        elif at.is_story(address):
            self._pages.add(address)

    def lacking(self) -> Iterator[Trouble]:
        """What doesn't fit, once all lines were handed in."""
        self._look_up()
        yield from self._troubles
        if not self.is_whole:
            return
        hrefs = AssetFile.objects.order_by("href").values_list("href", flat=True).distinct()
        for href in hrefs.iterator(chunk_size=2_000):
            if href not in self._carried:
                yield _lacks(href)
        for row in Standing.objects.values_list("language", "address").iterator(chunk_size=2_000):
            if (page := at.story_page(*row)) in self._pages:
                self._pages.remove(page)
            else:
                yield _lacks(page)
        for page in sorted(self._pages):
            yield _strange(page)

    def _look_up(self) -> None:
        rows = AssetFile.objects.filter(href__in=list(self._waiting))
        known = dict(rows.values_list("href", "sha256"))
        for href, sha in self._waiting.items():
            if href not in known:
                self._troubles.append(_strange(href))
            elif known[href] != sha:
                self._troubles.append(_other(href))
        self._carried.update(known)
        self._waiting.clear()


def _lacks(address: str) -> Trouble:
    return Trouble(f"site/{address}", "isn't in the release, and should be", f"{FULL} writes it")


def _strange(address: str) -> Trouble:
    said = "is in the release, and the record knows nothing of it"
    return Trouble(f"site/{address}", said, f"{FULL} takes it out")


def _other(address: str) -> Trouble:
    said = "is another file in the release than the press made"
    return Trouble(f"site/{address}", said, f"{FULL} puts it right")
