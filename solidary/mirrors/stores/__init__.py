"""The kinds of places a mirror can be kept in: a module each, and nothing else in this folder.

Each declares a `StoreKind` as `STORE`. Whatever lies here is found; no list names it.
"""

from __future__ import annotations

from functools import cache

from solidary.mirrors.declared import declared
from solidary.mirrors.faults import Fault
from solidary.mirrors.store_kind import PlaceError, StoreKind


@cache
def store_kinds() -> tuple[StoreKind, ...]:
    """Every kind of place, in the order people meet them."""
    return tuple(declared(__name__, "STORE"))


def store_kind(name: str) -> StoreKind:
    """The kind that a mirror's row names. Raises PlaceError where nothing here is called so."""
    for kind in store_kinds():
        if kind.name == name:
            return kind
    raise PlaceError(f"{name} is no kind of place", fault=Fault.IMPOSSIBLE)


def shapes() -> str:
    """How places are written, for a sentence: “/folder, s3://bucket/prefix or …”."""
    *most, last = (shape for kind in store_kinds() for shape in kind.shapes)
    return f"{', '.join(most)} or {last}"
