"""What went wrong with a mirror, as its row keeps it and people read it."""

from __future__ import annotations

from solidary.mirrors.models import Mirror


def problem_of(error: Exception) -> str:
    """One line about an error, no longer than the row has room for.

    Of what the system refuses, its own words and the file, without the number of the error.
    """
    said = str(error)
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        said = f"{error.strerror or error}{where}"
    return " ".join(said.split())[: Mirror.LONGEST_PROBLEM]
