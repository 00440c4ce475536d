"""The things a release carries besides its pages, one module each; each has its own in `THING`.

A thing says by itself which stored files it has, what becomes of them, what it is called in
addresses and how a template gets it; `index.assets` and `drawing.gallery` do the rest for all.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from solidary.press.things.thing import Thing

THINGS: tuple[Thing, ...] = tuple(
    module.THING
    for found in sorted(iter_modules(__path__), key=lambda found: found.name)
    if hasattr(module := import_module(f"{__name__}.{found.name}"), "THING")
)
BY_KIND = {thing.kind: thing for thing in THINGS}
