"""Rows that nothing needs any more, and what rows say of things that are gone."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import ModelLogEntry

from solidary.stories.models import Binned


def end_sessions() -> int:
    """Delete sessions that have run out; how many."""
    return Session.objects.filter(expire_date__lte=timezone.now()).delete()[0]


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
