"""The languages of the program, each a module of its own, and what works over all of them.

A module whose name is a code of BCP 47 (`be`, `pt_br`) is a language: it gives a `LANGUAGE`.
Nothing else lists it.
"""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules

from solidary.languages.language import Language

_CODE = re.compile("[a-z]{2,3}(_[a-z]+)?")


def _found() -> tuple[Language, ...]:
    names = [module.name for module in iter_modules(__path__) if _CODE.fullmatch(module.name)]
    languages: list[Language] = [import_module(f"{__name__}.{name}").LANGUAGE for name in names]
    return tuple(sorted(languages, key=lambda language: (language.rank, language.code)))


LANGUAGES = _found()
"""The languages the program speaks, reads and searches, in the order in which they are offered."""

BY_CODE = {language.code: language for language in LANGUAGES}
"""The same by their codes."""


def parent(code: str) -> str:
    """The language of the program that a code is a variant of ("be" of "be-tarask"); the code
    itself where it is one, or a variant of none."""
    wide = code.partition("-")[0]
    return wide if code not in BY_CODE and wide in BY_CODE else code
