"""The base of everything the newsroom's program refuses: no, and here is the line for people.

Such a line, and any other for a terminal or a log, may hold what strangers wrote: names in archives,
headers, answers of hosts. `shown` is how foreign text gets into a line, at every print.
"""

from __future__ import annotations


class SolidaryError(Exception):
    """No; and `str` of it is the one line that the person who asked reads.

    The line stands by itself, without a class's name and without a trace: at the desk it becomes
    a message, at the prompt it ends the command. It says what is wrong and, where something can be
    done, what. Rooms derive kinds of it by which callers tell one no from another.
    """

    line = "this can't be done"
    """what a kind says that is raised without words of its own"""

    def __str__(self) -> str:
        return super().__str__() or self.line


class WordedError(SolidaryError):
    """A no that editors meet too, whose desk speaks their language.

    `fault` names what is wrong, as a room's own enum says it, and `facts` what has to be said of it;
    the desk has the words. The line is the prompt's.
    """

    def __init__(self, *words: object, fault: str = "", **facts: object) -> None:
        super().__init__(*words)
        self.fault, self.facts = fault, facts


LONGEST_SHOWN = 1_000
"""Letters of a line that are shown where nobody says otherwise."""


def shown(foreign: object, most: int = LONGEST_SHOWN) -> str:
    """Foreign text as one line that can do nothing to the terminal, or the page, it is shown on.

    No control character, so no escape and no line of its own; nothing that turns the direction of what
    stands around it, and nothing invisible; at most so many letters. Ordinary text stays as it is.
    """
    text = " ".join(str(foreign)[: 4 * most].split())
    if not text.isprintable():
        text = "".join(
            letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
        )
    return text if len(text) <= most else text[: most - 1] + "…"


def as_shown(structure: str) -> str:
    """JSON that was written with its letters as they are, with what `shown` would not show escaped."""
    if structure.isprintable():
        return structure
    return "".join(
        letter if letter.isprintable() or letter == "\n" else _escaped(letter)
        for letter in structure
    )


def _escaped(letter: str) -> str:
    """As JSON escapes a letter: in UTF-16, by halves where it takes two."""
    data = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at]:02x}{data[at + 1]:02x}" for at in range(0, len(data), 2))
