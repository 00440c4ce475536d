"""Rows that nothing needs any more, and what rows say of things that are gone."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import ModelLogEntry

from solidary.stories.models import Binned
from solidary.stories.models.photo import PhotoRendition


def end_sessions() -> int:
    """Delete sessions that have run out; how many."""
    return Session.objects.filter(expire_date__lte=timezone.now()).delete()[0]


def forget_small_copies() -> None:
    """Forget the desk's small copies of files that their photos don't have any more, as those of a photo before
    its faces were covered; nothing names their own files then."""
    rows = PhotoRendition.objects.values_list("pk", "file", "image__file")
    stale = [pk for pk, copy, file in rows.iterator(chunk_size=2_000) if not _is_of(copy, file)]
    for start in range(0, len(stale), 500):
        PhotoRendition.objects.filter(pk__in=stale[start : start + 500])._raw_delete("default")


def _is_of(copy: str, file: str) -> bool:
    """Whether a copy was made of a file: Wagtail calls it by that name, up to the first dot."""
    return PurePath(copy).name.partition(".")[0] == PurePath(file).name.partition(".")[0]


def forget_names() -> int:
    """Of things that are deleted for good, let the history keep what was done and no name; how many lines
    lost one. What lies in the bin keeps its own."""
    kinds = ModelLogEntry.objects.order_by().values_list("content_type", flat=True).distinct()
    return sum(_forget_names(ContentType.objects.get_for_id(kind)) for kind in kinds if kind)


def _forget_names(kind: ContentType) -> int:
    model = kind.model_class()
    word = getattr(model, "kind_of_change", "") or kind.model
    lines = ModelLogEntry.objects.filter(content_type=kind)
    lines = lines.filter(~Q(label=word) | ~Q(data={}))
    if model is not None:
        there = model._base_manager.order_by()
        lines = lines.exclude(object_id__in=_keys(there, "pk"))
        lines = lines.exclude(object_id__in=_keys(Binned.objects.filter(kind=word), "ref"))
    # Found first: the table is large, and whoever writes has it alone.
    keys = list(lines.values_list("pk", flat=True))
    for start in range(0, len(keys), 500):
        some = ModelLogEntry.objects.filter(pk__in=keys[start : start + 500])
        some.update(label=word, data={})
    return len(keys)


def _keys(rows: Any, column: str) -> Any:
    """Keys as the history writes them."""
    return rows.annotate(text=Cast(column, CharField())).values("text")
