"""The languages of the record, as choices and as Wagtail's locales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from wagtail.models import Locale


def language_choices() -> list[tuple[str, str]]:
    """(code, own name) of every language a story can be in; a callable keeps it out of migrations."""
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


def own_name(language: str) -> str:
    """What a language calls itself."""
    return dict(language_choices()).get(language, language)


def known_code(language: str) -> str | None:
    """A language code as the record spells it ("be-Latn" for "BE_latn"; case says nothing in BCP 47,
    section 2.1.1); None where no story can be in it."""
    spelled = language.replace("_", "-").lower()
    codes = (code for code, _ in language_choices())
    return next((code for code in codes if code.lower() == spelled), None)


def locale_of(language: str) -> Locale:
    """The locale of a language code, made when it is first used.

    Raises ValueError with a line for people when the code is none of ours.
    """
    # Looked up late: checks of what moves in ask for codes before any framework is loaded.
    from wagtail.models import Locale

    code = known_code(language)
    if code is None:
        known = ", ".join(code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES)
        raise ValueError(f"Unknown language “{language}”. Known are: {known}.")
    return Locale.objects.get_or_create(language_code=code)[0]
