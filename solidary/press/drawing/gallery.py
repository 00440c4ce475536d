"""Photos, recordings and documents as templates get them, read in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from solidary.press.index.assets import files_of
from solidary.press.models import AssetFile
from solidary.press.reading.uses import Use
from solidary.press.things import BY_KIND
from solidary.press.things.thing import Spoken
from solidary.site.sheets import Picture

REMEMBERED = 4_000
"""Things kept in mind at once; beyond that memory would grow with the archive."""


class Gallery:
    """Everything besides words that the pages of one publish show."""

    def __init__(self, first: str = "") -> None:
        """`first`: the newsroom's first language, which the things' own words are in."""
        self.first = first
        self._files: dict[Use, list[AssetFile]] = {}
        self._facts: dict[Use, Any] = {}
        self._shown: dict[tuple[Use, str, str], Any] = {}

    def fetch(self, refs: Iterable[Use]) -> None:
        """Read what isn't known yet; ask for a whole batch of pages at once."""
        if len(self._files) > REMEMBERED:
            self._files.clear()
            self._facts.clear()
            self._shown.clear()
        wanted = {ref for ref in refs if ref not in self._files}
        if not wanted:
            return
        self._read_facts(wanted)
        brought = {
            each
            for kind, key in wanted
            if (facts := self._facts.get((kind, key))) is not None
            for each in BY_KIND[kind].brings(facts)
            if each not in self._files and each not in wanted
        }
        self._read_facts(brought)
        wanted |= brought
        found = self.find_files(wanted)
        self._files.update((ref, found.get(ref, [])) for ref in wanted)

    def find_files(self, refs: set[Use]) -> dict[Use, list[AssetFile]]:
        return files_of(refs)

    def show(self, kind: str, key: int, language: str, lead: str = "") -> Any:
        """A thing as templates get it in a language; `lead` goes before its files' addresses.
        None where it can't be shown."""
        ref = (kind, key)
        if (ref, language, lead) not in self._shown:
            self.fetch([ref])
            facts, files = self._facts.get(ref), self._files[ref]
            self._shown[ref, language, lead] = (
                BY_KIND[kind].show(
                    facts,
                    files,
                    Spoken(language, self.first),
                    lead,
                    lambda kind, key: self.show(kind, key, language, lead),
                )
                if facts and files
                else None
            )
        return self._shown[ref, language, lead]

    def picture(self, photo: int | None, language: str, lead: str = "") -> Picture | None:
        """A photo as readers get it; None where there is none to show."""
        found: Picture | None = None
        if photo is not None:
            found = self.show("photo", photo, language, lead)
        return found

    def _read_facts(self, refs: Iterable[Use]) -> None:
        kinds: dict[str, list[int]] = defaultdict(list)
        for kind, key in refs:
            kinds[kind].append(key)
        for kind, keys in kinds.items():
            facts = BY_KIND[kind].facts(keys)
            self._facts.update(((kind, key), fact) for key, fact in facts.items())
