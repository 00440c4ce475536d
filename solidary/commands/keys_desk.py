"""solidary keys desk: the keys that open what strangers send."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from solidary.commands.saying import say
from solidary.home import Home, current_home
from solidary.release.key_state import OFFLINE
from solidary.sealing.faults import CarrierError, DeskKeyError

if TYPE_CHECKING:
    from solidary.sealing.desk_keys import DeskKeys, Rewritten
    from solidary.sealing.identity import Identity
    from solidary.sealing.recipients import Recipients

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    "desk",
    short_help="Make, list and revoke the keys that open what strangers send.",
    epilog="""\b
Examples:
  solidary keys desk ola
  solidary keys desk --recovery --folder /media/stick
  solidary keys desk --revoke ola --key jan""",
)
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="List the keys, and what is still missing.")
@click.option("--recovery", is_flag=True, help="Make the recovery key, which is kept elsewhere.")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path),
    help="Where the recovery key goes: a stick, or another place away from this machine.",
)  # fmt: skip
@click.option("--here", is_flag=True, help="Leave the recovery key in the home (keys/offline).")
@click.option("--revoke", metavar="NAME", help="Take this key from those that open what is sent.")
@click.option("--share", is_flag=True, help="Write what is here for everybody who has a key now.")
@click.option(
    "--key", metavar="NAME|FILE",
    help="With --revoke or --share, whose key opens what is here: a name, or a file.",
)  # fmt: skip
@click.option("--passphrase-file", type=_FILE, help="Read the passphrase from here.")
@click.option("--generate", is_flag=True, help="Have a passphrase made, and shown once.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def desk(
    name: str | None, listing: bool, recovery: bool, folder: Path | None, here: bool,
    revoke: str | None, share: bool, key: str | None, passphrase_file: Path | None, generate: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """The keys of the people who open what strangers send.

    The letterbox stays closed until two people have a key and there is a recovery key. Each key is
    protected by its owner's passphrase, which nobody can bring back: what only a lost key opens is
    lost. A revoked key opens nothing that is here any more; what its owner copied before, it opens.
    """
    if sum(map(bool, (name, listing, recovery, revoke, share))) != 1:
        raise click.UsageError("Give one of NAME, --list, --recovery, --revoke and --share.")
    if (folder or here) and not recovery:
        raise click.UsageError("--folder and --here are for --recovery.")
    if key and not (revoke or share):
        raise click.UsageError("--key is for --revoke and --share.")
    home = current_home()
    if revoke:
        _revoke(home, revoke, key, passphrase_file, as_json)
    elif share:
        _share(home, key, passphrase_file, as_json)
    elif name or recovery:
        _make(
            home, name, _away(home, folder, here) if recovery else None, passphrase_file, generate
        )
        _show(home, as_json)
    else:
        _show(home, as_json)


def _make(
    home: Home, name: str | None, away: Path | None, file: Path | None, generate: bool
) -> None:
    from solidary.sealing import desk_keys, passphrases

    if file is not None and generate:
        raise click.UsageError("--passphrase-file and --generate are two passphrases for one key.")
    keys = desk_keys.DeskKeys(home.desk_keys, home.recovery_public)
    if away is not None:
        keys.check_new_recovery(away)
    elif name is not None:
        keys.check_new(name)
    whose = "the recovery key" if name is None else name
    if generate:
        words = passphrases.generated()
        click.echo(f"Passphrase of {whose}, shown this once: {words}", err=True)
    else:
        words = _passphrase(file, f"Passphrase of {whose}", confirm=True)
    if away is not None:
        keys.make_recovery(away, words)
        where = away / desk_keys.RECOVERY_KEY
        click.echo(f"The recovery key is {where}. Keep it, and a copy, away from here.", err=True)
    elif name is not None:
        keys.make(name, words)
    _tell_letterbox(home)


def _away(home: Home, folder: Path | None, here: bool) -> Path:
    """Where the recovery key goes. Never into the home, unless that was asked for in so many words."""
    if folder is not None and here:
        raise DeskKeyError("--folder and --here are two places for one recovery key; choose one")
    if here:
        return home.keys / OFFLINE
    if folder is None:
        raise DeskKeyError(
            "say where the recovery key goes: --folder /media/stick; or --here, to leave it in the "
            "home until you have a stick"
        )
    if home.path.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise DeskKeyError(
            f"{folder} is in the home, and the recovery key has to be away from it; or say --here"
        )
    return folder


def _revoke(home: Home, name: str, key: str | None, file: Path | None, as_json: bool) -> None:
    from solidary.sealing import disk
    from solidary.sealing.desk_keys import DeskKeys

    keys = DeskKeys(home.desk_keys, home.recovery_public)
    keys.check_name(name)
    opener = _opener(keys, key, file)
    remaining = keys.revoke(name, opener)
    # It was sealed for the revoked key too; the keeper makes it again for those who stay.
    disk.shred(home.intake_index)
    _tell_letterbox(home)
    done = _rewrite(home, opener, remaining)
    if as_json:
        click.echo(json.dumps({"revoked": name, **_facts(done), "missing": keys.missing()}))
        return
    click.echo(f"{name}'s key is revoked: {_said(done)}")
    click.echo("What was sealed before the letterbox knew of it may still be on its way:")
    click.echo("run this again once it has come. Copies made before stay readable to the key.")
    if keys.missing():
        click.echo(f"The letterbox is closed; {keys.missing()}.")


def _share(home: Home, key: str | None, file: Path | None, as_json: bool) -> None:
    from solidary.sealing.desk_keys import DeskKeys

    keys = DeskKeys(home.desk_keys, home.recovery_public)
    recipients = keys.recipients()
    done = _rewrite(home, _opener(keys, key, file), recipients)
    click.echo(json.dumps(_facts(done)) if as_json else f"Shared: {_said(done)}")


def _opener(keys: DeskKeys, key: str | None, file: Path | None) -> Identity:
    """The key that opens what is here, unlocked."""
    from solidary.sealing import desk_keys

    if key is None:
        raise DeskKeyError(
            "say whose key opens what is here, so that it can be written for others: "
            "--key NAME, or --key /media/stick/recovery.key"
        )
    words = _passphrase(file, f"Passphrase of {key}", confirm=False)
    if "/" in key or key.endswith(desk_keys.KEY):
        return desk_keys.unlock(Path(key), words)
    return keys.unlock(key, words)


def _rewrite(home: Home, opener: Identity, recipients: Recipients) -> Rewritten:
    from solidary.commands.bars import bars
    from solidary.sealing.bag.envelope import headers_in
    from solidary.sealing.desk_keys import rewrite_headers
    from solidary.sealing.strongroom import Strongroom

    room = Strongroom(home.intake_keys, home.intake_sealed)
    headers = [*room.headers(), *headers_in(home.letterbox_bag)]
    with bars() as moved:
        return rewrite_headers(
            headers, opener, recipients, lambda done, all: moved("Writing headers", done, all)
        )


def _facts(done: Rewritten) -> dict[str, int]:
    return {
        "written": done.done, "of": done.all, "unopened": done.unopened, "damaged": done.damaged,
    }  # fmt: skip


def _said(done: Rewritten) -> str:
    said = f"{done.done} of {done.all} headers are written."
    if done.unopened or done.damaged:
        said += f" {done.unopened} don't open with this key, {done.damaged} are damaged."
    return said


def _show(home: Home, as_json: bool) -> None:
    from solidary.sealing.desk_keys import DeskKeys

    keys = DeskKeys(home.desk_keys, home.recovery_public)
    about = {
        "keys": {name: keys.public(name) for name in keys.names()},
        "recovery": keys.recovery_public(),
        "revoked": keys.revoked(),
        "missing": keys.missing(),
    }
    if as_json:
        click.echo(json.dumps(about))
        return
    for name in keys.names():
        click.echo(f"{name:<16} {keys.public(name)}")
    if keys.recovery_public():
        click.echo(f"{'Recovery key':<16} {keys.recovery_public()}")
    for name in keys.revoked():
        click.echo(f"{name:<16} revoked")
    click.echo(
        f"The letterbox is closed; {keys.missing()}."
        if keys.missing()
        else "The letterbox can open: what is sent is sealed for these keys."
    )


def _tell_letterbox(home: Home) -> None:
    """Say in the bag of this home for whom to seal from now on. A bag elsewhere hears it from `run`.

    A bag that can't be written, as one in other hands, keeps no key from being made or revoked.
    """
    from solidary.sealing.bag.folder import FolderCarrier
    from solidary.sealing.bag.notice import renew_recipients
    from solidary.sealing.desk_keys import DeskKeys

    keys = DeskKeys(home.desk_keys, home.recovery_public)
    recipients = None if keys.missing() else keys.recipients()
    try:
        renew_recipients(FolderCarrier(home.letterbox_bag), recipients)
    except CarrierError as error:
        say(f"The letterbox doesn't know of it yet: {error}.", err=True)


def _passphrase(file: Path | None, prompt: str, *, confirm: bool) -> str:
    from solidary.release.keyring import read_private

    if file is not None:
        data, _ = read_private(file)
        return data.decode("utf-8", "replace").rstrip("\r\n")
    words: str = click.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True)
    return words
