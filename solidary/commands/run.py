"""`solidary run`: serve a newsroom."""

from __future__ import annotations

import click

from solidary.commands import open_record

FIRST_EDITOR = "editor"


@click.command(
    "run",
    epilog="""\b
Example:
  solidary run --port 8080""",
    short_help="Serve the reader's site at / and the desk at /desk/.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    envvar="SOLIDARY_PORT",
    type=click.IntRange(1, 65535),
    help="The port to listen on; also SOLIDARY_PORT.",
)
@click.option("--no-sample", is_flag=True, help="Leave an empty home empty.")
def command(host: str, port: int, no_sample: bool) -> None:
    """Serve the reader's site at / and the desk at /desk/ until it is stopped.

    An empty home is filled with the sample dossier first and gets one editor's account, whose
    password is printed once.
    """
    from solidary.serving.desk import DESK
    from solidary.serving.process import is_free, serve

    if not is_free(host, port):
        raise click.ClickException(
            f"Port {port} of {host} is taken. Choose another one: solidary run --port {port + 1}"
        )
    open_record()
    password = prepare(host, port, sample=not no_sample)
    site = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    click.echo(f"\n  Readers   {site}\n  Desk      {site}desk/\n")
    if password is not None:
        click.echo(
            f"  Name      {FIRST_EDITOR}\n  Password  {password}\n\n"
            "  The password is shown only this once. `solidary editor` makes more accounts;\n"
            f"  `solidary editor {FIRST_EDITOR} --reset` gives this one a new password.\n"
        )
    click.echo("  Stop with Ctrl+C.\n")
    serve(DESK, host, port)


def prepare(host: str, port: int, *, sample: bool) -> str | None:
    """Make an empty home ready; the first editor's password, or None where there is one already."""
    from django.contrib.auth import get_user_model

    from solidary.desk.staff import make_editor
    from solidary.press.publish import NothingPublishedError, publish_pending
    from solidary.stories.models import Newsroom, Story

    first = not get_user_model().objects.exists()
    if first and not Story.objects.exists():
        if sample:
            from solidary.sample import fill_home

            click.echo("An empty home: filling it with the sample dossier …")
            fill_home()
        newsroom = Newsroom.load()
        newsroom.address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        newsroom.save()
    try:
        publish_pending()
    except NothingPublishedError as error:
        # The desk is where it is mended, and the clock tries again.
        click.echo(str(error), err=True)
    return make_editor(FIRST_EDITOR) if first else None
