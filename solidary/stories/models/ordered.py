"""A relation to many things whose order means something: the first topic is what a story is about.

The order is that of the rows which link the two, by their keys; no column more is kept for it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import ForeignObjectRel, QuerySet
from django.utils.functional import cached_property
from modelcluster.fields import (
    ParentalManyToManyDescriptor,
    ParentalManyToManyField,
    create_deferring_forward_many_to_many_manager,
)


class OrderedChoiceField(forms.ModelMultipleChoiceField):
    """Several choices in the order in which they were sent."""

    def clean(self, value: Any) -> list[Any]:
        chosen = {str(self.prepare_value(one)): one for one in super().clean(value)}
        return [chosen[key] for key in dict.fromkeys(map(str, value or ())) if key in chosen]

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = [str(self.prepare_value(one)) for one in initial or ()]
        return before != [str(one) for one in data or ()]


class OrderedDescriptor(ParentalManyToManyDescriptor):
    @cached_property
    def child_object_manager_cls(self) -> type[Any]:
        return _in_order(self.rel, self.related_manager_cls)


class OrderedManyToManyField(ParentalManyToManyField):
    """Things come back in the order in which they were set."""

    related_accessor_class = OrderedDescriptor

    def deconstruct(self) -> Any:
        """As the field it is one of: the database keeps nothing else."""
        name, _, args, kwargs = super().deconstruct()
        return name, "modelcluster.fields.ParentalManyToManyField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": OrderedChoiceField, **kwargs})


def _in_order(rel: ForeignObjectRel, original: type[Any]) -> type[Any]:
    """modelcluster's manager of such a relation, without its sorting by the things' own order."""
    above: Any = create_deferring_forward_many_to_many_manager(rel, original)
    name, through = rel.field.name, rel.through
    source, target = rel.field.m2m_column_name(), rel.field.m2m_reverse_name()
    by_rows = [f"{through._meta.db_table}.{through._meta.pk.column}"]

    class OrderedManager(above):
        def get_live_queryset(self) -> QuerySet[Any]:
            found: QuerySet[Any] = super().get_live_queryset()
            # What was fetched ahead for many is in its order already, and would be asked for again.
            fetched = name in getattr(self.instance, "_prefetched_objects_cache", {})
            return found if fetched else found.extra(order_by=by_rows)

        def get_prefetch_querysets(self, instances: Any, querysets: Any = None) -> Any:
            found, *rest = super().get_prefetch_querysets(instances, querysets)
            return (found.extra(order_by=by_rows), *rest)

        def add(self, *new_items: Any) -> None:
            items = self.get_object_list()
            items += [item for item in dict.fromkeys(new_items) if item not in items]

        def set_base(self, objs: Any, **more: Any) -> None:
            things = list(objs)
            super().set_base(things, **more)
            if not things or isinstance(things[0], rel.model):
                self.instance._cluster_related_objects[name] = list(dict.fromkeys(things))

        def commit(self) -> None:
            """Rows are written anew from the first that is out of its place, so that a thing that
            is added at the end costs one row."""
            wanted = [thing.pk for thing in self.get_object_list()]
            rows = through.objects.filter(**{source: self.instance.pk}).order_by("pk")
            kept = list(rows.values_list("pk", target))
            same = 0
            while same < min(len(kept), len(wanted)) and kept[same][1] == wanted[same]:
                same += 1
            with transaction.atomic():
                if gone := [key for key, _ in kept[same:]]:
                    through.objects.filter(pk__in=gone).delete()
                through.objects.bulk_create(
                    through(**{source: self.instance.pk, target: thing}) for thing in wanted[same:]
                )
            del self.instance._cluster_related_objects[name]

    return OrderedManager
