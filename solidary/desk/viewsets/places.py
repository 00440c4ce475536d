"""The places' rooms at the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from solidary.desk.viewsets.choosing import searching_chooser
from solidary.desk.viewsets.columns import NamesColumn
from solidary.desk.viewsets.named import NamedIndexView
from solidary.desk.viewsets.things import ThingViewSet
from solidary.stories.models import Place


class PlaceIndexView(NamedIndexView):
    search_fields = ("names__name",)

    def get_base_queryset(self) -> QuerySet[Place]:
        places: QuerySet[Place] = Place.objects.prefetch_related("names")
        return places

    @cached_property
    def columns(self) -> list[Any]:
        return [
            *super().columns[:2],
            NamesColumn("names", label=pgettext_lazy("place", "Names")),
            Column("country", label=_("Country"), sort_key="country"),
        ]


class PlaceViewSet(ThingViewSet):
    model = Place
    icon = "site"
    menu_label = _("Places")
    menu_name = "places"
    menu_order = 120
    url_prefix = "places"
    url_namespace = "desk_places"
    chooser_base_url_path = "choose/places"
    chooser_admin_url_namespace = "desk_place_chooser"
    index_view_class = PlaceIndexView
    chooser_viewset_class = searching_chooser("names__name")
    list_per_page = 50
    panels = [
        InlinePanel(
            "names",
            heading=pgettext_lazy("place", "Names"),
            label=pgettext_lazy("place", "Name"),
            icon="globe",
            min_num=1,
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("country"), FieldPanel("geonames_id")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("On the map"),
            icon="site",
        ),
    ]
