"""What a thing is to the press: something of the record that becomes files of the release."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePath
from typing import Any, ClassVar, NamedTuple

from solidary.home import current_home
from solidary.press.models import AssetFile
from solidary.press.reading.uses import Use


class Stored(NamedTuple):
    """What the record says of a thing: its address, its stored files, their languages."""

    address: str
    names: tuple[str, ...]
    languages: tuple[str, ...] = ("",)


class Spoken(NamedTuple):
    """In what languages words are looked for."""

    page: str
    """that of the page"""
    first: str
    """the newsroom's first, which the words are in that are in no language in particular"""

    def said(self, own: str, in_page: str | None) -> tuple[str, str]:
        """Words in the page's language, else a thing's own; and their language where it is another
        than the page's, else ''."""
        return (in_page, "") if in_page else (own, "" if self.first == self.page else self.first)


ShowOther = Callable[[str, int], Any]
"""Another thing, by its kind and key, as a template gets it."""


class Thing(ABC):
    """One kind of thing: from its rows to its files, its names in addresses, and its words."""

    kind: ClassVar[str]
    """how uses, files and withdrawals are noted; also how its changes are announced"""
    label: ClassVar[Any]
    """what the desk calls one, translatable"""
    model: ClassVar[Any]
    title_field: ClassVar[str]
    """the column that says what an editor knows it by"""

    @abstractmethod
    def read(self, keys: list[int]) -> dict[int, Stored]:
        """Those of these things that have stored files."""

    @abstractmethod
    def make(self, stored: Stored) -> list[AssetFile]:
        """Its files in the release, in their order; none where it can't be used.

        Raises DamagedFileError where its stored file isn't what was stored."""

    @abstractmethod
    def names(self, stored: Stored) -> list[str]:
        """What it is called in addresses, as `addresses.thing_at` reads it there."""

    @abstractmethod
    def facts(self, keys: list[int]) -> Mapping[int, Any]:
        """What templates are told of these things, in every language."""

    @abstractmethod
    def show(
        self, facts: Any, files: list[AssetFile], spoken: Spoken, lead: str, other: ShowOther
    ) -> Any:
        """A thing as a template gets it in the page's language; `lead` goes before its files' addresses,
        `other` shows what it brings."""

    def brings(self, facts: Any) -> Iterable[Use]:
        """Other things that are shown with one of these facts."""
        return ()

    def as_stored(self, keys: list[int]) -> dict[int, list[AssetFile]] | None:
        """Its files as the record has them, for the desk's own eyes; None where those that the
        release carries are the same."""
        return None

    def titles(self, keys: Iterable[int]) -> dict[int, str]:
        """What editors know these things by; deleted ones are left out."""
        rows = self.model._default_manager.filter(pk__in=list(keys))
        return dict(rows.values_list("pk", self.title_field))


def stored_file(name: str) -> Path:
    """Where the newsroom keeps a file of the record."""
    return current_home().files / name


def stem_of(name: str) -> str:
    """A stored file's name as its address in the release begins."""
    stem = PurePath(name).stem.lower()
    return "".join(letter for letter in stem if letter.isalnum() or letter in "-_") or "file"
