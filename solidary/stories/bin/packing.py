"""A thing as rows that can be kept elsewhere, and put back as they were."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models, router
from django.db.models.deletion import Collector
from django.utils.encoding import is_protected_type
from wagtail.images.models import AbstractRendition
from wagtail.models import Collection, ReferenceIndex, Revision

from solidary.stories.body.uses import uses_of
from solidary.stories.changes import announced_models

Row = dict[str, Any]
"""{"model": its label, "fields": {column: value}}; values as Django's serializers write them."""
Link = tuple[str, Any, str]
"""A row elsewhere that names the thing and could do without: model, key, column."""


def packed(thing: models.Model) -> tuple[list[Row], list[Link]]:
    """The thing's row first, then every row that goes when it goes, versions and reviews
    included; and the links from elsewhere that would be emptied."""
    collector = Collector(using=router.db_for_write(type(thing)))
    collector.collect([thing])
    found: dict[tuple[type[Any], Any], models.Model] = {(type(thing), thing.pk): thing}
    for rows in (*collector.data.values(), *collector.fast_deletes):
        for row in rows:
            if not _is_derived(type(row)):
                found.setdefault((type(row), row.pk), row)
    links: list[Link] = []
    for (field, _), groups in collector.field_updates.items():
        for row in (row for group in groups for row in group):
            if (type(row), row.pk) not in found and not _is_derived(type(row)):
                links.append((row._meta.label, row.pk, field.attname))
    return [row_of(row) for row in found.values()], links


def unpacked(rows: Iterable[Row]) -> list[models.Model]:
    """Rows as they were, put back under their old keys; call it inside a transaction.

    What they named and is gone since is left out: an empty link where the column may be empty,
    otherwise the row that only told of the two. Raises IntegrityError where another row has
    meanwhile what only one may have.
    """
    put = []
    for row in _with_all_they_need(list(rows)):
        model = apps.get_model(row["model"])
        fields = row["fields"]
        made = model(**{name: read_value(model, name, value) for name, value in fields.items()})
        # Its moment of saving is no new one: the row goes back as it was.
        made.save_base(raw=True, force_insert=True)
        put.append(made)
    return put


def _with_all_they_need(rows: list[Row]) -> list[Row]:
    """Rows without those that can't do without what is gone, nor those that hang on these. Raises
    LookupError where the first row is one."""
    while True:
        own = {(row["model"], _key(row)) for row in rows}
        kept = []
        for place, row in enumerate(rows):
            model, fields = apps.get_model(row["model"]), dict(row["fields"])
            targets = [_has_target(model, fields, each, own) for each in _foreign_keys(model)]
            if all(targets):
                kept.append({"model": row["model"], "fields": fields})
            elif not place:
                raise LookupError(row["model"])
        if len(kept) == len(rows):
            return kept
        rows = kept


def made_of(rows: Iterable[Row]) -> set[tuple[str, int]]:
    """What else of the record the packed rows show, name or link to: (kind, key)."""
    kinds = {model._meta.label: kind for kind, model in announced_models().items()}
    found: set[tuple[str, int]] = set()
    for row in rows:
        model, fields = apps.get_model(row["model"]), row["fields"]
        for field in _foreign_keys(model):
            kind = kinds.get(field.related_model._meta.label)
            if kind and fields.get(field.attname) is not None:
                found.add((kind, fields[field.attname]))
        found.update(_in_story(model, fields))
    return found


def files_in(rows: Iterable[Row]) -> Iterator[tuple[Any, str]]:
    """The stored files that packed rows name: the field, and the name."""
    for row in rows:
        model = apps.get_model(row["model"])
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField) and row["fields"].get(field.attname):
                yield field, row["fields"][field.attname]


def _in_story(model: type[Any], fields: Row) -> Iterator[tuple[str, int]]:
    """What a story's row shows, or a version of it that is still being written."""
    if model is Revision:
        content = fields["content"]
        yield from (("topic", key) for key in content.get("topics", ()))
        yield from (("place", key) for key in content.get("places", ()))
        yield from uses_of(json.loads(content.get("body") or "[]"))
    elif getattr(model, "kind_of_change", "") == "story":
        yield from uses_of(json.loads(fields["body"] or "[]"))


def _is_derived(model: type[models.Model]) -> bool:
    """Made from others by a program, and made again when it is needed."""
    return (
        issubclass(model, AbstractRendition | ReferenceIndex)
        or model._meta.app_label == "wagtailsearch"
    )


def row_of(row: models.Model) -> Row:
    fields = {}
    for field in row._meta.local_concrete_fields:
        value = field.value_from_object(row)
        if not isinstance(value, list | dict) and not is_protected_type(value):
            value = field.value_to_string(row)
        fields[field.attname] = value
    return {"model": row._meta.label, "fields": fields}


def _key(row: Row) -> Any:
    model = apps.get_model(row["model"])
    return row["fields"].get(model._meta.pk.attname)


def read_value(model: type[models.Model], name: str, value: Any) -> Any:
    """A column's value as Python has it, from one that `row_of` wrote."""
    field = model._meta.get_field(name)
    return value if isinstance(field, models.JSONField) else field.to_python(value)


def _foreign_keys(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if field.remote_field]


def _has_target(model: type[models.Model], fields: Row, field: Any, own: set[Any]) -> bool:
    """Whether what a column names is there; an empty link is put where one may stand."""
    value = fields[field.attname]
    target = field.related_model
    if value is None or (target._meta.label, value) in own:
        return True
    if target._base_manager.filter(**{field.target_field.attname: value}).exists():
        return True
    if field.null:
        fields[field.attname] = None
        return True
    if target is Collection:
        fields[field.attname] = Collection.get_first_root_node().pk
        return True
    return False
