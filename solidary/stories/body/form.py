"""The form that a body is written in at the desk, and the field of a story that keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.base import BlockWidget
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.choosing import ThingChooser
from solidary.stories.body.fields import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ENTRIES,
    MOST_ROWS,
    PHOTO,
    Block,
    Day,
    Entries,
    Field,
    Flag,
    Language,
    Markup,
    Reference,
    References,
    Rows,
    Text,
    WebAddress,
)
from solidary.stories.body.redirectors import direct
from solidary.stories.body.rows import Row, rows_of, text_of
from solidary.stories.changes import announced_models
from solidary.stories.languages import language_choices

TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul", "foreign"]


MOST_PARTS = 2_000
"""Blocks of a body, or entries of a block, that a form may bring."""


class BodyWidget(BlockWidget):
    """Where a body is read from what a browser has sent; what isn't whole raises BadRequest."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        for key, value in data.items():
            if key.startswith(f"{name}-") and key.endswith("-count"):
                _check_count(value)
        try:
            return super().value_from_datadict(data, files, name)
        except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
            raise BadRequest("a body that isn't whole") from error


def _check_count(said: Any) -> None:
    """Nobody counts to a number that a form only claims. Raises BadRequest."""
    text = str(said)
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text) <= MOST_PARTS):
        raise BadRequest("a number of blocks that can't be")


class BodyField(StreamField):
    """A body of whatever blocks are declared.

    They are no part of the column, which holds JSON either way, and so no part of a migration:
    adding a block asks for none, and what a migration reads and saves keeps every block.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(stream_blocks(BLOCKS), **options)

    def formfield(self, **options: Any) -> Any:
        field = super().formfield(**options)
        field.widget = BodyWidget(field.block)
        return field

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
    return _together(block.fields, label=block.label, icon=block.icon)


def _together(fields: Iterable[Field], **options: Any) -> blocks.Block:
    """Fields that are filled in beside each other."""
    parts = [(field.name, _input(field, label=field.label)) for field in fields]
    return blocks.StructBlock(parts, **options)


def _input(field: Field, **options: Any) -> blocks.Block:
    """Where one field is filled in; `options` are Wagtail's."""
    if field.help:
        options["help_text"] = field.help
    if isinstance(field, References):
        # One that is needed begins with a place for its first thing.
        first: dict[str, Any] = {} if field.needed else {"default": []}
        return blocks.ListBlock(_chooser(field.to, label=field.each), **first, **options)
    if isinstance(field, Entries):
        entry = _together(field.fields, label=field.each)
        least: dict[str, Any] = {"min_num": 1} if field.needed else {"default": []}
        return blocks.ListBlock(entry, max_num=MOST_ENTRIES, **least, **options)
    if isinstance(field, Flag):
        # One that was needed could only be ticked.
        return blocks.BooleanBlock(required=False, default=field.assumed, **options)
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
        case Language():
            return blocks.ChoiceBlock(choices=language_choices, **options)
        case Day():
            return blocks.DateBlock(**options)
        case Rows():
            return _RowsBlock(**options)
        case Reference():
            return _chooser(field.to, **options)
    raise TypeError(f"the desk has no input for a field of type {type(field).__name__}")


def _chooser(kind: str, **options: Any) -> blocks.Block:
    return ImageChooserBlock(**options) if kind == PHOTO else _ThingChooser(kind, **options)


class _RowsBlock(blocks.FieldBlock):
    """Rows of cells, written as a spreadsheet copies them; the desk's script (desk/grid.js) makes
    cells of it."""

    def __init__(self, required: bool = True, help_text: Any = None, **options: Any) -> None:
        words = {
            "data-grid-cell": _("Row %(row)s, column %(column)s"),
            "data-grid-add-row": _("Add a row"),
            "data-grid-add-column": _("Add a column"),
            "data-grid-remove-row": _("Remove the row"),
            "data-grid-remove-column": _("Remove the column"),
        }
        self.field = forms.CharField(
            required=required, help_text=help_text, widget=forms.Textarea(words), strip=False
        )
        super().__init__(**options)

    def value_from_form(self, value: str) -> list[Row]:
        return rows_of(value or "")

    def value_for_form(self, value: list[Row] | None) -> str:
        return text_of(value or [])

    def clean(self, value: list[Row]) -> list[Row]:
        rows: list[Row] = super().clean(value)
        if (
            len(rows) > MOST_ROWS
            or any(len(row) > MOST_COLUMNS for row in rows)
            or any(len(cell) > LONGEST_CELL for row in rows for cell in row)
        ):
            raise ValidationError(
                _(
                    "A table holds at most %(rows)d rows of %(columns)d cells of %(letters)d letters."
                )
                % {"rows": MOST_ROWS, "columns": MOST_COLUMNS, "letters": LONGEST_CELL}
            )
        return rows

    class Meta:
        icon = "table"
        default: Sequence[Row] = ()


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

    @cached_property
    def widget(self) -> Any:
        return ThingChooser(self.target_model, icon=self.meta.icon)
