"""A mirror's own overlay: feeds, sitemaps and redirects with the mirror's address in them.

It is kept in the home (press/mirrors/NAME/overlay), drawn from the record as it was when the
release that stands was made, and signed for just that release. Which of its files change follows
from the newsroom's own overlay: the same pages, with another address.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from solidary.home import current_home
from solidary.mirrors.delivery.trees import read_tree
from solidary.mirrors.delivery.wanted import UnpublishedError, reader_of
from solidary.mirrors.faults import Fault
from solidary.mirrors.home import folder_of
from solidary.mirrors.models import Mirror
from solidary.mirrors.profile import Served
from solidary.mirrors.profiles import profiles, render
from solidary.press import plan
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.old_addresses import only_at_home
from solidary.press.drawing.templates import templates_fingerprint
from solidary.press.folder.release import digest
from solidary.press.folder.signing import overlay_statement
from solidary.press.index import ledger
from solidary.press.index.calendar_archive import Rules
from solidary.press.kinds import KINDS, PageRef, address_of, draw, every, section_of, unit_of
from solidary.press.kinds.parts import parts_without_stories
from solidary.press.lock import press_lock
from solidary.press.publish import publish_pending
from solidary.press.reading.newsroom import PublishedNewsroom, read_newsroom
from solidary.press.reading.snapshot import journal_mark, snapshot
from solidary.release import addresses as at
from solidary.release.keyring import open_signer
from solidary.release.redirects import MAPS
from solidary.release.statements import MalformedError, Root, parse_overlay, read_root
from solidary.release.tree import DamagedTreeError, Entry, build, lines_of, read_lines
from solidary.release.verify.walk import BrokenTreeError
from solidary.release.writing import Folder, put

TRIES = 20
"""How often a record that changes meanwhile is waited for."""
MANY = 300
"""Files after which those drawn so far are made durable and move in."""


def bring_up(mirror: Mirror, rules: Rules | None = None) -> Path:
    """The folder with the mirror's overlay for the release that stands.

    What is pending is published first. The press is held only until the record can be read as
    it stands; pages are drawn after that, so no publish waits for them.

    Raises UnpublishedError; publish.NothingPublishedError and OSError where what is pending can't be
    published, UnusableKeyError among it.
    """
    rules = rules or Rules()
    for _ in range(TRIES):
        if _is_pending():
            publish_pending(wait=True, rules=rules)
        with ExitStack() as view:
            with press_lock(wait=True):
                if _is_pending():
                    continue
                root = read_root(current_home().site)
                if root is None:
                    raise UnpublishedError(
                        "there is no release yet: `solidary publish` makes it",
                        fault=Fault.NO_RELEASE,
                    )
                primary = _newsrooms_own(root)
                view.enter_context(snapshot(journal_mark()))
            newsroom = read_newsroom(ledger.languages_standing())
            return _Overlay(mirror, _as_served(newsroom, mirror), rules).draw(root, primary)
    raise UnpublishedError(
        "the record changes faster than it can be published", fault=Fault.TOO_FAST
    )


def has_its_own(mirror: Mirror) -> bool:
    """Whether a mirror doesn't carry the newsroom's overlay as it is: it has an address of its own,
    or something in that overlay is for the newsroom's own site alone."""
    return bool(mirror.address) or bool(only_at_home())


def forget(mirror: Mirror) -> None:
    """Have the whole overlay drawn anew next time."""
    folder_of(mirror.name).newsroom_lines.unlink(missing_ok=True)


def _as_served(newsroom: PublishedNewsroom, mirror: Mirror) -> PublishedNewsroom:
    address = mirror.address or newsroom.address
    at_home = mirror.address == newsroom.address
    return replace(newsroom, address=address, mirrored=not at_home)


def _is_pending() -> bool:
    return plan.is_pending() or plan.release_state().templates != templates_fingerprint()


def _pages(composer: Composer) -> dict[str, PageRef]:
    """Every page that may stand in an overlay, by its address."""
    kinds = [kind for kind in KINDS if kind.overlay]
    found = (
        ref for part in parts_without_stories(composer) for ref in every(composer, kinds, part)
    )
    return {address_of(ref): ref for ref in found}


def _newsrooms_own(root: Root) -> dict[str, Entry]:
    """The files of the newsroom's own overlay, by address."""
    try:
        tree = read_tree(root.overlay, reader_of(current_home().site), overlay=True)
        return {entry[0]: entry for shard in tree.shards for entry in tree.lines(shard)}
    except BrokenTreeError as error:
        raise UnpublishedError(
            f"the release is damaged ({error}): `solidary publish --full` mends it",
            fault=Fault.DAMAGED,
        ) from error


