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
  solidary editor hanna --reset""",
    short_help="Make an editor's account, or give one a new password.",
)
@click.argument("name")
@click.option(
    "--language", default="en", show_default=True, help="The desk's words for this editor."
)
@click.option("--reset", is_flag=True, help="The account exists: give it a new password.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def command(name: str, language: str, reset: bool, as_json: bool) -> None:
    """Make an editor's account for the desk and print its password, once.

    Nobody can read the password later; --reset makes a new one and ends the sessions of the old.
    """
    open_record()
    from django.conf import settings
    from django.core.exceptions import ValidationError

    from solidary.desk.staff import make_editor

    if language not in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES):
        known = ", ".join(code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
        raise click.ClickException(f"The desk doesn't speak “{language}”. It speaks {known}.")
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
