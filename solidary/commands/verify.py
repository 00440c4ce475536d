"""solidary verify: is this copy what the newsroom published?"""

from __future__ import annotations

from pathlib import Path

import click

from solidary.commands.saying import say, say_json
from solidary.errors import shown
from solidary.release.minisign import PublicKey, UnreadableError, read_public
from solidary.release.verify import Memory, Task, UnknownPlaceError, verify
from solidary.release.verify.memory import usual_place


@click.command(
    short_help="Check a folder, a file or an address against the newsroom's key.",
    epilog="""\b
Examples:
  solidary verify https://mirror.example.org/ --key root.pub --sample 200
  solidary verify copy.zip --key RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3""",
)
@click.argument("place", metavar="PLACE")
@click.option(
    "--key", "key_text", required=True, metavar="KEY", help="The public key, or its file."
)
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", help="Check N objects drawn by lot."
)
@click.option("--withdrawn", is_flag=True, help="Prove that nothing withdrawn is left.")
@click.option(
    "--gone", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="Addresses, one a line, that must not be there any more.",
)  # fmt: skip
@click.option(
    "--state", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Where the highest release seen is remembered.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(
    place: str,
    key_text: str,
    sample: int | None,
    withdrawn: bool,
    gone: Path | None,
    state: Path | None,
    as_json: bool,
) -> None:
    """Check that PLACE holds what the newsroom published, all of it and nothing else.

    PLACE is a folder, an address, or a release packed as .zip or .tar. Nothing but the key is
    needed. Exit codes: 0 sound, 3 tampered, 4 stale, 5 unreachable, 6 exposed.
    """
    names = gone.read_text("utf-8").splitlines() if gone else []
    task = Task(
        key=_key(key_text), sample=sample, withdrawn=withdrawn,
        gone=tuple(name.strip() for name in names if name.strip()),
        memory=Memory(state or usual_place()),
    )  # fmt: skip
    try:
        report = verify(place, task)
    except UnknownPlaceError as error:
        raise click.UsageError(f"{shown(error)}.") from error
    if as_json:
        say_json(report.as_json())
    else:
        for line in report.lines():
            say(line)
    raise SystemExit(report.state.exit_code)


def _key(given: str) -> PublicKey:
    try:
        path = Path(given)
        return read_public(path.read_text("utf-8") if path.is_file() else given)
    except (UnreadableError, OSError, ValueError) as error:
        raise click.UsageError(f"--key: {shown(error)}.") from error
