"""What an editor chose on the wall for a roundup: opaque references, as many as there are.

They are kept with the editor's sign-in, under a mark that is in the address: so a page that was opened
again, or gone back to, still has them, and two roundups in two windows don't disturb each other.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, MutableMapping
from typing import Any

KEY = "roundups"
CHOSEN = "chosen"
"""What the mark is called in an address."""
KEPT = 8
"""Selections of one editor that are remembered; the oldest are forgotten first."""

Session = MutableMapping[str, Any]


def keep(session: Session, refs: Iterable[str]) -> str:
    """The mark under which these are found again."""
    mark = secrets.token_hex(8)
    known = list(session.get(KEY, {}).items())
    session[KEY] = dict([*known[1 - KEPT :], (mark, list(refs))])
    return mark


def kept(session: Session, mark: str) -> list[str]:
    """What was chosen under a mark; nothing where it is forgotten."""
    return list(session.get(KEY, {}).get(mark, ()))
