"""Gather every word users read into the catalogues: `python -m scripts.words`.

There are two sets of catalogues. `django` holds what the desk and the command line say, from
Python and from Django's templates; `site` holds the fixed words of the reader's pages and of the
letterbox, from the Jinja templates. New words arrive empty, to be translated; words no longer used
go away; nothing is guessed, but the space before a dash becomes one that doesn't break. English
needs no translation: its words are the keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from solidary.languages import BY_CODE

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "solidary"
FOLDERS = {"django": PACKAGE / "locale", "site": PACKAGE / "site" / "locale"}
WITHOUT_A_DESK = (PACKAGE / "site", PACKAGE / "letterbox")
"""Rooms whose words are for readers and senders; what an operator is told stays English."""
DASH = re.compile(r"(?<=\S) (?=[—–] )")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def sources(domain: str) -> Iterator[tuple[Path, str, bytes]]:
    """Every file a domain's words come from: path, the extractor to use, the bytes to give it."""
    for path in sorted(PACKAGE.rglob("*")):
        ours = any(room in path.parents for room in WITHOUT_A_DESK)
        if ours is not (domain == "site") or "migrations" in path.parts:
            continue
        if path.suffix == ".py":
            yield path, "python", path.read_bytes()
        elif path.suffix in (".html", ".xml", ".txt") and "templates" in path.parts:
            if domain == "site":
                yield path, "jinja2.ext:babel_extract", path.read_bytes()
            else:
                text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
                yield path, "python", text.encode("utf-8")


def gather(domain: str) -> Catalog:
    """All messages of a domain, with the files (not the lines: they move) that say them."""
    found = Catalog(project="Solidary", charset="utf-8")
    for path, method, content in sources(domain):
        for _line, message, comments, context in extract(
            method,
            BytesIO(content),
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            options={"trimmed": "true", "encoding": "utf-8"},
        ):
            place = (path.relative_to(ROOT).as_posix(), 0)
            found.add(message, locations=[place], auto_comments=comments, context=context)
    return found


def catalogue_path(domain: str, language: str) -> Path:
    """Where the words of a language stand."""
    return FOLDERS[domain] / language / "LC_MESSAGES" / f"{domain}.po"


def read_catalogue(domain: str, language: str) -> Catalog:
    """The catalogue as it is, or an empty one where there is none yet."""
    path = catalogue_path(domain, language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write_catalogue(domain: str, language: str, catalogue: Catalog) -> None:
    """Write a catalogue with the header that programs need, and nothing that changes by itself."""
    catalogue.fuzzy = False
    text = BytesIO()
    write_po(text, catalogue, width=100, omit_header=True, include_lineno=False)
    plural = f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};"
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: {plural}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    path = catalogue_path(domain, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header.encode() + text.getvalue())


def real_messages(catalogue: Catalog) -> list[Message]:
    """The messages of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def forms(message: Message) -> tuple[str, ...]:
    """A message's translation: one text, or one for each number the language tells apart."""
    said = message.string
    return tuple(map(str, said)) if isinstance(said, (list, tuple)) else (str(said or ""),)


def keep_dashes(catalogue: Catalog) -> None:
    """No line may begin with a dash: the space before one is a no-break space."""
    for message in real_messages(catalogue):
        held = tuple(DASH.sub("\u00a0", form) for form in forms(message))
        message.string = held if message.pluralizable else held[0]


def main() -> None:
    """Bring each catalogue up to date and say what is still to be translated."""
    for domain in FOLDERS:
        wanted = gather(domain)
        for language in BY_CODE:
            catalogue = read_catalogue(domain, language)
            catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
            catalogue.obsolete.clear()
            keep_dashes(catalogue)
            write_catalogue(domain, language, catalogue)
            empty = sum(not all(forms(message)) for message in real_messages(catalogue))
            if language != "en":
                print(f"{domain} {language}: {empty} to translate")


if __name__ == "__main__":
    main()
