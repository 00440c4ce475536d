"""The program that was extended: its command line, its desk, its release."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import django
from click.testing import CliRunner

HOME = Path(os.environ["SOLIDARY_HOME"])
SITE = HOME / "site"
DAY = "2021-02-08"


def begin() -> None:
    """Write the migrations that the new things need, and start the desk on a home that has none of them."""
    from django.core.management import call_command

    django.setup()
    HOME.mkdir(parents=True, exist_ok=True)
    call_command("makemigrations", "stories", name="added", verbosity=0)
    run("keys", "new", "--here", "--open")


def run(*words: str, code: int = 0) -> str:
    """What a command says."""
    from solidary.cli import solidary

    done = CliRunner().invoke(solidary, words)
    if done.exit_code != code:
        raise AssertionError(f"{' '.join(words)}: {done.exit_code}\n{done.output}") from (
            done.exception
        )
    return done.stdout


def bring_in(*lines: dict[str, Any], code: int = 0) -> dict[str, Any]:
    """Import JSON lines; the report."""
    archive = HOME.parent / "archive.jsonl"
    archive.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return report_of(run("import", str(archive), "--json", code=code))


def report_of(said: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said)
    return found


def publish(*options: str) -> dict[str, bytes]:
    """The pages and files of the release, once it is brought up to the record."""
    run("publish", *options)
    paths = [path for path in SITE.rglob("*") if path.is_file()]
    found = {path.relative_to(SITE).as_posix(): path.read_bytes() for path in paths}
    return {name: data for name, data in found.items() if not name.startswith(("root", "tree/"))}


def person(name: str, group: str) -> Any:
    """A browser at the desk, signed in as somebody of a group."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.test import Client

    made = get_user_model().objects.create_user(name)
    made.groups.add(Group.objects.get(name=group))
    client = Client(headers={"host": "localhost"})
    client.force_login(made)
    return client


def leaflets() -> Any:
    """The things that the page adds to the record; nobody knows their model but the copy."""
    from django.apps import apps

    return apps.get_model("stories", "Leaflet").objects.all()
