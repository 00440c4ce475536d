"""Who wrote a post: names as readers saw them, never an account or an address."""

from __future__ import annotations

from dataclasses import dataclass, field

from solidary.wire.bodies import words_of
from solidary.wire.elements import Element
from solidary.wire.records import Byline

_COAUTHOR = "cap-"
LONGEST = 120


@dataclass(slots=True)
class People:
    """Account or slug → the name that readers saw. `has_accounts`: the archive says whose account is
    called what, so that an account it doesn't name is no name."""

    names: dict[str, str] = field(default_factory=dict)
    has_accounts: bool = False

    def author(self, element: Element) -> None:
        """An account of the site."""
        login = element.said("author_login")
        whole = f"{element.said('author_first_name')} {element.said('author_last_name')}"
        name = _public(element.said("author_display_name")) or _public(whole)
        self.has_accounts = self.has_accounts or bool(login)
        if login and name:
            self.names.setdefault(login.casefold(), name)

    def guest(self, item: Element, fields: dict[str, str]) -> None:
        """A guest author of Co-Authors Plus, who is a post of their own."""
        name = _public(fields.get("cap-display_name", "")) or _public(item.said("title"))
        for slug in (item.said("post_name"), fields.get("cap-user_login", "")):
            if slug and name:
                self.names.setdefault(slug.removeprefix(_COAUTHOR).casefold(), name)

    def bylines(self, item: Element) -> list[Byline]:
        """Those of a post, the co-authors in their order, else its author."""
        names = [
            self._called(category.attributes.get("nicename", ""), category.text)
            for category in item.all("category")
            if category.attributes.get("domain") == "author"
        ]
        names = names or [
            self._called(creator.text, creator.text) for creator in item.all("creator")
        ]
        return [Byline(name=name) for name in dict.fromkeys(names) if name]

    def _called(self, slug: str, said: str) -> str:
        for known in (slug, said):
            plain = known.strip().removeprefix(_COAUTHOR).casefold()
            if plain in self.names:
                return self.names[plain]
        name = _public(said)
        return name if " " in name or not self.has_accounts else ""


def _public(name: str) -> str:
    """A name that may be shown; '' for a mail address, whoever's it is."""
    plain = words_of(name).strip("<>")[:LONGEST]
    return "" if "@" in plain else plain
