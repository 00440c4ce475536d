"""One delivery: a release brought to one mirror. Knows no record; sync keeps the books."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass, field

from solidary.mirrors.delivery.differences import Differences, compare
from solidary.mirrors.delivery.held import Held
from solidary.mirrors.delivery.order import Step, spare_placeholders, steps
from solidary.mirrors.delivery.pacing import Pace
from solidary.mirrors.delivery.progress import Progress
from solidary.mirrors.delivery.seen import (
    Seen,
    is_ours,
    look,
    look_closer,
    newest_certificate,
)
from solidary.mirrors.delivery.sending import Sender
from solidary.mirrors.delivery.wanted import Wanted, certificate_number, release_key
from solidary.mirrors.faults import Fault
from solidary.mirrors.store import Store, StoreRefusedError
from solidary.release import addresses as at
from solidary.release.minisign import PublicKey
from solidary.release.statements import MOST_AHEAD
from solidary.release.verify.walk import safe

Shown = Callable[[int, int], None]
"""Told how many requests are done, of how many."""


@dataclass(slots=True)
class Delivery:
    """What is brought where, and how far it has come."""

    store: Store
    log: Progress
    held: Held
    withdrawn: Callable[[], Iterable[str]]
    """asked where nothing tells for sure what the mirror holds: what must not be there"""
    _: KW_ONLY
    pace: Pace
    dangerous: bool
    """nothing it serves may be kept by a browser"""
    anew: bool
    """look at every file, whatever the mirror and the log say"""
    served: bool
    """whether it served a release before and must not be found empty: a disk not plugged in"""
    shown: Shown | None
    root_key: PublicKey | None = None
    """the newsroom's, by which a mirror's certificate is believed; None where it has no keys"""
    sender: Sender = field(init=False)
    sequence: int = field(default=0, init=False)
    """of the release the mirror was last seen to serve"""
    root: str = field(default="", init=False)
    behind: int = field(default=0, init=False)
    """files still to be sent"""
    _total: int = field(default=0, init=False)
    _done: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.sender = Sender(
            self.store, self.log, self.pace, dangerous=self.dangerous, on_done=self._tell
        )

    def bring(self, wanted: Wanted) -> None:
        """Make the mirror serve `wanted`. Stopped anywhere, the next delivery goes on from there.

        Raises StoreError, OverlaySpoiledError, UnpublishedError, or MovedOnError where a publish
        moved on meanwhile.
        """
        seen = look(self.sender.read)
        self._take_in(seen)
        if not self._is_there(seen, wanted):
            self._check_age(seen, wanted)
            found = self._differences(seen, wanted)
            self._look_at_claims(found)
            self._send(found, wanted)
        self._put_the_root(wanted)

    def _differences(self, seen: Seen, wanted: Wanted) -> Differences:
        """What the mirror lacks and has too much of, as far as its word can be relied on."""
        look_closer(seen, self.sender.read, self.held.read, len(list(wanted.shards())))
        doubted = self.anew or seen.tree is None or not self.log.vouches_for(seen.mark)
        self.log.begin(seen.mark, wanted.root.sha256, doubted=doubted)
        found = compare(wanted, seen, self.log, doubted=doubted)
        if doubted:
            found.gone |= self._lingering(wanted) | self.held.strangers(wanted)
            found.old_parts |= self.held.parts() - set(wanted.parts())
        self.behind = len(found) + len(found.claimed)
        return found

    def _send(self, found: Differences, wanted: Wanted) -> None:
        """Do all that has to be done before the root goes in, and see that it was done."""
        self.log.remove_later(sorted(found.old_parts))
        spare_placeholders(found, wanted)
        ordered = steps(found)
        self._expect(sum(map(len, ordered)))
        for step in ordered:
            self.sender.carry(step, wanted)
            self.behind = max(1, self.behind - len(step.puts) - len(step.removals))
        self.sender.read_back(wanted, found.parts.values())

    def _take_in(self, seen: Seen) -> None:
        self.sequence = seen.root.sequence if seen.root else 0
        self.root = seen.mark if seen.root else ""
        if seen.root_data is None and self.served:
            raise StoreRefusedError(
                "it served a release before and holds none now; if it is the right place, "
                "`solidary mirror sync --anew` fills it again",
                fault=Fault.EMPTIED,
            )

    def _is_there(self, seen: Seen, wanted: Wanted) -> bool:
        """Whether nothing but what follows the root is left to do."""
        return (
            not self.anew
            and seen.root_data == wanted.root.text()
            and seen.overlay_data == wanted.signed_overlay.get(at.OVERLAY_FILE)
            and self.log.vouches_for(seen.mark)
        )

    def _check_age(self, seen: Seen, wanted: Wanted) -> None:
        """Never put an older release over a newer one of ours: readers would call it rolled back,
        and one under an older certificate forged.

        A mirror's number counts only where the newsroom's own key has signed it.
        """
        if seen.root is None or self.anew or seen.root_data == wanted.root.text():
            return
        theirs = newest_certificate(seen, self.sender.read, self.root_key)
        if theirs > (ours := certificate_number(wanted)):
            raise StoreRefusedError(
                f"it serves a release under certificate {theirs}, this home has certificate {ours}: "
                "bring the newer keys back into the home, or `solidary keys renew`",
                fault=Fault.NEWER_KEYS,
                there=theirs,
                here=ours,
            )
        there, here = seen.root.sequence, wanted.root.sequence
        if there < here or not is_ours(seen, self.sender.read, release_key(wanted)):
            return
        if there > here + MOST_AHEAD:
            if wanted.root.signed is None:
                # Anybody can write an unsigned root with any number.
                return
            raise StoreRefusedError(
                f"it serves release {there}, signed by this home's key, and this home has {here}: no "
                "newsroom gets that far, so the key is stolen; `solidary keys renew`",
                fault=Fault.FAR_AHEAD,
                there=there,
                here=here,
            )
        raise StoreRefusedError(
            f"it serves release {there}, this home has {here}: "
            f"`solidary keys sign --above {there}`, then publish",
            fault=Fault.NEWER,
            there=there,
            here=here,
        )

    def _lingering(self, wanted: Wanted) -> set[str]:
        """Withdrawn files that stand on a mirror whose own word can't be relied on."""
        addresses = [
            address for address in sorted(set(self.withdrawn()))
            if safe(address) and wanted.entry(address) is None
        ]  # fmt: skip
        return set(addresses) - self.sender.empty(addresses)

    def _look_at_claims(self, found: Differences) -> None:
        """Send what the mirror's own tree claims, unless it is shown to be there."""
        claimed = sorted(found.claimed.values())
        self._expect(len(claimed))
        there = {entry[0] for entry in self.sender.shown(claimed)}
        lacking = [entry for entry in claimed if entry[0] not in there]
        found.send.update((entry[0], entry) for entry in lacking)
        found.fresh |= self.sender.empty([entry[0] for entry in lacking])
        self.behind = len(found)

    def _put_the_root(self, wanted: Wanted) -> None:
        """What stands above the trees goes in, the root after what it needs; old parts go."""
        # Before the root stands: after a kill, what it names has to be known here too.
        self.held.take_in(wanted)
        self._put_proofs(wanted.signed_overlay, at.SIGNED_OVERLAY)
        self._put_proofs({at.ROOT_FILE: wanted.root.text()}, ())
        self._put_proofs(wanted.signed_root, at.SIGNED_ROOT[1:])
        self.log.root_stands(wanted.root.sha256)
        self.held.stands(wanted)
        self.sequence, self.root, self.behind = wanted.root.sequence, wanted.root.sha256, 0
        later = sorted(self.log.later - set(wanted.parts()))
        self._expect(len(later))
        self.sender.carry(Step(removals=tuple(later)))

    def _put_proofs(self, proofs: dict[str, bytes], every: Iterable[str]) -> None:
        """Put proofs that aren't as they should be; clear those of `every` that aren't wanted."""
        for address, data in proofs.items():
            if self.sender.read(address, len(data)) != data:
                self.sender.put_proof(address, data)
        for address in every:
            if address not in proofs:
                self.sender.clear_proof(address)

    def _expect(self, requests: int) -> None:
        self._total += requests
        self._tell(0)

    def _tell(self, requests: int) -> None:
        self._done += requests
        self._total = max(self._total, self._done)
        if self.shown is not None:
            self.shown(self._done, self._total)
