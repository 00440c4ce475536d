"""The templates of the reader's site, ready to draw in each language."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, Template
from jinja2.bccache import Bucket

import solidary.darkroom.icons
import solidary.site
from solidary.home import current_home
from solidary.site.environment import environment as folder_environment
from solidary.site.frames import (
    FramedTemplate,
    remember_filters,
    remember_macros,
)
from solidary.site.other_languages import filters

SITE = Path(solidary.site.__file__).parent
TEMPLATES = SITE / "templates"
PRESS = Path(__file__).parent.parent


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept in the press's folder: to compile them takes as long as to publish
    a story. Where they can't be kept they are compiled anew, and nothing else is lost."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


@cache
def environment(language: str) -> Environment:
    """The templates with the words of one language; a name nobody gave is an error."""
    made = folder_environment(
        language, TEMPLATES, _Compiled(str(current_home().compiled_templates))
    )
    made.filters.update(filters(language))
    remember_filters(made, ("day", "month", "part", "clock", "number"))
    remember_macros(made, "phrases.html", ("date", "hashtag", "marks"))
    remember_macros(made, "parts.html", ("item", "kicker", "topic_section"))
    return made


@cache
def template(language: str, name: str) -> Template:
    return environment(language).get_template(name)


@cache
def framed(language: str, name: str) -> FramedTemplate:
    """A template that is drawn for page after page."""
    return FramedTemplate(template(language, name))


@cache
def templates_fingerprint() -> str:
    """A hash over everything, besides the record, that pages follow from."""
    digest = hashlib.sha256()
    files = [
        path for path in SITE.rglob("*") if path.suffix in {".html", ".css", ".svg", ".po", ".py"}
    ]
    files += PRESS.rglob("*.py")
    icons = Path(solidary.darkroom.icons.__file__)
    files += (icons.with_name("derive.py"), icons)
    named = sorted((str(path.relative_to(PRESS.parent)), path) for path in files)
    for name, path in named:
        if "/migrations/" not in name:
            data = path.read_bytes()
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()
