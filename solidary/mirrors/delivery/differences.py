"""What a mirror lacks, and what it has too much of: two hash trees compared.

Shards both have are not read. What a sync has touched since the mirror got its root is told by
the log instead. Where the mirror's tree is only a claim, or can't be read, what may be there is
named apart, to be looked at first. A mirror without a root holds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from solidary.mirrors.delivery.progress import LEAVING, NOTHING, Progress
from solidary.mirrors.delivery.seen import Seen
from solidary.mirrors.delivery.wanted import Wanted
from solidary.press.folder.release import digest, placeholder
from solidary.release import addresses as at
from solidary.release.tree import Entry
from solidary.release.verify.walk import BrokenTreeError


@dataclass(slots=True)
class Differences:
    """What has to happen to a mirror; `claimed` is decided by looking."""

    send: dict[str, Entry] = field(default_factory=dict)
    """pages and files whose bytes the mirror doesn't have, by address"""
    fresh: set[str] = field(default_factory=set)
    """those of them at whose address nothing may stand yet"""
    gone: set[str] = field(default_factory=set)
    """addresses at which something may stand that isn't published"""
    emptied: set[str] = field(default_factory=set)
    """those of them at which a placeholder stands already"""
    claimed: dict[str, Entry] = field(default_factory=dict)
    """what the mirror says it has as it should be"""
    parts: dict[str, Entry] = field(default_factory=dict)
    """parts of the trees, and statements, that the mirror lacks"""
    old_parts: set[str] = field(default_factory=set)
    """parts and statements to be removed once the new root stands"""

    def __len__(self) -> int:
        return len(self.send) + len(self.gone) + len(self.parts)


def compare(wanted: Wanted, seen: Seen, log: Progress, *, doubted: bool) -> Differences:
    """What a mirror needs to become `wanted`.

    Raises MovedOnError or UnpublishedError, and what reading the mirror raises.
    """
    try:
        found = _compare(wanted, seen, doubted=doubted)
    except BrokenTreeError:
        seen.tree = seen.overlay = None
        found = _compare(wanted, seen, doubted=True)
    _correct(found, wanted, log)
    parts = wanted.parts()
    there = set() if doubted or seen.tree is None else seen.parts()
    found.parts = {
        address: entry
        for address, entry in parts.items()
        if address not in there and log.sent.get(address) != entry[1]
    }
    strewn = {address for address in log.touched if address.startswith(at.TREE_FOLDER)}
    found.old_parts = (seen.parts() | strewn | log.later) - set(parts)
    return found


def _compare(wanted: Wanted, seen: Seen, *, doubted: bool) -> Differences:
    there = {shard[1] for shard, _ in seen.shards()}
    here = {shard[1] for shard, _ in wanted.shards()}
    held: dict[str, str] = {}
    for shard, tree in seen.shards():
        if doubted or shard[1] not in here:
            held.update((path, sha) for path, sha, _ in tree.lines(shard))
    found = Differences()
    compared = set()
    for shard, tree in wanted.shards():
        if not doubted and shard[1] in there:
            continue
        for entry in wanted.lines(shard, tree):
            path, sha, _ = entry
            compared.add(path)
            if doubted and (seen.tree is None or held.get(path) == sha) and seen.root_data:
                found.claimed[path] = entry
            elif held.get(path) != sha:
                found.send[path] = entry
                if path not in held:
                    found.fresh.add(path)
    found.gone = {
        path for path in held if path not in compared and (doubted or wanted.entry(path) is None)
    }
    return found


def _correct(found: Differences, wanted: Wanted, log: Progress) -> None:
    """Take what the log knows for truer than what the mirror's tree says."""
    for address in sorted(log.touched):
        if address.startswith(at.TREE_FOLDER):
            continue
        entry, stands = wanted.entry(address), log.sent.get(address)
        found.claimed.pop(address, None)
        if entry is None:
            (found.gone.discard if stands == NOTHING else found.gone.add)(address)
            if stands in (LEAVING, placeholder_entry(address)[1]):
                found.emptied.add(address)
        elif stands == entry[1]:
            found.send.pop(address, None)
        else:
            found.send[address] = entry
            if stands is not None:
                empty = stands in (NOTHING, LEAVING)
                (found.fresh.add if empty else found.fresh.discard)(address)


def placeholder_entry(address: str) -> Entry:
    """The line of the placeholder that stands at an address for a moment."""
    return (address, *digest(placeholder(address)))
