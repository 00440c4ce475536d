"""solidary mirror check: what a mirror shows to whoever looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from solidary.commands import open_record
from solidary.commands.saying import say, say_json

if TYPE_CHECKING:
    from solidary.mirrors.models import Mirror
    from solidary.release.verify import Report


@click.command(
    "check",
    short_help="Examine mirrors as a reader would, and prove what was withdrawn gone.",
    epilog="""\b
Examples:
  solidary mirror check
  solidary mirror check berlin --sample 200 --from phone""",
)
@click.argument("name", metavar="[NAME]", required=False)
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", help="Check N objects drawn by lot."
)
@click.option(
    "--from", "checked_from", default="here", metavar="WHERE", help="Where you look from."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def check(name: str | None, sample: int | None, checked_from: str, as_json: bool) -> None:
    """Examine the mirror NAME, or all of them: every object, and every address of what was
    withdrawn, which must be gone.

    A mirror is read at its address, and where it has none, in its own place. The gravest
    finding decides: 0 sound, 3 tampered, 4 stale, 5 unreachable, 6 exposed.
    """
    open_record(desk=False)
    from solidary.mirrors.check import check as examine
    from solidary.mirrors.register import in_use, named
    from solidary.release.verify import State

    mirrors = [named(name)] if name else in_use()
    if not mirrors:
        raise click.ClickException("There are no mirrors yet: `solidary mirror add` takes one in.")
    checked = []
    for mirror in mirrors:
        report = examine(mirror, sample, checked_from)
        checked.append((mirror, report))
        if not as_json:
            _show(mirror, report)
    if as_json:
        say_json([_as_json(*one) for one in checked])
    found = {report.state for _, report in checked}
    raise SystemExit(next(state for state in State if state in found).exit_code)


def _show(mirror: Mirror, report: Report) -> None:
    say(f"{mirror.name}, {report.place}")
    for line in report.lines():
        say(f"  {line}")
    if mirror.confirmed:
        say(f"  What was withdrawn up to release {mirror.confirmed} is shown to be gone.")


def _as_json(mirror: Mirror, report: Report) -> dict[str, object]:
    about = {"mirror": mirror.name, "from": mirror.checked_from, "confirmed": mirror.confirmed}
    return {**about, **report.as_json()}
