"""solidary keys: the keys that sign the release."""

from __future__ import annotations

import json
from pathlib import Path

import click

from solidary.commands import open_record
from solidary.commands.keys_desk import desk
from solidary.home import Home, current_home
from solidary.press.lock import press_lock
from solidary.release import minisign
from solidary.release.key_state import OFFLINE, Care, key_state
from solidary.release.keyring import (
    RELEASE_KEY,
    ROOT_KEY,
    UnusableKeyError,
    new_keys,
    open_signer,
    passphrase_from_environment,
    read_private,
)
from solidary.release.keyring import renew as renew_key
from solidary.release.statements import moment, read_root

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    "keys",
    short_help="The keys that sign the release, and those that open what is sent.",
    epilog="""\b
Examples:
  solidary keys new --folder /media/stick
  solidary keys renew --root-key /media/stick/root.key
  solidary keys desk ola""",
)
def command() -> None:
    """The keys that sign the release, and the desk's, which open what strangers send.

    A root key that stays offline vouches for a release key that lies in the home. Readers
    know the root key; a release key that is lost or stolen is replaced with `renew`.
    """


command.add_command(desk)


@command.command("new")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path),
    help="Where the root key goes: a stick, or another place away from this machine.",
)  # fmt: skip
@click.option("--here", is_flag=True, help="Leave the root key in the home (keys/offline) for now.")
@click.option("--open", "open_root", is_flag=True, help="The root key gets no passphrase.")
@click.option("--passphrase-file", type=_FILE, help="Read the root key's passphrase from here.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def new(
    folder: Path | None, here: bool, open_root: bool, passphrase_file: Path | None, as_json: bool
) -> None:
    """Make a root key and a release key it vouches for.

    Whoever has the root key can speak for the newsroom for ever, so it goes to a stick.
    The release key gets the passphrase that SOLIDARY_KEY_PASSPHRASE or
    SOLIDARY_KEY_PASSPHRASE_FILE holds, or none.
    """
    home = current_home()
    offline = _offline(home, folder, here)
    for path in (home.keys / RELEASE_KEY, offline / ROOT_KEY):
        if path.exists():
            raise UnusableKeyError(f"{path} is there already; `solidary keys renew` replaces it")
    words = "" if open_root else _passphrase(passphrase_file, confirm=True)
    with press_lock(wait=True):
        new_keys(home.keys, offline, words, passphrase_from_environment())
    _show(home, as_json)
    if not as_json:
        click.echo(
            f"\nThe root key is {offline / ROOT_KEY}. Keep it, and a copy, away from this machine;"
            "\nit is needed only for `solidary keys renew`. Tell readers the public root key."
        )


def _offline(home: Home, folder: Path | None, here: bool) -> Path:
    """Where the root key goes. Never into the home, unless that was asked for in so many words."""
    if folder is not None and here:
        raise UnusableKeyError("--folder and --here are two places for one root key; choose one")
    if here:
        return home.keys / OFFLINE
    if folder is None:
        raise UnusableKeyError(
            "say where the root key goes: --folder /media/stick; or --here, to leave it in the "
            "home until you have a stick"
        )
    if home.path.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise UnusableKeyError(
            f"{folder} is in the home, and the root key has to be away from it; or say --here"
        )
    return folder


