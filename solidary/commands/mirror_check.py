"""solidary mirror headers and check: what a mirror should say, and what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from solidary.commands import open_record

if TYPE_CHECKING:
    from solidary.press.mirrors.models import Mirror


@click.command(
    "headers",
    short_help="Print a mirror's header profile for its server.",
    epilog="""\b
Example:
  solidary mirror headers north > /etc/nginx/conf.d/north.conf""",
)
@click.argument("name", metavar="NAME")
def headers(name: str) -> None:
    """Print the header profile of the mirror NAME, as its server or host reads it."""
    open_record()
    from solidary.press.mirrors.profiles import render
    from solidary.press.mirrors.setting import NoProfile

    try:
        click.echo(render(standing_mirror(name)), nl=False)
    except NoProfile as error:
        raise click.ClickException(f"{error}.") from error


def standing_mirror(name: str) -> Mirror:
    """A mirror that isn't retired, by its name; raises ClickException with the way out."""
    from solidary.press.mirrors.models import Mirror

    found: Mirror | None = Mirror.objects.filter(name=name, retired_at=None).first()
    if found is None:
        raise click.ClickException(f"There is no mirror {name}: `solidary mirror list` names them.")
    return found
