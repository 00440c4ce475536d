"""What a server of ours says when it takes nothing in: a whole sentence in the reader's language.

The web's numbers mean nothing to who sends something from a phone: the sentence says what arrived
and what did not. It is said by the server before any page of ours is drawn, so it has no style.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from solidary.site.words import catalogue_languages, direction, words_for


def gettext_noop(message: str) -> str:
    """Marks words to be gathered; they are translated where they are said."""
    return message


SENTENCES = {
    400: gettext_noop("This request could not be understood. Nothing of it was kept."),
    403: gettext_noop("Sign in first, then send this again. Nothing of it was kept."),
    404: gettext_noop("There is nothing at this address."),
    405: gettext_noop("Nothing can be sent to this address. Nothing was kept."),
    408: gettext_noop(
        "It came too slowly, and so the connection was closed. Nothing of what was just sent was "
        "kept; what had been confirmed before is safe."
    ),
    411: gettext_noop(
        "This is too much to be sent without saying first how much it is. Nothing of it was kept."
    ),
    413: gettext_noop(
        "This is more than can be taken here at once. Nothing of what was just sent was kept; what "
        "had been confirmed before is safe."
    ),
    414: gettext_noop("This address is too long. Nothing was kept."),
    431: gettext_noop(
        "The browser sends too much about itself along, most often cookies. Nothing was kept."
    ),
    500: gettext_noop(
        "Something failed here. What had been confirmed before is safe; whether the last thing sent "
        "has arrived is not certain. Please try again in a few minutes."
    ),
    502: gettext_noop(
        "No answer came. What had been confirmed before is safe; whether the last thing sent has "
        "arrived is not certain. Please try again in a few minutes."
    ),
    503: gettext_noop(
        "Nothing can be taken just now. Nothing of what was just sent was kept; what had been "
        "confirmed before is safe. Please try again in a few minutes."
    ),
}
"""Status → the sentence. Others are said as the 400 or the 500 they belong to."""


def refusal_page(status: int, languages: Sequence[str]) -> str:
    """The page that says why nothing was taken, in these languages; in all where none is given."""
    sentence = SENTENCES.get(status) or SENTENCES[500 if status >= 500 else 400]
    chosen = tuple(languages) or catalogue_languages()
    said = [
        f'<p lang="{language}" dir="{direction(language)}">'
        f"{escape(words_for(language).gettext(sentence))}</p>"
        for language in chosen
    ]
    return (
        f'<!doctype html>\n<html lang="{chosen[0]}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{status}</title>\n" + "\n".join(said) + "\n</html>\n"
    )
