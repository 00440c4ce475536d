"""How a rule reads, in an editor's words: what the codebook says of it."""

from __future__ import annotations

from django.utils.translation import get_language

from solidary.site.codebook import RULES
from solidary.site.words import words_for


def rule_words(field: str, rule: str) -> tuple[str, str]:
    """What is said of a rule, without its full stop, and the language of that where it isn't the desk's;
    '' for what an editor said herself."""
    said = RULES.get(field, {}).get(rule)
    if said is None:
        return rule, "en" if rule else ""
    return words_for(get_language() or "en").gettext(said).removesuffix("."), ""
