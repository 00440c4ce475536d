"""Lists that are searched by part of a name."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.snippets.views.snippets import IndexView

from solidary.desk.searching import names_with


class NamedIndexView(IndexView):
    """Looks into `search_fields`, in any script; a hashtag is found with or without its mark."""

    search_backend_name = None

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        asked = names_with(self.search_fields, self.search_query.lstrip("#"))
        # By key: a thing with several fitting names is found once.
        return queryset.filter(pk__in=self.model.objects.filter(asked).values("pk"))
