"""`solidary letterbox`: the letterbox alone, as on a public host that knows nothing else."""

from __future__ import annotations

import click


@click.command(
    "letterbox",
    epilog="""\b
Example:
  solidary letterbox --port 8001""",
    short_help="Serve the letterbox alone, for a public host.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8001,
    show_default=True,
    envvar="SOLIDARY_LETTERBOX_PORT",
    type=click.IntRange(1, 65535),
    help="The port to listen on; also SOLIDARY_LETTERBOX_PORT.",
)
def command(host: str, port: int) -> None:
    """Serve the letterbox alone until it is stopped: neither desk nor record nor a private key.

    It keeps what senders give, sealed, in the folder letterbox/ of its home, until the newsroom
    has fetched it.
    """
    from solidary.serving.letterbox import LETTERBOX
    from solidary.serving.process import is_free, serve

    if not is_free(host, port):
        raise click.ClickException(
            f"Port {port} of {host} is taken. Choose another one: solidary letterbox --port {port + 1}"
        )
    click.echo(f"\n  Letterbox  http://{f'[{host}]' if ':' in host else host}:{port}/\n")
    click.echo("  Stop with Ctrl+C.\n")
    serve(LETTERBOX, host, port)
