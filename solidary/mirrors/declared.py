"""Finding what the modules of a folder declare, so that adding one is adding a file."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def declared(package: str, name: str) -> list[Any]:
    """What every module of a package declares under this name, in the order it states.

    Raises AttributeError for a module that declares nothing.
    """
    folder = import_module(package)
    modules = [import_module(f"{package}.{each.name}") for each in iter_modules(folder.__path__)]
    found = [getattr(module, name) for module in modules]
    return sorted(found, key=lambda each: (each.order, each.name))
