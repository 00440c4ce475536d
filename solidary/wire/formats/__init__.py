"""The formats: every module here is one, found by being here.

What a module has to say is written at `Format` in `solidary/wire/format.py`.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from solidary.wire.errors import WireError
from solidary.wire.format import Format, Option, Sure


@cache
def formats() -> tuple[Format, ...]:
    """All of them, by the names of their modules."""
    return tuple(
        declared(import_module(f"{__name__}.{module.name}")) for module in iter_modules(__path__)
    )


def declared(module: ModuleType) -> Format:
    """The format that a module declares. Raises AttributeError for what it doesn't say."""
    return Format(
        name=module.NAME,
        about=module.ABOUT,
        recognises=module.recognises,
        read=module.read,
        options=getattr(module, "OPTIONS", ()),
        folders=getattr(module, "FOLDERS", ()),
        report_lines=getattr(module, "report_lines", None),
    )


def options() -> dict[str, Option]:
    """The options of all formats by name."""
    return {option.name: option for form in formats() for option in form.options}


def named(name: str) -> Format:
    """The format that is called so. Raises KeyError."""
    return {form.name: form for form in formats()}[name]


def recognised(head: bytes, name: str = "") -> Format:
    """The format of a file that begins with `head` (some kilobytes) and is called `name`.

    It is judged by what is in it: a name may say anything. Raises WireError where several formats
    are equally sure, or none is at all.
    """
    sure = {form: form.recognises(head, name) for form in formats()}
    most = max(sure.values())
    found = [form for form in sure if sure[form] is most]
    if most is Sure.NO:
        known = ", ".join(form.name for form in sure)
        raise WireError(f"This is in no format that can be taken in ({known}).")
    if len(found) > 1:
        known = " or ".join(form.name for form in found)
        raise WireError(f"This could be {known}; say which with --format.")
    return found[0]
