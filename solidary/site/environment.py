"""Templates of a folder, in the words of one language."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined

from solidary.site.words import words_for


def environment(
    language: str, templates: Path, compiled: BytecodeCache | None = None
) -> Environment:
    """The templates of a folder; what they are given is escaped, and a name nobody gave is an error.

    `compiled`: where they are kept once they were compiled.
    """
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    words_for(language).dress(made)
    return made
