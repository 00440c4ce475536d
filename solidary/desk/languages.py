"""The newsroom's languages as an editor chooses among them."""

from __future__ import annotations

from solidary.stories.languages import language_choices
from solidary.stories.models import Newsroom


def newsroom_choices() -> list[tuple[str, str]]:
    """(code, own name) of the newsroom's languages in its order."""
    names = dict(language_choices())
    return [(code, names[code]) for code in Newsroom.load().languages]
