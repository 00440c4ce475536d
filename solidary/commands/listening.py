"""What commands that listen on a port say of it."""

from __future__ import annotations

import click


def address(host: str, port: int) -> str:
    """The address that a browser on this machine is given."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def refuse_taken(host: str, port: int, option: str) -> None:
    """End the command where somebody listens on the port already, before anything else is done."""
    from solidary.serving.sockets import is_free

    if not is_free(host, port):
        raise click.ClickException(
            f"Port {port} of {host} is taken. Choose another one with {option}, as in "
            f"{option} {min(port + 1, 65535)}"
        )
