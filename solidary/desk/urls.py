"""Addresses of the desk's own pages, below /desk/; those of acts follow from the acts."""

from django.urls import include, path

from solidary.desk.asked.views import done
from solidary.desk.views import finding, pasting
from solidary.desk.views.two_dates import TwoDatesView

urlpatterns = [
    path("mirrors/", include("solidary.desk.mirrors.urls")),
    path("held-back/", include("solidary.desk.keeping.urls")),
    path("queue/", include("solidary.desk.faces.urls")),
    path("queue/", include("solidary.desk.queue.urls")),
    path("roundup/", include("solidary.desk.roundup.urls")),
    path("chronicle/", include("solidary.desk.chronicle.urls")),
    path("receiving/", include("solidary.desk.receiving.urls")),
    path("asked/<int:key>/done/", done, name="desk_asked_done"),
    path("find/topics/", finding.find_topics, name="desk_find_topics"),
    path("two-dates/", TwoDatesView.as_view(), name="desk_two_dates"),
    path("paste/", pasting.paste, name="desk_paste"),
    path("find/places/", finding.find_places, name="desk_find_places"),
]
