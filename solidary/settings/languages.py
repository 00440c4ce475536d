"""The languages that Django and the desk are told of, from the room that knows them."""

from __future__ import annotations

import sys
from types import ModuleType

from solidary.languages import BY_CODE, LANGUAGES
from solidary.languages.named import BY_NAME

DESK_LANGUAGES = [(language.code, language.name) for language in LANGUAGES]
"""(code, own name) of those the desk itself speaks."""

CONTENT_LANGUAGES = [*DESK_LANGUAGES, *(one for one in BY_NAME if one[0] not in BY_CODE)]
"""The same of every language a story can be in. The newsroom chooses and orders its own from
these; reader pages without a catalogue of fixed words fall back to English words."""


def give_formats(package: str) -> str:
    """Make the languages' formats what Django finds in `package`. Returns its name.

    Django imports `<package>.<locale>.formats` (FORMAT_MODULE_PATH); here these modules are made
    of what each language says, so that a language stays one file.
    """
    for language in LANGUAGES:
        if language.formats:
            name = f"{package}.{language.code.replace('-', '_')}.formats"
            module = sys.modules[name] = ModuleType(name)
            vars(module).update(language.formats)
    return package
