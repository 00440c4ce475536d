"""Which files the record names: by a row, by what lies in the bin, by a version that may come back.

Found by looking at the models: a new one with a file is seen to without a word here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import FileField, Q, TextField
from django.db.models.functions import Cast
from wagtail.models import Revision

from solidary.stories.models.binned import Binned

BATCH = 400
"""Names in one question; below the number of variables any SQLite allows."""


def file_fields() -> list[Any]:
    """Every column of the record that names a file. Asked once all models are loaded."""
    return [
        field
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField)
    ]


def in_rows() -> Iterator[str]:
    """Every name that a row has, in order and each once; read as it is asked for."""
    first, *others = (
        field.model._base_manager.exclude(**{field.attname: ""})
        .order_by()
        .values_list(field.attname)
        for field in file_fields()
    )
    rows = first.union(*others).order_by(file_fields()[0].attname)
    return (name for (name,) in rows.iterator(chunk_size=2_000))


def beside_rows() -> set[str]:
    """Names that lie in the bin, or that a version has, and that no row has."""
    found = set(in_bin()) | set(in_versions())
    return found - by_rows(found)


def in_bin(since: int = 0) -> Iterator[str]:
    """Names that things in the bin have, versions of theirs among them. `since`: only of those with a
    higher key."""
    keys = _columns()
    rows = Binned.objects.filter(pk__gt=since).order_by("pk").values_list("rows", flat=True)
    for packed in rows.iterator(chunk_size=50):
        yield from _names_in(packed, keys)


def in_versions(since: int = 0, moment: datetime | None = None) -> Iterator[str]:
    """Names that versions have. `since`: only those with a higher key, or written at this moment or
    later: a draft that saves itself is written over."""
    keys = _columns()
    rows = Revision.objects.annotate(text=Cast("content", TextField()))
    rows = rows.filter(Q(pk__gt=since) | Q(created_at__gte=moment) if moment else Q(pk__gt=since))
    has_one = Q()
    for key in keys:
        has_one |= Q(text__contains=f'"{key}"')
    versions = rows.filter(has_one).order_by("pk").values_list("content", flat=True)
    for content in versions.iterator(chunk_size=200):
        yield from _names_in(content, keys)


def by_rows(names: Collection[str]) -> set[str]:
    """Those of the names that a row has."""
    asked, found = sorted(names), set[str]()
    for field in file_fields():
        for start in range(0, len(asked), BATCH):
            some = {f"{field.attname}__in": asked[start : start + BATCH]}
            rows = field.model._base_manager.filter(**some).order_by()
            found.update(rows.values_list(field.attname, flat=True))
    return found


def named(names: Iterable[str]) -> set[str]:
    """Those of the names that anything in the record has."""
    asked = set(names)
    left = asked - by_rows(asked) if asked else asked
    for elsewhere in (in_bin, in_versions):
        if left:
            left = left - set(elsewhere())
    return asked - left


def holder_of(name: str) -> str:
    """What has a name, as a line says it to people in English; '' where nothing has it."""
    for field in file_fields():
        if (row := field.model._base_manager.filter(**{field.attname: name}).first()) is not None:
            return f"{type(row).__name__} {row.pk} “{row}”"
    if name in set(in_bin()):
        return "something in the bin"
    return "an earlier version" if name in set(in_versions()) else ""


def _columns() -> frozenset[str]:
    return frozenset(field.attname for field in file_fields())


def _names_in(packed: Any, keys: frozenset[str]) -> Iterator[str]:
    """Names in rows that were written as JSON, however deep rows lie in rows."""
    if isinstance(packed, list):
        for each in packed:
            yield from _names_in(each, keys)
    elif isinstance(packed, dict):
        for key, value in packed.items():
            if key in keys and isinstance(value, str):
                if value:
                    yield value
            else:
                yield from _names_in(value, keys)
