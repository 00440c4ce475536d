"""`solidary editor`: an account for the desk."""

from __future__ import annotations

import json as json_format

import click

from solidary.commands import open_record


@click.command(
    "editor",
    epilog="""\b
Example:
  solidary editor hanna --language be
  solidary editor hanna --reset
  solidary editor hanna --export""",
    short_help="Make an editor's account, give one a new password, or let it export.",
)
@click.argument("name")
@click.option(
    "--language", default="en", show_default=True, help="The desk's words for this editor."
)
@click.option("--reset", is_flag=True, help="The account exists: give it a new password.")
@click.option(
    "--export/--no-export",
    default=None,
    help="The account exists: let it take what was sent out of the desk, or no longer.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def command(name: str, language: str, reset: bool, export: bool | None, as_json: bool) -> None:
    """Make an editor's account for the desk and print its password, once.

    Nobody can read the password later; --reset makes a new one and ends the sessions of the old.
    Only here is somebody given the right to export what strangers sent: at the desk nobody can.
    """
    open_record()
    from django.conf import settings
    from django.core.exceptions import ValidationError

    from solidary.desk.staff import let_export, make_editor

    if language not in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES):
        known = ", ".join(code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
        raise click.ClickException(f"The desk doesn't speak “{language}”. It speaks {known}.")
    if export is not None:
        try:
            let_export(name, export)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        if as_json:
            click.echo(json_format.dumps({"name": name, "export": export}))
        else:
            may = "may now take" if export else "may no longer take"
            click.echo(f"{name} {may} what was sent out of the desk.")
        return
    try:
        password = make_editor(name, language, reset)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json_format.dumps({"name": name, "password": password}))
    else:
        click.echo(f"Name      {name}\nPassword  {password}\n\nIt is shown only this once.")
