"""The front pages' rooms at the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel

from solidary.desk.viewsets.things import ThingViewSet
from solidary.stories.models import Front


class FrontViewSet(ThingViewSet):
    model = Front
    icon = "desktop"
    menu_label = _("Front pages")
    menu_name = "fronts"
    menu_order = 160
    url_prefix = "fronts"
    url_namespace = "desk_fronts"
    chooser_base_url_path = "choose/fronts"
    chooser_admin_url_namespace = "desk_front_chooser"
    list_display = ["__str__", "lead"]
    panels = [
        FieldPanel("language"),
        FieldPanel("lead"),
        InlinePanel(
            "others",
            heading=_("Stories below the lead"),
            label=_("Story"),
            icon="doc-full",
            max_num=8,
        ),
        InlinePanel("topics", heading=_("Order of topics"), label=_("Topic"), icon="tag"),
    ]
