"""Languages as archives write them, in the record's spelling."""

from __future__ import annotations

from collections.abc import Sequence

from solidary.languages import BY_CODE
from solidary.languages.guessing import guess_language
from solidary.wire.errors import WireError

_ENOUGH = 500
"""Letters by which what an archive says of its own language may be doubted."""


def known_language(said: str) -> str:
    """The code of a language the record knows: as it is written (`be_BY`, `pt-br`), else without what
    follows its first part; '' for none."""
    # Looked up late: formats say what they are before any framework is loaded.
    from solidary.stories.languages import known_code

    spelled = said.strip().replace("_", "-")
    if not 1 < len(spelled) <= 20:
        return ""
    return known_code(spelled) or known_code(spelled.partition("-")[0]) or ""


def default_language(said: str, sample: str, asked: str, among: Sequence[str]) -> tuple[str, str]:
    """The language of stories that don't say theirs, and a doubt about it. `said`: what the archive says
    of itself; `sample`: some of its words; `asked`: what whoever imports says; `among`: the languages of
    the newsroom. Raises WireError for an `asked` that is none."""
    if asked:
        code = known_language(asked)
        if not code:
            raise WireError(f"“{asked}” is no language code this desk knows, such as be or pl.")
        return code, ""
    code = known_language(said)
    guess = guess_language(sample, list(BY_CODE)).language
    if not code and not guess:
        first = among[0] if among else "en"
        return first, (
            f"The archive names no language, and its posts are too few to judge by: “{first}” was "
            "taken. Say another one with --language."
        )
    if code and guess and guess != code and len(sample) > _ENOUGH:
        return code, (
            f"The archive says that it is in “{said[:20]}”; its posts look like “{guess}”. "
            f"If so, say --language {guess}."
        )
    return code or guess, ""