@dataclass(frozen=True, slots=True)
class _Overlay:
    """One mirror's overlay and the books beside it."""

    mirror: Mirror
    newsroom: PublishedNewsroom
    rules: Rules

    @property
    def path(self) -> Path:
        return folder_of(self.mirror.name).overlay

    def draw(self, root: Root, primary: dict[str, Entry]) -> Path:
        """Draw what changed, sign it for `root`, and keep what it was drawn from."""
        hidden = only_at_home() if self.newsroom.mirrored else set()
        primary = {address: entry for address, entry in primary.items() if address not in hidden}
        before, own = self._books()
        if not before:
            shutil.rmtree(self.path, ignore_errors=True)
            own = {}
        changed = [
            address for address, entry in primary.items()
            if before.get(address) != entry or address not in own
            # A topic's new name may take an address out of them.
            or (address in MAPS and self.newsroom.mirrored)
        ]  # fmt: skip
        folder = Folder(self.path)
        composer = Composer(self.newsroom, self.rules)
        wanted = set(primary)
        pages = _pages(composer)
        due = [pages[address] for address in changed if address in pages]
        for number, (address, data) in enumerate(draw(composer, due)):
            if data is None and address in MAPS:
                wanted.discard(address)
                continue
            if not isinstance(data, bytes):
                raise UnpublishedError(
                    f"the mirror's own {address} can't be drawn", fault=Fault.OWN_PAGES
                )
            own[address] = (address, *digest(data))
            folder.put(address, data)
            if number % MANY == 0:
                folder.settle()
        profile = profiles().get(self.mirror.profile)
        if profile is not None and profile.file:
            text = render(self.mirror, Served.of(self.newsroom)).encode()
            own[profile.file] = (profile.file, *digest(text))
            wanted.add(profile.file)
            folder.put(profile.file, text)
        for address in set(own) - wanted:
            del own[address]
            folder.remove(address)
        self._sign(folder, root, own.values())
        self._keep(primary.values(), own.values())
        return self.path

    def _sign(self, folder: Folder, root: Root, entries: Iterable[Entry]) -> None:
        """The overlay's tree, and the statement that binds it to a root."""
        built = build(sorted(entries), section_of, unit_of=unit_of)
        for address, data in built.files.items():
            folder.put(address, data)
        if not self._stands(root, built.top):
            signer = open_signer(current_home().keys)
            data, signature = overlay_statement(signer, root, self.newsroom.address, built.top)
            if signature is None:
                folder.remove(at.OVERLAY_FILE + at.SIGNATURE)
            else:
                folder.put(at.OVERLAY_FILE + at.SIGNATURE, signature)
            folder.put(at.OVERLAY_FILE, data)
        folder.settle()
        for path in (self.path / at.TREE_FOLDER).iterdir():
            if at.TREE_FOLDER + path.name not in built.parts:
                path.unlink()

    def _stands(self, root: Root, top: str) -> bool:
        """Whether the statement says all this already."""
        try:
            overlay = parse_overlay((self.path / at.OVERLAY_FILE).read_bytes())
        except (OSError, MalformedError):
            return False
        signed = (self.path / (at.OVERLAY_FILE + at.SIGNATURE)).exists()
        return (overlay.root, overlay.tree, overlay.address) == (
            root.sha256,
            top,
            self.newsroom.address,
        ) and signed == (root.signed is not None)

    def _books(self) -> tuple[dict[str, Entry], dict[str, Entry]]:
        """The newsroom's overlay this one was drawn from, and this one; empty ones where they
        are lost, or were drawn for another address."""
        above = folder_of(self.mirror.name)
        try:
            first, _, rest = above.newsroom_lines.read_bytes().partition(b"\n")
            if first.decode() != self.newsroom.address:
                return {}, {}
            own = read_lines(above.overlay_lines.read_bytes())
            return {entry[0]: entry for entry in read_lines(rest)}, {each[0]: each for each in own}
        except (OSError, ValueError, DamagedTreeError):
            return {}, {}

    def _keep(self, primary: Iterable[Entry], own: Iterable[Entry]) -> None:
        above = folder_of(self.mirror.name)
        put(str(above.overlay_lines), lines_of(own))
        put(str(above.newsroom_lines), self.newsroom.address.encode() + b"\n" + lines_of(primary))
