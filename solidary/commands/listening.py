"""What commands that listen on a port ask and say of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

LETTERBOX_PORT = 8001
_MOST = 65_535
Command = Callable[..., Any]
host_option = click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on."
)


def port_option(
    name: str, variable: str, port: int, says: str, *, least: int = 1
) -> Callable[[Command], Command]:
    """An option that chooses a port, which a variable of the environment may choose as well.

    `says`: what it is, as in “The port to listen on”. `least`: 0 where none is a choice.
    """
    return click.option(
        name,
        default=port,
        show_default=True,
        envvar=variable,
        type=click.IntRange(least, _MOST),
        help=f"{says}; also {variable}.",
    )


def address(host: str, port: int) -> str:
    """The address that a browser on this machine is given."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def refuse_taken(host: str, port: int, option: str) -> None:
    """End the command where somebody listens on the port already, before anything else is done."""
    from solidary.serving.sockets import is_free

    if not is_free(host, port):
        raise click.ClickException(
            f"Port {port} of {host} is taken. Choose another one with {option}, as in "
            f"{option} {min(port + 1, _MOST)}"
        )
