"""solidary backup: bring a backup of the home to a place."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from solidary.commands import open_record
from solidary.commands.bars import bars
from solidary.commands.options import named_values

if TYPE_CHECKING:
    from solidary.keeping.backup import Made
    from solidary.keeping.place import Watched

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Backup(click.Command):
    """Says how places are written, as the stores declare it; they are asked only then."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from solidary.mirrors.stores import shapes

        self.help = (self.help or "").replace("{places}", shapes())
        super().format_help_text(ctx, formatter)


@click.command(
    "backup",
    cls=_Backup,
    short_help="Bring a sealed backup of the newsroom to a place.",
    epilog="""\b
Examples:
  solidary backup /media/disk/solidary
  solidary backup sftp://news@host.example.org/srv/backup --every 6
  solidary backup""",
)
@click.argument("place", required=False)
@click.option("--key", default="", help="Seal for this public age key, or the one in this file.")
@click.option("--plain", is_flag=True, help="Leave files readable, for restic or borg.")
@click.option(
    "--every",
    type=click.IntRange(0, 24 * 31),
    help="Keep this place, and make a backup every so many hours; 0: only when asked.",
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
    place: str | None, key: str, plain: bool, every: int | None, options: tuple[str, ...],
    credentials: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Bring a backup to PLACE while the desk works; only what is new travels.

    PLACE is {places}; without it, the place that was kept with --every or at the desk. Everything is
    sealed for the recovery key of the desk, and read back after it was written.
    """
    open_record(desk=False)
    if place is None and (key or plain or options or credentials or every is not None):
        raise click.UsageError("Name the PLACE that this is said of.")
    with bars() as moved:
        if place is None:
            from solidary.keeping.timer import make_planned

            made = make_planned(watched=moved)
        else:
            made = _make(place, key, plain, every, named_values(options), credentials, moved)
    if as_json:
        click.echo(json.dumps(asdict(made)))
        return
    click.echo(
        f"Backup {made.number}: {made.files} files and the record, {made.bytes / 1e6:.1f} MB. "
        f"{made.sent} objects sent and read back, {made.removed} removed ({made.seconds:.1f} s)."
    )


def _make(
    place: str, key: str, plain: bool, every: int | None, options: dict[str, Any],
    credentials: Path | None, moved: Watched,
) -> Made:  # fmt: skip
    """A backup to a place that is named; kept as the newsroom's plan where that was asked."""
    from solidary.home import current_home
    from solidary.keeping import timer
    from solidary.keeping.models import BackupPlan
    from solidary.keeping.target import Target, keep_secrets, recipient_for
    from solidary.mirrors.secrets import read_secrets_at

    if key and plain:
        raise click.UsageError("--key and --plain: seal for a key, or don't seal.")
    home, plan = current_home(), BackupPlan.load()
    secrets = read_secrets_at(credentials) if credentials else {}
    target = Target.of(place, options, secrets, home)
    recipient = recipient_for(home, key, plain=plain)
    made = timer.make(home, plan, target, recipient, watched=moved)
    if every is not None:
        keep_secrets(home, secrets)
        plan.place, plan.options, plan.plain, plan.hours = target.place, options, plain, every
        plan.recipient = recipient if key else ""
        plan.save(update_fields=["place", "options", "plain", "hours", "recipient"])
    if plan.place == target.place:
        timer.note_made(made)
    return made
