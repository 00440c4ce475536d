"""The form that a body is written in at the desk, and the field of a story that keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.fields import (
    PHOTO,
    Block,
    Day,
    Field,
    Markup,
    Reference,
    References,
    Text,
    WebAddress,
)
from solidary.stories.body.redirectors import direct
from solidary.stories.changes import announced_models

TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul", "foreign"]


class BodyField(StreamField):
    """A body of whatever blocks are declared.

    They are no part of the column, which holds JSON either way, and so no part of a migration:
    adding a block asks for none, and what a migration reads and saves keeps every block.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(stream_blocks(BLOCKS), **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As any plain field: what StreamField adds to it are the blocks."""
        name, path, args, options = super(StreamField, self).deconstruct()
        return name, path, list(args), options


def stream_blocks(declared: Iterable[Block]) -> list[tuple[str, blocks.Block]]:
    """The form of each block, by its name, as a StreamField takes them."""
    return [(block.name, _form_of(block)) for block in declared]


def _form_of(block: Block) -> blocks.Block:
    if block.bare:
        return _input(block.fields[0], label=block.label, icon=block.icon)
    parts = [(field.name, _input(field, label=field.label)) for field in block.fields]
    return blocks.StructBlock(parts, label=block.label, icon=block.icon)


def _input(field: Field, **options: Any) -> blocks.Block:
    """Where one field is filled in; `options` are Wagtail's."""
    if field.help:
        options["help_text"] = field.help
    if isinstance(field, References):
        # One that is needed begins with a place for its first thing.
        first: dict[str, Any] = {} if field.needed else {"default": []}
        return blocks.ListBlock(_chooser(field.to, label=field.each), **first, **options)
    options["required"] = field.needed
    match field:
        case Text(most=0):
            return blocks.TextBlock(**options)
        case Text():
            return blocks.CharBlock(max_length=field.most, **options)
        case Markup():
            return blocks.RichTextBlock(features=TEXT_FEATURES, **options)
        case WebAddress():
            return _AddressBlock(**options)
        case Day():
            return blocks.DateBlock(**options)
        case Reference():
            return _chooser(field.to, **options)
    raise TypeError(f"the desk has no input for a field of type {type(field).__name__}")


def _chooser(kind: str, **options: Any) -> blocks.Block:
    return ImageChooserBlock(**options) if kind == PHOTO else _ThingChooser(kind, **options)


class _AddressBlock(blocks.URLBlock):
    """An address, kept as it leads past redirectors."""

    def clean(self, value: Any) -> Any:
        return direct(super().clean(value) or "")


class _ThingChooser(SnippetChooserBlock):
    """A choice among the things of a kind; which model they have is asked once all are loaded."""

    def __init__(self, kind: str, **options: Any) -> None:
        super().__init__(kind, **options)
        self.kind = kind

    @cached_property
    def target_model(self) -> Any:
        return announced_models()[self.kind]
