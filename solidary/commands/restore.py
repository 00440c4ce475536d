"""solidary restore: put a home together again from a backup."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from solidary.commands import bring_up_to_date, start_django, take_back_what_was_withdrawn
from solidary.commands.bars import bars
from solidary.commands.options import named_values
from solidary.commands.saying import say
from solidary.home import Home, current_home

if TYPE_CHECKING:
    from solidary.keeping.binding import Bound
    from solidary.keeping.restore import Restore, Restored
    from solidary.keeping.target import Target

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 10
"""Headlines of what is held back that the command names; the desk has all of them."""


@click.command(
    "restore",
    short_help="Put a newsroom together again from a backup.",
    epilog="""\b
Examples:
  solidary restore /media/disk/solidary --key /media/stick/recovery.key
  solidary restore sftp://news@host.example.org/srv/backup --key recovery.key --above 4711
  solidary restore""",
)
@click.argument("source", metavar="[FROM]", required=False)
@click.option("--key", type=_FILE, help="The recovery key, or whichever the backup is sealed for.")
@click.option("--passphrase-file", type=_FILE, help="Read the key's passphrase from here.")
@click.option(
    "--above",
    type=click.IntRange(0, 10**15 - 2),
    default=0,
    help="The next release's number is above this one.",
)
@click.option(
    "--mirror",
    "mirrors",
    multiple=True,
    metavar="PLACE",
    help="Ask this folder or address too what readers were shown.",
)
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="What the place needs besides, as for `solidary mirror add`.",
)
@click.option("--credentials", type=_FILE, help="A file with what opens the place.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def command(
    source: str | None, key: Path | None, passphrase_file: Path | None, above: int,
    mirrors: tuple[str, ...], options: tuple[str, ...], credentials: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Put this home together from the backup at FROM, and bind it to what readers were shown since.

    What the newsroom's mirrors show is read, and believed where it is signed: the next release has a
    number above theirs, and what they say is withdrawn is held back until an editor decides. Nothing
    is published yet. Without FROM, a record that was put back by hand is bound so. Stopped at any
    moment, run it again.
    """
    if source is None and (key or passphrase_file or options or credentials):
        raise click.UsageError("Say FROM where: these options are for a place.")
    start_django(desk_closed=True)
    from solidary.press.lock import press_lock
    from solidary.serving.supervising.alone import hold

    home = current_home()
    hold(home)
    with press_lock(wait=True):
        if source is None:
            _bind_only(home, above, mirrors, as_json)
            return
        restore = _begun(home, source, key, passphrase_file, named_values(options), credentials)
        done = _run(restore)
        bound = _bound(home, above, mirrors, restored=True)
        left = _take_back()
        aside = restore.give_free(home.replaced / f"{datetime.now(UTC):%Y%m%dT%H%M%S}")
    if as_json:
        click.echo(json.dumps({**_facts(bound), **_facts_of(done), "replaced": str(aside or "")}))
        return
    click.echo(
        f"Backup {done.number} of {done.made:%Y-%m-%d %H:%M} UTC is put back: {done.files} files, "
        f"{done.fetched} of them fetched."
    )
    if done.kept:
        say(f"{len(done.kept)} stay as this home had them, such as {done.kept[0]}.")
    if aside:
        click.echo(
            f"The record that was here is in {aside}; remove it once nobody misses anything."
        )
    say_bound(bound)
    if left:
        say(left, err=True)
    click.echo("Look at it: `solidary publish`, then `solidary run`.")


def _begun(
    home: Home, source: str, key: Path | None, passphrase_file: Path | None,
    options: dict[str, object], credentials: Path | None,
) -> Restore:  # fmt: skip
    from solidary.keeping.restore import Restore
    from solidary.keeping.sealing_files import read_identity
    from solidary.keeping.target import Target
    from solidary.mirrors.secrets import read_secrets_at

    target: Target = Target.of(
        source, dict(options), read_secrets_at(credentials) if credentials else {}, home
    )
    identity = read_identity(key, lambda: _passphrase(key, passphrase_file)) if key else None
    return Restore(home, target, identity)


def _run(restore: Restore) -> Restored:
    from solidary.keeping.faults import RestoreRefusedError
    from solidary.keeping.restore import forget_unmoved

    try:
        with bars() as moved:
            restore.watched = moved
            return restore.run()
    except RestoreRefusedError:
        forget_unmoved(restore.home)
        raise


def _bound(home: Home, above: int, mirrors: tuple[str, ...], *, restored: bool) -> Bound:
    """Bind the record that lies in the home now. Raises RestoreRefusedError where nobody can tell what
    readers were shown."""
    bring_up_to_date()
    from solidary.desk.opening import open_desk
    from solidary.keeping.binding import bind, world_of
    from solidary.keeping.faults import RestoreRefusedError
    from solidary.mirrors.register import in_use

    open_desk()
    world = world_of(home, mirrors)
    if not world.shown and not above and (mirrors or in_use()):
        raise RestoreRefusedError(
            f"no mirror tells what readers were shown ({'; '.join(world.unread)[:600]}). Run the same "
            "command again once one can be read, or say --above with the last number published: "
            "then what was withdrawn since isn't held back"
        )
    return bind(home, world, above=above, restored=restored)


def _take_back() -> str:
    """Withdraw what senders took back; a line where headers are away and nobody can tell what that is."""
    from solidary.sealing.faults import StrongroomError

    try:
        take_back_what_was_withdrawn()
    except StrongroomError as error:
        return f"{error}."
    return ""


def _bind_only(home: Home, above: int, mirrors: tuple[str, ...], as_json: bool) -> None:
    from solidary.keeping.opening import look_at_files

    said = look_at_files(home)
    if not home.record.exists():
        raise click.ClickException(
            f"There is no record in {home.path}: say FROM where to restore it."
        )
    bound = _bound(home, above, mirrors, restored=False)
    left = _take_back()
    if as_json:
        click.echo(json.dumps(_facts(bound)))
        return
    for line in filter(None, (said, left)):
        say(line, err=True)
    say_bound(bound)


def say_bound(bound: Bound, *, err: bool = False) -> None:
    """Say what the record was held against, and what came of it."""
    for one in bound.world.shown:
        click.echo(
            f"{one.place}: release {one.sequence}, {len(one.withdrawn.hashes)} withdrawn.", err=err
        )
    for line in bound.world.unread:
        say(f"Not believed: {line}.", err=True)
    if bound.held:
        click.echo(f"Held back until an editor decides, at the desk: {len(bound.held)}.", err=err)
        for headline in bound.held[:SHOWN]:
            say(f"  “{headline}”", err=err)
    click.echo(
        f"Everything is published again with the next publish, as release {bound.above + 1} or above.",
        err=err,
    )


def _facts(bound: Bound) -> dict[str, object]:
    return {
        "above": bound.above, "held": bound.held,
        "shown": {one.place: one.sequence for one in bound.world.shown},
        "unread": bound.world.unread,
    }  # fmt: skip


def _facts_of(done: Restored) -> dict[str, object]:
    return {
        "number": done.number, "made": done.made.isoformat(), "files": done.files,
        "fetched": done.fetched, "kept": done.kept,
    }  # fmt: skip


def _passphrase(key: Path, file: Path | None) -> str:
    from solidary.release.keyring import read_private

    if file is not None:
        data, _ = read_private(file)
        return data.decode("utf-8", "replace").rstrip("\r\n")
    words: str = click.prompt(f"Passphrase of {key}", hide_input=True, err=True)
    return words
