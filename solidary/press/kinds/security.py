"""How to say in confidence that something is unsafe. Source: RFC 9116."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from urllib.parse import quote

from solidary.press.drawing.composer import Composer
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.release import addresses as at

_END = time(23, 59, 59)


class SecurityFile(PageKind):
    """There is one where the newsroom says until when its contact holds; its key is empty.

    That day is the newsroom's own words, so the file says the same whenever it is drawn.
    """

    name = "security"
    overlay = True

    def address(self, *key: str) -> str:
        return at.SECURITY

    def touched(self, changes: Changes) -> Iterator[Key]:
        if changes.newsroom:
            yield ("",)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield ("",)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        newsroom = composer.newsroom
        contact, until = newsroom.security_contact, newsroom.security_until
        if not contact or until is None:
            return None
        if "://" not in contact:
            contact = f"mailto:{quote(contact, safe='@+')}"
        expires = datetime.combine(until, _END, tzinfo=newsroom.zone)
        return (
            f"Contact: {contact}\n"
            f"Expires: {expires.isoformat()}\n"
            f"Preferred-Languages: {', '.join(newsroom.languages)}\n"
            f"Canonical: {newsroom.address}{at.SECURITY}\n"
        ).encode()
