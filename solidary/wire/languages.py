"""Languages as archives write them, in the record's spelling."""

from __future__ import annotations


def known_language(said: str) -> str:
    """The code of a language the record knows: as it is written (`be_BY`, `pt-br`), else without what
    follows its first part; '' for none."""
    # Looked up late: formats say what they are before any framework is loaded.
    from solidary.stories.languages import known_code

    spelled = said.strip().replace("_", "-")
    if not 1 < len(spelled) <= 20:
        return ""
    return known_code(spelled) or known_code(spelled.partition("-")[0]) or ""
