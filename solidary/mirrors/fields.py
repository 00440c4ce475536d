"""What a place is asked for besides where it is: the fields that stores declare.

From a field follow the line of the desk's form, what `--option` and `--credentials` may say, and
what a store reads when it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from solidary.mirrors.faults import Fault
from solidary.mirrors.store import StoreRefusedError

Values = Mapping[str, Any]
"""What was given for one place, by the names of its fields."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a place is asked for."""

    name: str
    """as the command line and the file of credentials say it"""
    label: Any = ""
    """as the desk's form says it, translatable; '' for what only the command line can tell"""
    _: KW_ONLY
    help: Any = ""
    needed: bool = False
    """whether the place can't be opened without it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """Words on one line."""

    most: int = 400
    """letters"""
    usual: str = ""

    def of(self, values: Values) -> str:
        return str(values.get(self.name, self.usual))


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret(Text):
    """Words that are never shown again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongText(Text):
    """Several lines, such as a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress(Text):
    """An address that begins with http:// or https://."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A whole number."""

    least: int
    most: int
    usual: int

    def of(self, values: Values) -> int:
        """Raises StoreRefusedError for what is none, or too small or large."""
        said = str(values.get(self.name, self.usual))
        if not (said.isascii() and said.isdigit() and self.least <= int(said) <= self.most):
            raise StoreRefusedError(
                f"{self.name} is {said}; it must be a number from {self.least} to {self.most}",
                fault=Fault.SETTING,
                name=self.name,
            )
        return int(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds(Field):
    """A time."""

    least: float
    most: float
    usual: float

    def of(self, values: Values) -> float:
        """Raises StoreRefusedError for a time that is none, or too short or long."""
        said = values.get(self.name, self.usual)
        try:
            seconds = float(str(said))
        except ValueError:
            seconds = 0.0
        if not self.least <= seconds <= self.most:
            raise StoreRefusedError(
                f"{self.name} is {said}; it must be from {self.least:g} to {self.most:g} seconds",
                fault=Fault.SETTING,
                name=self.name,
            )
        return seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(Field):
    """Yes or no; no unless given."""

    def of(self, values: Values) -> bool:
        return str(values.get(self.name, False)).lower() in ("1", "true", "yes")


TIMEOUT = Seconds("timeout", least=0.1, most=3600, usual=60)
"""How long a request may take, besides what its size is worth."""

HOST_KEY = Text(
    "host_key",
    _("The server's key"),
    most=2000,
    help=_(
        "Its public host key, such as “ssh-ed25519 AAAA…”: it proves that nobody "
        "has taken the server's place."
    ),
)
KNOWN_HOSTS = Text("known_hosts", usual="~/.ssh/known_hosts")
"""A file in which the keys of hosts stand, as ssh keeps it."""
KEY_FILE = Text(
    "key_file",
    _("File of our private key"),
    help=_(
        "Where the key lies on this machine; empty for the keys of the user that runs the desk."
    ),
)
PASSWORD = Secret("password", _("Password"))
