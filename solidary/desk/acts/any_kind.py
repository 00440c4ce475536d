"""Acts on things of many kinds: the kind stands in the address."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from solidary.desk.acts.base import ActPage
from solidary.desk.things import edit_address, list_address, list_label
from solidary.stories.changes import announced_models
from solidary.stories.models.binned import goes_into_bin


class AnyKindPage(ActPage):
    """Below no kind's own addresses: `bin/put/place/7/`."""

    @classmethod
    def address(cls) -> str:
        return f"bin/{cls.last_part}/<str:kind>/<int:pk>/"

    @classmethod
    def address_for(cls, thing: Any) -> str:
        return reverse(cls.address_name(), args=[thing.kind_of_change, thing.pk])

    def right_needed(self) -> str:
        right: str = self.act_class.right_to(self.thing)
        return right

    def things(self) -> QuerySet[Any]:
        model = announced_models().get(self.kwargs["kind"])
        if model is None or not goes_into_bin(model):
            raise Http404
        every: QuerySet[Any] = model._default_manager.all()
        return every

    def address_of(self, view: str, *args: Any) -> str:
        return list_address(type(self.thing)) if view == "list" else edit_address(self.thing)

    def things_label(self) -> Any:
        return list_label(type(self.thing))
