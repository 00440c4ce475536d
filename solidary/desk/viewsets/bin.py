"""The bin at the desk: what is in it, since when, by whom, and until when."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn

from solidary.desk.things import kind_label
from solidary.desk.viewsets.columns import WordsColumn
from solidary.desk.viewsets.named import NamedIndexView
from solidary.desk.viewsets.things import ThingViewSet
from solidary.stories.models import Binned


def _person(binned: Binned) -> str:
    person = binned.binned_by
    return (person.get_full_name() or person.get_username()) if person else ""


class BinIndexView(NamedIndexView):
    default_ordering = ("-binned_at", "-pk")
    search_fields = ("title",)

    def get_base_queryset(self) -> QuerySet[Binned]:
        # What the rows said is only read to bring them back.
        things: QuerySet[Binned] = Binned.objects.defer("rows", "links", "shows")
        return things.select_related("binned_by")

    @cached_property
    def columns(self) -> list[Any]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("title", label=_("In the bin"), get_url=lambda binned: None),
            WordsColumn(
                "kind",
                label=pgettext_lazy("thing in the bin", "Kind"),
                accessor=lambda b: kind_label(b.thing_model),
            ),
            WordsColumn(
                "binned_at",
                label=_("Since"),
                accessor=lambda b: date_format(b.binned_at, "SHORT_DATE_FORMAT"),
                sort_key="binned_at",
            ),
            WordsColumn("binned_by", label=_("Put there by"), accessor=_person),
            WordsColumn(
                "until",
                label=_("Can be brought back"),
                accessor=lambda b: (
                    gettext("until %(day)s") % {"day": date_format(b.until, "SHORT_DATE_FORMAT")}
                ),
            ),
        ]


class BinViewSet(ThingViewSet):
    model = Binned
    icon = "bin"
    menu_label = _("Bin")
    menu_name = "bin"
    menu_order = 180
    url_prefix = "bin"
    url_namespace = "desk_bin"
    chooser_base_url_path = "choose/bin"
    chooser_admin_url_namespace = "desk_bin_chooser"
    index_view_class = BinIndexView
    list_per_page = 50
