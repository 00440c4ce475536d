"""The sealed-off child: strangers' bytes are opened there and nowhere else.

`kept()` for the newsroom's own desk and imports, `one_for_each()` for what senders send.
"""

from .doors import Sealed, kept, one_for_each

__all__ = ["Sealed", "kept", "one_for_each"]
