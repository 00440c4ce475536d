"""Where a thing of the record is chosen, in the language of whoever looks at it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from wagtail.snippets.widgets import AdminSnippetChooser


def _said(line: str) -> property:
    """One of Wagtail's lines, worded when it is shown: Wagtail words it once for all, in the
    language of the first who asks."""

    def text(chooser: AdminSnippetChooser) -> str:
        return gettext(line) % {"object": chooser.model._meta.verbose_name}

    return property(text, lambda chooser, wording: None)


LINES = {
    "choose_one_text": _said("Choose %(object)s"),
    "choose_another_text": _said("Choose another %(object)s"),
    "link_to_chosen_text": _said("Edit this %(object)s"),
}


class ThingChooser(AdminSnippetChooser):
    """What is chosen are things of `model`."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # A viewset makes a class of its own, with its own wording.
        _word(cls)


def _word(chooser: type[AdminSnippetChooser]) -> None:
    for name, line in LINES.items():
        setattr(chooser, name, line)


_word(ThingChooser)
