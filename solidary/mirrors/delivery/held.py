"""What a mirror holds as far as the home knows: the parts of the trees it was last given.

Parts are named by their hash, so one kept here is as good as the mirror's own, and needs no
request. Above all, what has to go from a mirror is still known when its own tree is damaged,
or false.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from solidary.mirrors.delivery.trees import Tree, read_tree, shards_of
from solidary.mirrors.delivery.wanted import Wanted, reader_of
from solidary.release import addresses as at
from solidary.release.tree import Entry
from solidary.release.verify.walk import BrokenTreeError
from solidary.release.writing import put


class Held:
    """A folder of the press, one for each mirror."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read = reader_of(folder)
        """reads a part, where it is kept"""

    def take_in(self, wanted: Wanted) -> None:
        """Keep the parts of a release that is about to stand. Raises as Wanted.content."""
        (self.folder / at.TREE_FOLDER).mkdir(parents=True, exist_ok=True)
        for tree in (wanted.tree, wanted.overlay):
            for address, (sha, size) in tree.parts().items():
                if not (self.folder / address).exists():
                    with wanted.content((address, sha, size)) as content:
                        data = content if isinstance(content, bytes) else content.read()
                        put(str(self.folder / address), data)

    def stands(self, wanted: Wanted) -> None:
        """The mirror serves this release now; parts of others go."""
        lines = [wanted.tree.top, wanted.overlay.top, *sorted(wanted.statements)]
        put(str(self.folder / "tops.txt"), ("\n".join(lines) + "\n").encode())
        parts = {*wanted.tree.parts(), *wanted.overlay.parts()}
        for path in (self.folder / at.TREE_FOLDER).iterdir():
            if at.TREE_FOLDER + path.name not in parts:
                path.unlink()

    def parts(self) -> set[str]:
        """Addresses in the tree's folder that the mirror was given."""
        kept = self.folder / at.TREE_FOLDER
        names = [path.name for path in kept.iterdir()] if kept.is_dir() else []
        _, statements = self._noted()
        return {*(at.TREE_FOLDER + name for name in names), *statements}

    def strangers(self, wanted: Wanted | None) -> set[str]:
        """Addresses the mirror was given that `wanted` doesn't have; all of them for None."""
        there = {shard[1] for shard, _ in wanted.shards()} if wanted else set()
        found: set[str] = set()
        for shard, tree in self._shards():
            if shard[1] not in there:
                with suppress(BrokenTreeError):
                    found.update(path for path, _, _ in tree.lines(shard))
        if wanted is None:
            return found
        return {address for address in sorted(found) if wanted.entry(address) is None}

    def behind(self, wanted: Wanted, *, overlay: bool) -> int:
        """Files that differ between what the mirror was given and `wanted`.

        `overlay`: count those that name an address too; where the mirror's is another one,
        all of them would.
        """
        there = {shard[1]: (shard, tree) for shard, tree in self._shards()}
        here = {shard[1]: (shard, tree) for shard, tree in wanted.shards()}
        ours = {line for sha in here.keys() - there for line in wanted.lines(*here[sha])}
        theirs: set[Entry] = set()
        for sha in there.keys() - here:
            shard, tree = there[sha]
            with suppress(BrokenTreeError):
                theirs.update(tree.lines(shard))
        differing = {address for address, _, _ in ours ^ theirs}
        return sum(overlay or not at.in_overlay(address) for address in differing)

    def _shards(self) -> Iterator[tuple[Entry, Tree]]:
        tops, _ = self._noted()
        for top, overlay in zip(tops, (False, True), strict=False):
            with suppress(BrokenTreeError):
                yield from shards_of(read_tree(top, self.read, overlay=overlay))

    def _noted(self) -> tuple[list[str], list[str]]:
        """The tops of the mirror's two trees, and the addresses of its statements."""
        try:
            lines = (self.folder / "tops.txt").read_text("ascii").split()
        except (OSError, UnicodeDecodeError):
            lines = []
        return lines[:2], lines[2:]
