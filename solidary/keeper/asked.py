"""A question as it came over the socket: each part is of its kind, or it is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from solidary.keeper import memory
from solidary.keeper.faults import RefusedError
from solidary.keeper.frames import Frame
from solidary.sealing.bag.manifest import ENVELOPE, ITEM

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked. Each part raises RefusedError where it isn't what it should be."""

    frame: Frame

    @property
    def verb(self) -> str:
        return self._text("verb")

    @property
    def token(self) -> str:
        return self._text("token")

    @property
    def name(self) -> str:
        return self._text("name")

    @property
    def envelope(self) -> str:
        return self._matching("envelope", ENVELOPE)

    @property
    def ref(self) -> str:
        return self._matching("ref", ITEM)

    @property
    def edits(self) -> list[object]:
        """what is to be done to a picture before it is published"""
        value = self.frame.facts.get("edits", [])
        if not isinstance(value, list):
            raise RefusedError(why="edits is no list")
        return value

    def is_set(self, part: str) -> bool:
        """A yes or no, no where it isn't there."""
        value = self.frame.facts.get(part, False)
        if not isinstance(value, bool):
            raise RefusedError(why=f"{part} is neither true nor false")
        return value

    def passphrase(self) -> str:
        """The bytes behind the question, which are overwritten now."""
        try:
            return self.frame.body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise RefusedError(why="the passphrase isn't text") from error
        finally:
            memory.overwrite(self.frame.body)

    def _text(self, part: str) -> str:
        value = self.frame.facts.get(part)
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise RefusedError(why=f"{part} is missing, or isn't a text")
        return value

    def _matching(self, part: str, pattern: re.Pattern[str]) -> str:
        value = self._text(part)
        if not pattern.fullmatch(value):
            raise RefusedError(why=f"{part} isn't one")
        return value
