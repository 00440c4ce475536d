"""A tab of a form that has the same address in every language."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import ObjectList


class Tab(ObjectList):
    """A tab at `#tab-<name>`. Wagtail takes the name from the heading instead, in the language of whoever
    opened the form first."""

    def __init__(self, children: Any, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(children, *args, **kwargs)
        self.name = name

    @property
    def clean_name(self) -> str:
        return self.name

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "name": self.name}
