"""From what people write as a mirror's place to its kind, and to the store that opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solidary.mirrors.faults import Fault
from solidary.mirrors.store import Store
from solidary.mirrors.store_kind import PlaceError, StoreKind
from solidary.mirrors.stores import shapes, store_kind, store_kinds

if TYPE_CHECKING:
    from solidary.mirrors.models import Mirror
    from solidary.mirrors.secrets import Secrets


def kind_of(place: str) -> StoreKind:
    """The kind of a place. Raises PlaceError where it is of none, or is written wrongly."""
    for kind in reversed(store_kinds()):
        if kind.recognises(place):
            kind.check(place)
            return kind
    scheme = place.partition("://")[0]
    if scheme in ("http", "https"):
        raise PlaceError(
            f"{place} can be read but not written to; name the place it is served from, and "
            "give this as its --address",
            fault=Fault.IMPOSSIBLE,
        )
    raise PlaceError(f"{scheme}:// is unknown; a place is {shapes()}", fault=Fault.IMPOSSIBLE)


def open_store(mirror: Mirror, secrets: Secrets | None = None) -> Store:
    """The store a mirror is kept in. Raises StoreError, PlaceError or UnusableKeyError.

    `secrets`: those to use instead of the kept ones.
    """
    if secrets is None:
        from solidary.mirrors.secrets import read_secrets

        secrets = read_secrets(mirror.name)
    kind = store_kind(mirror.kind)
    kind.check_secrets(secrets)
    store = kind.open(mirror.place, mirror.options, secrets)
    store.address = mirror.address
    return store
