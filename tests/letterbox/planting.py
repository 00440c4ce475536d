"""What a test plants into the processes of a live letterbox: code that runs once a module is read."""

from __future__ import annotations

_TEMPLATE = """
import importlib.util, sys

class Planting:
    def find_spec(self, name, path=None, target=None):
        if name != {module!r}:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        read = spec.loader.exec_module
        def exec_module(module):
            read(module)
            plant(module)
        spec.loader.exec_module = exec_module
        return spec

sys.meta_path.insert(0, Planting())

def plant(module):
{code}
"""


def after(module: str, code: str) -> str:
    """A sitecustomize.py that runs `code` once `module` is read; it finds the module as `module`."""
    lines = "".join(f"    {line}\n" for line in code.strip().splitlines())
    return _TEMPLATE.format(module=module, code=lines)


def together(*texts: str) -> str:
    """A sitecustomize.py that does what each of several does."""
    return "".join(f"exec({text!r}, {{}})\n" for text in texts)
