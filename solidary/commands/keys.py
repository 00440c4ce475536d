"""solidary keys: the keys that sign the release."""

from __future__ import annotations

import json
from pathlib import Path

import click
from django.conf import settings

from solidary.commands import open_record
from solidary.press import minisign
from solidary.press.keyring import (
    RELEASE_KEY,
    ROOT_KEY,
    KeyUnusable,
    Signer,
    keys_folder,
    new_keys,
    open_signer,
    passphrase_of_the_house,
    read_private,
    read_root_public,
)
from solidary.press.keyring import renew as renew_key
from solidary.press.lock import press_lock
from solidary.press.root import moment, read_root

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    "keys",
    short_help="Make, show, renew and use the keys that sign the release.",
    epilog="""\b
Examples:
  solidary keys new --folder /media/stick
  solidary keys renew --root-key /media/stick/root.key""",
)
def command() -> None:
    """The keys that sign the release.

    A root key that stays offline vouches for a release key that lies in the home. Readers
    know the root key; a release key that is lost or stolen is replaced with `renew`.
    """


@command.command("new")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path),
    help="Where the root key goes: a stick. Default: keys/offline in the home.",
)  # fmt: skip
@click.option("--open", "open_root", is_flag=True, help="The root key gets no passphrase.")
@click.option("--passphrase-file", type=_FILE, help="Read the root key's passphrase from here.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def new(folder: Path | None, open_root: bool, passphrase_file: Path | None, as_json: bool) -> None:
    """Make a root key and a release key it vouches for.

    The release key gets the passphrase that SOLIDARY_KEY_PASSPHRASE or
    SOLIDARY_KEY_PASSPHRASE_FILE holds, or none.
    """
    home = Path(settings.HOME)
    offline = folder or keys_folder(home) / "offline"
    try:
        for path in (keys_folder(home) / RELEASE_KEY, offline / ROOT_KEY):
            if path.exists():
                raise KeyUnusable(f"{path} is there already; `solidary keys renew` replaces it")
        words = "" if open_root else _passphrase(passphrase_file, confirm=True)
        with press_lock(wait=True):
            signer = new_keys(home, offline, words, passphrase_of_the_house())
    except KeyUnusable as error:
        raise click.ClickException(f"{error}.") from error
    _show(signer, home, as_json)
    if not as_json:
        click.echo(
            f"\nThe root key is {offline / ROOT_KEY}. Keep it, and a copy, away from this machine;"
            "\nit is needed only for `solidary keys renew`. Tell readers the public root key."
        )


@command.command("renew")
@click.option("--root-key", type=_FILE, help="The root key. Default: keys/offline in the home.")
@click.option("--passphrase-file", type=_FILE, help="Read the root key's passphrase from here.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def renew(root_key: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Make a new release key; the old one is named as revoked, and the root is signed anew."""
    open_record()
    from solidary.press.sealing import resign

    home = Path(settings.HOME)
    path = root_key or keys_folder(home) / "offline" / ROOT_KEY
    try:
        data, _ = read_private(path)
        locked = minisign.is_locked(data)
        words = _passphrase(passphrase_file, confirm=False) if locked else ""
        with press_lock(wait=True):
            signer = renew_key(home, path, words, passphrase_of_the_house())
            resign()
    except (KeyUnusable, minisign.Unreadable) as error:
        raise click.ClickException(f"{error}.") from error
    _show(signer, home, as_json)


@command.command("show")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def show(as_json: bool) -> None:
    """Show the public keys, and until when certificate and root are good."""
    home = Path(settings.HOME)
    try:
        signer = open_signer(home)
    except KeyUnusable as error:
        raise click.ClickException(f"{error}.") from error
    if signer is None:
        raise click.ClickException("There are no keys yet: `solidary keys new` makes them.")
    _show(signer, home, as_json)


@command.command("sign")
@click.option(
    "--above", type=click.IntRange(0), default=0,
    help="The new number is above this one: after a restored backup, the last one published.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def sign(above: int, as_json: bool) -> None:
    """Sign the standing root anew, with the next number and a new date of expiry."""
    open_record()
    from solidary.press.sealing import resign_if_due

    try:
        root = resign_if_due(above=above, force=True)
    except KeyUnusable as error:
        raise click.ClickException(f"{error}.") from error
    if root is None or root.signed is None:
        raise click.ClickException("There is nothing to sign, or no key: see `solidary keys show`.")
    told = {"sequence": root.sequence, "expires": moment(root.signed.expires)}
    if as_json:
        click.echo(json.dumps(told))
    else:
        click.echo(f"Release {told['sequence']} is signed; it expires {told['expires']}.")


def _show(signer: Signer, home: Path, as_json: bool) -> None:
    root = read_root(home / "site")
    told = {
        "root_key": read_root_public(keys_folder(home)).text(),
        "release_key": signer.certified.release_key,
        "release_key_id": signer.certified.key,
        "certificate": signer.certified.number,
        "until": moment(signer.certified.until),
        "revoked": list(signer.certified.revoked),
        "root_expires": moment(root.signed.expires) if root and root.signed else None,
    }
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"Public root key  {told['root_key']}")
    click.echo(f"Release key      {told['release_key_id']}, certificate {told['certificate']}")
    click.echo(f"It counts until  {told['until']}")
    click.echo(f"Root expires     {told['root_expires'] or 'not signed yet'}")
    for name in signer.certified.revoked:
        click.echo(f"Revoked          {name}")


def _passphrase(file: Path | None, *, confirm: bool) -> str:
    if file is not None:
        data, _ = read_private(file)
        words = data.decode("utf-8", "replace").rstrip("\r\n")
    else:
        words = click.prompt(
            "Passphrase of the root key", hide_input=True, confirmation_prompt=confirm, err=True
        )
    if not words:
        raise KeyUnusable("an empty passphrase protects nothing; --open makes a key without one")
    return words
