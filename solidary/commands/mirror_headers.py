"""solidary mirror headers: what the server of a mirror should say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from solidary.commands import open_record
from solidary.commands.choices import LateChoice
from solidary.home import current_home

if TYPE_CHECKING:
    from solidary.mirrors.models import Mirror


def _profiles() -> Iterable[str]:
    from solidary.mirrors.profiles import written

    return written()


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
    "--profile",
    type=LateChoice(_profiles),
    help="For this server, whatever the mirror's row says.",
)
@click.option("--dangerous", is_flag=True, help="Nothing may be kept by a browser.")
def headers(name: str | None, profile: str | None, dangerous: bool) -> None:
    """Print the header profile of the mirror NAME, as its server or host reads it.

    Without NAME, and with --profile, that of the newsroom's own site.
    """
    open_record(desk=False)
    from solidary.mirrors.profile import Served
    from solidary.mirrors.profiles import render
    from solidary.mirrors.register import named

    if name is None and profile is None:
        raise click.UsageError("Name a mirror; or, for the newsroom's own site, a --profile.")
    mirror = named(name) if name else _own_site()
    mirror.profile, mirror.dangerous = profile or mirror.profile, dangerous or mirror.dangerous
    click.echo(render(mirror, Served.by(mirror)), nl=False)


def _own_site() -> Mirror:
    """The release in the home, as if it were a mirror in a folder."""
    from solidary.mirrors.models import Mirror
    from solidary.stories.models import Newsroom

    place, address = str(current_home().site), Newsroom.load().address
    return Mirror(name="site", kind="folder", place=place, address=address)
