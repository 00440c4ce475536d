"""The base of everything the newsroom's program refuses: no, and here is the line for people."""

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
