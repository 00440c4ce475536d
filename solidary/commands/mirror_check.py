"""solidary mirror headers and check: what a mirror should say, and what it shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from solidary.commands import open_record

if TYPE_CHECKING:
    from solidary.press.mirrors.models import Mirror
    from solidary.press.verify import Report


@click.command(
    "headers",
    short_help="Print a mirror's header profile for its server.",
    epilog="""\b
Examples:
  solidary mirror headers north > /etc/nginx/conf.d/north.conf
  solidary mirror headers --profile caddy""",
)
@click.argument("name", metavar="[NAME]", required=False)
@click.option(
    "--profile", type=click.Choice(["nginx", "caddy", "headers-file", "object"]),
    help="For this server, whatever the mirror's row says.",
)  # fmt: skip
@click.option("--dangerous", is_flag=True, help="Nothing may be kept by a browser.")
def headers(name: str | None, profile: str | None, dangerous: bool) -> None:
    """Print the header profile of the mirror NAME, as its server or host reads it.

    Without NAME, and with --profile, that of the newsroom's own site.
    """
    open_record(desk=False)
    from solidary.press.mirrors.profiles import render
    from solidary.press.mirrors.setting import NoProfile

    if name is None and profile is None:
        raise click.UsageError("Name a mirror; or, for the newsroom's own site, a --profile.")
    mirror = standing_mirror(name) if name else _own_site()
    mirror.profile, mirror.dangerous = profile or mirror.profile, dangerous or mirror.dangerous
    try:
        click.echo(render(mirror), nl=False)
    except NoProfile as error:
        raise click.ClickException(f"{error}.") from error


def _own_site() -> Mirror:
    """The release in the home, as if it were a mirror in a folder."""
    from solidary.press.mirrors.models import Mirror
    from solidary.press.publish import site_folder
    from solidary.stories.models import Newsroom

    place, address = str(site_folder()), Newsroom.load().address
    return Mirror(name="site", kind="folder", place=place, address=address)


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
    from solidary.press.mirrors.check import NotCheckable
    from solidary.press.mirrors.check import check as examine
    from solidary.press.mirrors.register import standing
    from solidary.press.verify import State

    mirrors = [standing_mirror(name)] if name else standing()
    if not mirrors:
        raise click.ClickException("There are no mirrors yet: `solidary mirror add` takes one in.")
    told = []
    for mirror in mirrors:
        try:
            report = examine(mirror, sample, checked_from)
        except NotCheckable as error:
            raise click.ClickException(f"{error}.") from error
        told.append((mirror, report))
        if not as_json:
            _show(mirror, report)
    if as_json:
        click.echo(json.dumps([_as_json(*one) for one in told], ensure_ascii=False))
    found = {report.state for _, report in told}
    raise SystemExit(next(state for state in State if state in found).exit_code)


def _show(mirror: Mirror, report: Report) -> None:
    click.echo(f"{mirror.name}, {report.place}")
    for line in report.lines():
        click.echo(f"  {line}")
    if mirror.confirmed:
        click.echo(f"  What was withdrawn up to release {mirror.confirmed} is shown to be gone.")


def _as_json(mirror: Mirror, report: Report) -> dict[str, object]:
    told = {"mirror": mirror.name, "from": mirror.checked_from, "confirmed": mirror.confirmed}
    return {**told, **report.as_json()}


def standing_mirror(name: str) -> Mirror:
    """A mirror that isn't retired, by its name; raises ClickException with the way out."""
    from solidary.press.mirrors.models import Mirror

    found: Mirror | None = Mirror.objects.filter(name=name, retired_at=None).first()
    if found is None:
        raise click.ClickException(f"There is no mirror {name}: `solidary mirror list` names them.")
    return found
