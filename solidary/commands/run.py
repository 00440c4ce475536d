"""`solidary run`: serve a newsroom."""

from __future__ import annotations

import os

import click

from solidary.commands import open_record
from solidary.commands.listening import (
    LETTERBOX_PORT,
    address,
    host_option,
    port_option,
    refuse_taken,
)
from solidary.commands.saying import say
from solidary.home import current_home


@click.command(
    "run",
    epilog="""\b
Example:
  solidary run --port 8080""",
    short_help="Serve the reader's site at / and the desk at /desk/.",
)
@host_option
@port_option("--port", "SOLIDARY_PORT", 8000, "The port to listen on")
@click.option("--no-sample", is_flag=True, help="Leave an empty home empty.")
@port_option(
    "--letterbox-port", "SOLIDARY_LETTERBOX_PORT", LETTERBOX_PORT,
    "The port of the letterbox, 0 for none here", least=0,
)  # fmt: skip
@click.option(
    "--letterbox",
    default="",
    metavar="sftp://USER@HOST/FOLDER",
    envvar="SOLIDARY_LETTERBOX",
    help="The bag of a letterbox on another host; none is served here then. Also SOLIDARY_LETTERBOX.",
)
def command(host: str, port: int, no_sample: bool, letterbox_port: int, letterbox: str) -> None:
    """Serve the reader's site at /, the desk at /desk/ and the letterbox until it is stopped.

    An empty home is filled with the sample dossier first and gets one editor's account, whose
    name and password are printed once; the name is its own in every home, so that nobody can guess it.
    """
    from solidary.serving.supervising.alone import hold
    from solidary.serving.supervising.choice import Choice
    from solidary.serving.supervising.succession import become

    if letterbox:
        letterbox_port = _elsewhere(letterbox)
    refuse_taken(host, port, "--port")
    if letterbox_port == port:
        raise click.ClickException(
            f"The letterbox needs a port of its own: --letterbox-port {port % 65535 + 1}"
        )
    if letterbox_port:
        refuse_taken(host, letterbox_port, "--letterbox-port")
    open_record()
    home = current_home()
    hold(home)
    first = prepare(host, port, sample=not no_sample)
    site = address(host, port)
    click.echo(f"\n  Readers   {site}\n  Desk      {site}desk/")
    if letterbox_port:
        click.echo(f"  Letterbox {address(host, letterbox_port)}")
    elif letterbox:
        click.echo(f"  Letterbox {letterbox}")
    click.echo()
    if first is not None:
        name, password = first
        click.echo(
            f"  Name      {name}\n  Password  {password}\n\n"
            "  The password is shown only this once. `solidary editor` makes more accounts;\n"
            f"  `solidary editor {name} --reset` gives this one a new password.\n"
        )
    click.echo("  Stop with Ctrl+C.\n")
    become(Choice(str(home.path), host, port, letterbox_port))


def _elsewhere(letterbox: str) -> int:
    """Have every process bring envelopes home from another host; the port of a letterbox here: none.

    Raises CarrierRefusedError where that is no place of a bag.
    """
    from solidary.sealing.bag.places import check_place

    check_place(letterbox)
    os.environ["SOLIDARY_LETTERBOX"] = letterbox
    return 0


def prepare(host: str, port: int, *, sample: bool) -> tuple[str, str] | None:
    """Make an empty home ready; the first editor's name and password, or None where there is one
    already."""
    from django.contrib.auth import get_user_model

    from solidary.desk.staff import make_editor, new_name
    from solidary.press.publish import NothingPublishedError, publish_pending
    from solidary.stories.models import Newsroom, Story

    first = not get_user_model().objects.exists()
    if first and not Story.objects.exists():
        if sample:
            from solidary.sample import fill_home

            click.echo("An empty home: filling it with the sample dossier …")
            fill_home()
        newsroom = Newsroom.load()
        newsroom.address = address(host, port)
        newsroom.save()
    try:
        publish_pending()
    except NothingPublishedError as error:
        # The desk is where it is mended, and the clock tries again.
        say(str(error), err=True)
    if not first:
        return None
    name = new_name()
    return name, make_editor(name)
