"""solidary mirror: the places that serve copies of the release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from solidary.commands import open_record
from solidary.commands.bars import bars
from solidary.commands.choices import LateChoice
from solidary.commands.mirror_check import check
from solidary.commands.mirror_headers import headers
from solidary.commands.options import named_values
from solidary.commands.saying import say, say_json

if TYPE_CHECKING:
    from solidary.mirrors.models import Mirror
    from solidary.mirrors.sync import Outcome

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(
    "mirror",
    short_help="Add, list, sync and retire the mirrors of the site.",
    epilog="""\b
Examples:
  solidary mirror add berlin /srv/mirror --address https://mirror.example.org/
  solidary mirror sync berlin""",
)
def command() -> None:
    """The places that serve copies of the release.

    Beside `solidary run` they are kept up by themselves; `sync` does it at once.
    """


command.add_command(check)
command.add_command(headers)


def _profiles() -> Iterable[str]:
    from solidary.mirrors.profiles import profiles

    return profiles()


class _Add(click.Command):
    """Says how places are written, as the stores declare it; they are asked only then."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from solidary.mirrors.stores import shapes

        self.help = (self.help or "").replace("{places}", shapes())
        super().format_help_text(ctx, formatter)


@command.command(
    "add",
    cls=_Add,
    epilog="""\b
Examples:
  solidary mirror add stick /media/stick/site
  solidary mirror add bucket s3://news/site --address https://news.example.org/ \\
      --option endpoint=https://s3.example.org --credentials s3.json --profile object
  solidary mirror add host sftp://web@host.example.org/srv/site --credentials host.json \\
      --option "host_key=ssh-ed25519 AAAA…" """,
)
@click.argument("name")
@click.argument("place")
@click.option("--address", default="", help="Where readers find it.")
@click.option("--onion", default="", help="The address of its onion service.")
@click.option("--dangerous", is_flag=True, help="Browsers may keep nothing of it.")
@click.option(
    "--profile",
    type=LateChoice(_profiles),
    help="Who sets the headers. Default: what such a place needs.",
)
@click.option(
    "--option", "options", multiple=True, metavar="NAME=VALUE",
    help="What the place needs besides; may be given several times.",
)  # fmt: skip
@click.option("--credentials", type=_FILE, help="Secrets as JSON, readable by you only.")
@click.option("--unseen", is_flag=True, help="Don't try the place: it can't be reached now.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def add(
    name: str,
    place: str,
    address: str,
    onion: str,
    dangerous: bool,
    profile: str | None,
    options: tuple[str, ...],
    credentials: Path | None,
    unseen: bool,
    as_json: bool,
) -> None:
    """Take in a mirror.

    PLACE is {places}. It is tried first. The first sync brings the whole release there.
    """
    open_record(desk=False)
    from solidary.mirrors import register
    from solidary.mirrors.secrets import read_secrets_at

    chosen = named_values(options)
    mirror = register.add(
        name, place, address=address, onion=onion, dangerous=dangerous, profile=profile,
        options=chosen, secrets=read_secrets_at(credentials) if credentials else None,
        unseen=unseen,
    )  # fmt: skip
    if as_json:
        say_json(_as_json(mirror))
    else:
        say(f"{mirror.name} is taken in. solidary mirror sync {mirror.name}")


@command.command(
    "list",
    epilog="""\b
Example:
  solidary mirror list --json""",
)
@click.option("--retired", is_flag=True, help="Show those that are given up too.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def show(retired: bool, as_json: bool) -> None:
    """Show each mirror: the release it serves, how far behind it is, and why.

    One that is given up, and was to be emptied but isn't yet, is shown too.
    """
    open_record(desk=False)
    from solidary.mirrors import register
    from solidary.mirrors.models import Mirror

    shown = [*register.in_use(), *register.not_yet_empty()]
    mirrors = list(Mirror.objects.all()) if retired else shown
    if as_json:
        say_json([_as_json(mirror) for mirror in mirrors])
        return
    if not mirrors:
        say("No mirror yet: solidary mirror add NAME PLACE")
    for mirror in mirrors:
        say(_line(mirror))


@command.command(
    "sync",
    epilog="""\b
Example:
  solidary mirror sync
  solidary mirror sync berlin --json""",
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--anew", is_flag=True, help="Look at every file, whatever the mirror says.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def sync(names: tuple[str, ...], anew: bool, as_json: bool) -> None:
    """Bring mirrors up to the published release; all of them unless some are named.

    Only what differs is sent. Stopped at any moment, the next sync goes on from there.
    """
    open_record(desk=False)
    from solidary.mirrors import register
    from solidary.mirrors import sync as syncing

    # One that is named twice is synced once: two syncs of a mirror keep each other out.
    mirrors = [register.named(name) for name in dict.fromkeys(names)] or register.in_use()
    with bars() as moved:
        outcomes = syncing.sync_all(mirrors, anew=anew, watched=moved)
    if as_json:
        say_json({name: asdict(outcome) for name, outcome in outcomes.items()})
    else:
        for name, outcome in outcomes.items():
            _say(name, outcome)
        if not outcomes:
            say("No mirror yet: solidary mirror add NAME PLACE")
    if any(outcome.problem for outcome in outcomes.values()):
        raise SystemExit(1)


@command.command(
    "retire",
    epilog="""\b
Example:
  solidary mirror retire berlin --empty""",
)
@click.argument("name")
@click.option("--empty", is_flag=True, help="Remove every file of the release from it too.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def retire(name: str, empty: bool, as_json: bool) -> None:
    """Keep a mirror up no longer. What it holds stays there unless it is emptied."""
    open_record(desk=False)
    from solidary.mirrors import register

    register.retire(register.named(name, retired=True), empty=empty)
    if as_json:
        say_json({"name": name, "emptied": empty})
    else:
        say(f"{name} is given up{' and emptied' if empty else ''}.")


def _say(name: str, outcome: Outcome) -> None:
    did = (
        f"{outcome.sent} files sent, {outcome.removed} removed, {outcome.bytes / 1e6:.1f} MB "
        f"({outcome.seconds:.1f} s)"
    )
    if outcome.problem:
        say(f"{name}: {outcome.problem}. {did}", err=True)
    else:
        say(f"{name}: release {outcome.sequence}. {did}.")


def _line(mirror: Mirror) -> str:
    parts = [mirror.name, mirror.place]
    if mirror.address:
        parts.append(mirror.address)
    if mirror.retired_at:
        parts.append(f"given up {mirror.retired_at:%Y-%m-%d}")
        if mirror.emptying:
            parts.append(f"not empty yet: {mirror.problem}" if mirror.problem else "not empty yet")
        return "  ".join(parts)
    parts.append(f"release {mirror.sequence}" if mirror.sequence else "no release yet")
    if mirror.behind:
        parts.append(f"{mirror.behind} files behind")
    if mirror.synced_at:
        parts.append(f"synced {mirror.synced_at:%Y-%m-%d %H:%M} UTC")
    if mirror.state and mirror.checked_at:
        parts.append(f"{mirror.state} ({mirror.checked_at:%Y-%m-%d %H:%M} UTC)")
    if mirror.problem:
        parts.append(mirror.problem)
    return "  ".join(parts)


def _as_json(mirror: Mirror) -> dict[str, Any]:
    """All that is known of a mirror, for programs; its secrets are not among it."""
    found: dict[str, Any] = {}
    for field in mirror._meta.concrete_fields:
        value = getattr(mirror, field.name)
        if field.name != "id":
            found[field.name] = value.isoformat() if hasattr(value, "isoformat") else value
    return found
