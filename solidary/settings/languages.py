"""The languages that Django and the desk are told of, from the room that knows them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

from solidary.languages import BY_CODE, LANGUAGES
from solidary.languages.named import BY_NAME

DESK_LANGUAGES = [(language.code, language.name) for language in LANGUAGES]
"""(code, own name) of those the desk itself speaks."""

CONTENT_LANGUAGES = [*DESK_LANGUAGES, *(one for one in BY_NAME if one[0] not in BY_CODE)]
"""The same of every language a story can be in. The newsroom chooses and orders its own from
these; reader pages without a catalogue of fixed words fall back to English words."""


WITH_CLOCK = ("DATETIME_FORMAT", "SHORT_DATETIME_FORMAT")
"""Django's formats of moments."""
ZONE = r" (\U\T\CO)"
"""How every clock of the desk names its zone: “UTC+0200”."""


def give_formats(package: str) -> str:
    """Make the languages' formats what Django finds in `package`. Returns its name.

    Django imports `<package>.<locale>.formats` (FORMAT_MODULE_PATH); here these modules are made
    of what each language says, so that a language stays one file.
    """
    for language in LANGUAGES:
        code = language.code.replace("-", "_")
        name = f"{package}.{code}.formats"
        module = sys.modules[name] = ModuleType(name)
        vars(module).update(language.formats)
        for moment in WITH_CLOCK:
            vars(module)[moment] = _of_django(code, moment, language.formats) + ZONE
    return package


def _of_django(code: str, name: str, own: Mapping[str, object]) -> str:
    """A format of the language's own, else the one Django has for it, else Django's English one."""
    for locale in (code, "en"):
        if name in own:
            break
        try:
            own = vars(import_module(f"django.conf.locale.{locale}.formats"))
        except ImportError:
            continue
    return str(own[name])
