"""`solidary letterbox`: the letterbox alone, as on a public host that knows nothing else."""

from __future__ import annotations

import click

from solidary.commands.listening import (
    LETTERBOX_PORT,
    address,
    host_option,
    port_option,
    refuse_taken,
)


@click.command(
    "letterbox",
    epilog="""\b
Example:
  solidary letterbox --port 8001""",
    short_help="Serve the letterbox alone, for a public host.",
)
@host_option
@port_option("--port", "SOLIDARY_LETTERBOX_PORT", LETTERBOX_PORT, "The port to listen on")
def command(host: str, port: int) -> None:
    """Serve the letterbox alone until it is stopped: neither desk nor record nor a private key.

    It keeps what senders give, sealed, in the folder letterbox/ of its home, until the newsroom
    has fetched it.
    """
    from solidary.home import Home
    from solidary.letterbox.settings import HOME
    from solidary.serving.supervising.alone import hold
    from solidary.serving.supervising.choice import Choice
    from solidary.serving.supervising.succession import become

    refuse_taken(host, port, "--port")
    home = Home(HOME)
    hold(home)
    click.echo(f"\n  Letterbox  {address(host, port)}\n\n  Stop with Ctrl+C.\n")
    alone = "solidary.serving.processes:LETTERBOX_ALONE"
    become(Choice(str(home.path), host, 0, letterbox_port=port, declared=alone))
