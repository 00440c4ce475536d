"""What the newsroom knows of a kind of place: how it is named, what it is asked for, how it opens.

A store's module in `stores/` declares all of it, as one `STORE`; the register, the command line
and the desk's form loop over what is declared.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from solidary.errors import WordedError
from solidary.mirrors.faults import Fault
from solidary.mirrors.store import Store, StoreRefusedError

if TYPE_CHECKING:
    from solidary.mirrors.fields import Field, Values
    from solidary.mirrors.secrets import Secrets


class PlaceError(WordedError):
    """What was named can't be a mirror's place; one line that says what could."""


class StoreKind(ABC):
    """One kind of place; the defaults are those of a place that is named by a scheme."""

    name: str
    """kept on the mirror's row; small letters and digits, at most 8"""
    order = 100
    """where it stands among the others; the one that stands last is asked first whether a place
    is its own"""
    label: Any
    """how the desk names it, translatable"""
    example: str
    """such a place, as the desk's form shows it"""
    shapes: tuple[str, ...]
    """such places, as the command line writes them"""
    schemes: tuple[str, ...] = ()
    options: tuple[Field, ...] = ()
    """what may be told of it and is no secret: kept on the mirror's row"""
    secrets: tuple[Field, ...] = ()
    """what opens it: kept in the home's keys"""
    profile = "none"
    """the header profile a mirror there has unless told"""
    local = False
    """whether it is in this machine's own files: it answers at once, and where it served a release
    and holds none now, its disk is most likely not plugged in"""

    def recognises(self, place: str) -> bool:
        """Whether this is such a place, or was meant to be one."""
        scheme, mark, _ = place.partition("://")
        return bool(mark) and scheme in self.schemes

    def check(self, place: str) -> None:
        """Raises PlaceError for what was meant to be such a place and can't be."""
        split = urlsplit(place)
        try:
            host, _ = split.hostname, split.port
        except ValueError as error:
            raise PlaceError(f"{place} has a port that is none", fault=Fault.IMPOSSIBLE) from error
        if not host or split.query or split.fragment or split.password:
            raise PlaceError(
                f"{place} must name a host or bucket, and neither password, “?” nor “#”",
                fault=Fault.IMPOSSIBLE,
            )

    def kept(self, place: str, home: Path) -> str:
        """The place as it is kept on the mirror's row. Raises PlaceError for one that can't be
        beside this home."""
        return place

    def prepare(self, place: str) -> None:  # noqa: B027 - most places have nothing to be made
        """Make the place before it is tried. Raises OSError."""

    def served_from(self, place: str, name: str) -> str:
        """The folder a web server at the place reads, for a header profile; one without a leading
        slash is below /srv. `name`: the mirror's."""
        return urlsplit(place).path

    @abstractmethod
    def open(self, place: str, options: Values, secrets: Secrets) -> Store:
        """The store at a place; `secrets` have been checked. Raises StoreError.

        A library that takes long to read is imported here, not with the module.
        """

    def check_secrets(self, secrets: Secrets) -> None:
        """Raises StoreRefusedError where one is missing, or is no secret of such a place."""
        if not self.secrets:
            return
        needed = [field.name for field in self.secrets if field.needed]
        further = sorted(field.name for field in self.secrets if not field.needed)
        if set(needed) <= set(secrets) <= {*needed, *further}:
            return
        may_be = f"may be {', '.join(further)}" if further else ""
        must_be = f"must be {' and '.join(needed)}" if needed else ""
        raise StoreRefusedError(
            f"its credentials {', and '.join(filter(None, (must_be, may_be)))}", fault=Fault.SECRETS
        )
