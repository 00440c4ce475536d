"""In which language a post is, and of which it is a translation: Polylang, WPML, qTranslate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from solidary.wire.elements import Element
from solidary.wire.languages import known_language

_WPML = ("_wpml_import_language_code", "wpml_language", "_wpml_language", "_icl_lang")
_GROUPS = ("_wpml_import_translation_group", "_wpml_trid", "_icl_lang_duplicate_of")
_TAGGED = re.compile(r"\[:([a-z]{2,3}(?:[_-][A-Za-z]{2})?)?\]|<!--:([a-z]{2,3})?-->")


@dataclass(slots=True)
class Languages:
    """Asks each post. `default`: the language of those that don't say theirs."""

    site: str
    default: str
    used: set[tuple[str, str]] = field(default_factory=set)

    def of(self, item: Element, fields: Mapping[str, str]) -> tuple[str, str]:
        """The language of a post, and what it says itself of it; '' for one that no story can be in."""
        said = next((fields[name] for name in _WPML if fields.get(name)), "")
        for each in item.all("category"):
            if each.attributes.get("domain") == "language":
                said = each.attributes.get("nicename") or each.text
        return (known_language(said), said) if said else (self.default, "")

    @staticmethod
    def known(code: str) -> str:
        """The language that a code of qTranslate's means; '' for none."""
        return known_language(code)

    def group(
        self, item: Element, fields: Mapping[str, str], key: str, language: str, mark: str = ""
    ) -> str:
        """What a post has in common with its translations; its own where another of them has the same
        language already. `mark`: the post holds its translations itself."""
        if mark:
            return f"wordpress {self.site} post {key}"[:200]
        said = next(
            (f"{name} {fields[name]}" for name in _GROUPS[:2] if fields.get(name)),
            f"post {fields.get(_GROUPS[2]) or key}",
        )
        for each in item.all("category"):
            if each.attributes.get("domain") == "post_translations":
                said = f"polylang {each.attributes.get('nicename') or each.text}"
        if (said, language) in self.used:
            said = f"post {key}"
        self.used.add((said, language))
        return f"wordpress {self.site} {said}"[:200]


def by_language(text: str) -> dict[str, str]:
    """What a text says in each language, as qTranslate has them in one (`[:en]…[:be]…[:]`); nothing
    for a text that isn't of this kind. What stands outside belongs to all."""
    marks = list(_TAGGED.finditer(text))
    if not any(mark[1] or mark[2] for mark in marks):
        return {}
    found: dict[str, str] = {}
    common = [text[: marks[0].start()]]
    for mark, behind in zip(marks, [*marks[1:], None], strict=True):
        words = text[mark.end() : behind.start() if behind else len(text)]
        code = mark[1] or mark[2]
        if code:
            found[code] = found.get(code, "") + words
        else:
            common.append(words)
    outside = "".join(common)
    return {code: outside + words for code, words in found.items()} if outside.strip() else found
