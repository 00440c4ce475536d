"""Which topics a post has: its categories and tags, as the editor's table has them or as they are called."""

from __future__ import annotations

from solidary.wire.elements import Element
from solidary.wire.topic_map import TopicMap

TAXONOMIES = {"category": "category", "post_tag": "tag", "tag": "tag", "": "category"}
"""What a post may say of a term, and what it is in the table."""
OWN = frozenset(
    {"author", "language", "post_format", "post_translations", "term_language", "term_translations"}
)
"""What is told of a post in the same way and is no term of a reader's."""
NO_TOPIC = frozenset(
    {
        "uncategorized", "uncategorised", "bez-kategorii", "без-рубрики", "без-катэгорыі", "без-категорії",
        "nekategorizuota", "be-kategorijos", "allgemein",
    }
)  # fmt: skip
"""What WordPress calls the category of whatever has none, in the languages of the newsroom."""


def topics_of(item: Element, table: TopicMap, language: str) -> list[str]:
    """The hashtags of a post, each with its #."""
    found: dict[str, None] = {}
    seen: set[tuple[str, str]] = set()
    for each in item.all("category"):
        domain = each.attributes.get("domain", "")
        name = " ".join(each.text.split())
        slug = each.attributes.get("nicename", "") or name
        kind = TAXONOMIES.get(domain, domain)
        # Version 1.0 has each of them twice, once without its slug.
        if domain in OWN or not name or (kind, name) in seen:
            continue
        seen.add((kind, name))
        proposed = domain in TAXONOMIES and slug.casefold() not in NO_TOPIC
        found |= dict.fromkeys(table.topics(kind, slug, name, language, proposed=proposed))
    return list(found)
