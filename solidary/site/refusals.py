"""What a server of ours says when it takes nothing in: a whole sentence in the reader's language.

The web's numbers mean nothing to who sends something from a phone: the sentence says what arrived
and what did not. It is said by the server before any page of ours is drawn, so it has no style.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
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
        "At most %(size)s can be taken here at once, and this is more. Nothing of what was just sent "
        "was kept; what had been confirmed before is safe."
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
NOTHING_ALONG = gettext_noop("Nothing can be sent along with such a request. Nothing was kept.")
"""That of a 413 where nothing at all is taken."""


MEGABYTE = 1024 * 1024


def refusal_page(status: int, languages: Sequence[str], most: int = 0) -> str:
    """The page that says why nothing was taken, in these languages; in all where none is given.

    `most`: bytes that would be taken at once, for a 413.
    """
    return _page(status, tuple(languages) or catalogue_languages(), most)


@cache
def _page(status: int, chosen: tuple[str, ...], most: int) -> str:
    """Drawn once: whoever refuses many has no time for it."""
    sentence = SENTENCES.get(status) or SENTENCES[500 if status >= 500 else 400]
    if status == 413 and not most:
        sentence = NOTHING_ALONG
    said = [
        f'<p lang="{language}" dir="{direction(language)}">{escape(_said(sentence, language, most))}</p>'
        for language in chosen
    ]
    return (
        f'<!doctype html>\n<html lang="{chosen[0]}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{status}</title>\n" + "\n".join(said) + "\n</html>\n"
    )


def _said(sentence: str, language: str, most: int) -> str:
    words = words_for(language)
    # Whole MB, as the forms say them; of 1,024 and so rather more than that.
    size = most // MEGABYTE * 1_000_000 or most // 1024 * 1000
    return words.gettext(sentence) % {"size": words.size(size)}
