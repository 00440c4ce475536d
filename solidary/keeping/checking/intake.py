"""What strangers sent, as far as it can be looked at sealed: lists, headers, payloads, the log, and the
public keys it is sealed for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from solidary.errors import SolidaryError
from solidary.home import Home
from solidary.intake.log import check_log
from solidary.intake.missing import missing_items
from solidary.intake.models import BagProblem, Envelope, Item
from solidary.intake.strongroom import current_desk_keys, current_strongroom
from solidary.keeping.checking.trouble import Trouble
from solidary.release.keyring import RELEASE_KEY, KeyFault, UnusableKeyError, open_signer
from solidary.release.statements import now
from solidary.sealing import disk, header
from solidary.sealing.bag.manifest import Payload
from solidary.sealing.strongroom import GONE, StoredEnvelope
from solidary.stories.stored import content_of

RETURN = "put the file back from a backup; what was sent can't be opened until then"
WITHDRAWS = (
    "at its next start the program withdraws it and all that stories show of it; where nobody took it back, "
    "put intake/keys/ back from a backup first"
)


def look(home: Home) -> Iterator[Trouble]:
    """A line for each thing sent that couldn't be opened even with its key, and what is wrong with the log."""
    room = current_strongroom()
    try:
        room.check_headers(known=Envelope.objects.exists())
    except SolidaryError as error:
        yield Trouble("intake/keys", "is away", str(error))
        return
    died = {
        (ref, item)
        for ref, item in Item.objects.filter(without_original=True).values_list(
            "envelope__ref", "ref"
        )
    }
    for name in room.names():
        try:
            envelope = room.envelope(name)
        except SolidaryError as error:
            if not room.is_gone(name):
                yield Trouble(f"intake/sealed/{name}", f"can't be read ({error})", RETURN)
            continue
        yield from _pieces(envelope, died)
    for item in missing_items(used=False):
        where = f"intake/keys/{item.envelope.ref}"
        yield Trouble(where, f"has no header for {item.ref}, which the record has", WITHDRAWS)
    for each in BagProblem.objects.order_by("ref"):
        yield Trouble(f"letterbox/bag, envelope {each.ref[:32]},", f"can't come home ({each.line})", "it is removed once its time to wait is over; mend it there before")  # fmt: skip
    for said in check_log():
        todo = "somebody changed the record by hand: find out who could; the log can't be mended"
        yield Trouble("the log of the intake", f"isn't as it was written ({said})", todo)


def look_at_keys(home: Home) -> Iterator[Trouble]:
    """A line for each key of the home that can't be used, as far as nobody has to type a passphrase."""
    keys = current_desk_keys()
    for name in keys.names():
        try:
            keys.public(name)
        except SolidaryError as error:
            yield Trouble(f"keys/desk/{name}", f"can't be used ({error})", "put it back from a backup, or `solidary keys desk --revoke` it")  # fmt: skip
    try:
        keys.recovery_public()
    except SolidaryError as error:
        yield Trouble(str(home.recovery_public), f"can't be used ({error})", "put it back from where the recovery key is")  # fmt: skip
    if not (home.keys / RELEASE_KEY).exists():
        return
    try:
        signer = open_signer(home.keys)
    except UnusableKeyError as error:
        # Whoever asks by hand needn't have the passphrase that the service has.
        if error.fault != KeyFault.PASSPHRASE:
            yield Trouble("keys/release.key", f"can't sign ({error})", "`solidary keys renew`")
        return
    if signer is not None and signer.certified.until < now():
        yield Trouble("keys/release.key", "is vouched for no more", "`solidary keys renew`")


def _pieces(envelope: StoredEnvelope, died: set[tuple[str, str]]) -> Iterator[Trouble]:
    """Headers that are no headers, and payloads that aren't what the list says. A piece without a header
    was withdrawn, and nothing of it is asked for."""
    for piece, payload in envelope.manifest.pieces.items():
        if not (path := envelope.keys / piece).exists():
            continue
        try:
            header.parsed(disk.read(path))
        except (SolidaryError, OSError) as error:
            yield Trouble(f"intake/keys/{envelope.name}/{piece}", f"is damaged ({error})", RETURN)
        if (envelope.name, piece.partition(".")[0]) in died:
            continue
        said = _fault(envelope.sealed / piece, payload)
        # Removed for good while this was looked at, it has no header any more.
        if said and path.exists() and not (envelope.keys.parent / GONE / envelope.name).exists():
            yield Trouble(f"intake/sealed/{envelope.name}/{piece}", said, RETURN)


def _fault(path: Path, payload: Payload) -> str:
    try:
        right = path.stat().st_size == payload.size and content_of(path).sha256 == payload.sha256
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"can't be read ({error.strerror})"
    return "" if right else "is damaged"