@command.command("renew")
@click.option("--root-key", type=_FILE, help="The root key, on its stick. Default: keys/offline.")
@click.option("--passphrase-file", type=_FILE, help="Read the root key's passphrase from here.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def renew(root_key: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Make a new release key; the old one is named as revoked, and the root is signed again.

    Where somebody has signed a number with the old key that no newsroom reaches, releases are counted
    from 1 again; readers' checks follow the new certificate.
    """
    open_record(desk=False)
    from solidary.mirrors.confirmations import forget_all
    from solidary.press.folder.numbers import begin_again
    from solidary.press.folder.signing import resign

    home = current_home()
    path = root_key or home.keys / OFFLINE / ROOT_KEY
    if root_key is None and not path.exists():
        raise UnusableKeyError("say where the root key is: --root-key /media/stick/root.key")
    data, _ = read_private(path)
    locked = minisign.is_locked(data)
    words = _passphrase(passphrase_file, confirm=False) if locked else ""
    with press_lock(wait=True):
        if begin_again(read_root(home.site)):
            forget_all()
        renew_key(home.keys, home.site, path, words, passphrase_from_environment())
        resign()
    _show(home, as_json)


@command.command("show")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def show(as_json: bool) -> None:
    """Show the public keys, and until when certificate and root are good."""
    home = current_home()
    signer = open_signer(home.keys)
    if signer is None:
        raise click.ClickException("There are no keys yet: `solidary keys new` makes them.")
    _show(home, as_json)


@command.command("sign")
@click.option(
    "--above", type=click.IntRange(0), default=0,
    help="The new number is above this one: after a restored backup, the last one published.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Don't ask whether --above is meant.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def sign(above: int, yes: bool, as_json: bool) -> None:
    """Sign the standing root again, with the next number and a new date of expiry.

    A number can't be taken back: once readers have seen it, lower ones are rolled back for them.
    So --above asks first, and takes no number more than a million releases ahead.
    """
    open_record(desk=False)
    from solidary.press.folder.signing import resign_if_due

    before = read_root(current_home().site)
    if above and before and not yes:
        click.confirm(
            f"This home is at release {before.sequence}. The next one will be above {above}, and "
            "numbers never go back. Go on?",
            abort=True, err=True,
        )  # fmt: skip
    root = resign_if_due(above=above, force=True)
    if root is None or root.signed is None:
        raise click.ClickException("There is nothing to sign, or no key: see `solidary keys show`.")
    about = {"sequence": root.sequence, "expires": moment(root.signed.expires)}
    if as_json:
        click.echo(json.dumps(about))
    else:
        click.echo(f"Release {about['sequence']} is signed; it expires {about['expires']}.")


def _show(home: Home, as_json: bool) -> None:
    state = key_state(home.keys, home.site)
    about = {
        "root_key": state.root_key,
        "release_key": state.release_public,
        "release_key_id": state.release_key,
        "certificate": state.certificate,
        "until": moment(state.until) if state.until else None,
        "revoked": list(state.revoked),
        "sequence": state.sequence,
        "root_expires": moment(state.expires) if state.expires else None,
        "cares": [str(care) for care in state.cares],
    }
    if as_json:
        click.echo(json.dumps(about))
        return
    click.echo(f"Public root key  {about['root_key']}")
    click.echo(f"Release key      {about['release_key_id']}, certificate {about['certificate']}")
    click.echo(f"It counts until  {about['until']}, {state.certificate_days} days")
    click.echo(f"Root expires     {about['root_expires'] or 'not signed yet'}")
    for name in state.revoked:
        click.echo(f"Revoked          {name}")
    for care in state.cares:
        click.echo(f"Note             {_SAYS[care]}")


_SAYS = {
    Care.NO_KEYS: "there are no keys; nothing is signed: `solidary keys new`",
    Care.UNUSABLE: "the release key can't be used",
    Care.CERTIFICATE_ENDED: "the certificate has ended: `solidary keys renew`",
    Care.ROOT_EXPIRED: "the root has expired: `solidary publish` signs it anew",
    Care.UNSIGNED: "the release isn't signed by this key yet: `solidary publish` does it",
    Care.CERTIFICATE_ENDS: "the certificate ends soon: `solidary keys renew`",
    Care.ROOT_EXPIRES: "the root expires soon and should be new: is `solidary run` running?",
    Care.ROOT_KEY_HERE: "the root key lies in the home: move keys/offline to a stick, and remove it",
}


def _passphrase(file: Path | None, *, confirm: bool) -> str:
    if file is not None:
        data, _ = read_private(file)
        words = data.decode("utf-8", "replace").rstrip("\r\n")
    else:
        words = click.prompt(
            "Passphrase of the root key", hide_input=True, confirmation_prompt=confirm, err=True
        )
    if not words:
        raise UnusableKeyError(
            "an empty passphrase protects nothing; --open makes a key without one"
        )
    return words
