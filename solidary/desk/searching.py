"""Searching small lists by part of a name, in any script."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q


def names_with(fields: Iterable[str], words: str) -> Q:
    """Rows where a field has `words` in it, whatever their case.

    SQLite compares capital and small letters only in the Latin alphabet, so Cyrillic is asked
    for in each of the forms a name is written in.
    """
    forms = {words, words.lower(), words.upper(), words.capitalize(), words.title()}
    asked = Q()
    for field in fields:
        for form in forms:
            asked |= Q(**{f"{field}__icontains": form})
    return asked
