"""The land under the pin of an action: the file that readers' maps have, and how a script puts a point on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.generic import View

from solidary.desk.chronicle.base import RIGHT
from solidary.desk.views.rights import ForWhoMay
from solidary.site.maps.land_map import MAPS, WIDTH, LandMap, map_for
from solidary.site.maps.projections import Conic, Spot

LONG = 365 * 24 * 3600
"""Seconds that a file may be kept which is named by its content."""


def land_under(latitude: float, longitude: float) -> dict[str, Any]:
    """What `desk/land.js` needs of the map that shows a point best: its file, projection and frame."""
    land_map = map_for([Spot(longitude, latitude)])
    return {
        "file": reverse("desk_chronicle_land", args=[land_map.file_name]),
        "projection": _projection(land_map),
        "left": land_map.left,
        "top": land_map.top,
        "unit": (land_map.right - land_map.left) / WIDTH,
    }


def _projection(land_map: LandMap) -> dict[str, Any]:
    """`cone` and `reach` are those of a conic; Equal Earth has the middle alone."""
    projection = land_map.projection
    said = {"middle": projection.middle}
    if isinstance(projection, Conic):
        said |= {"cone": projection.cone, "reach": projection.reach}
    return said


class LandView(ForWhoMay, View):
    """A land file, named by its content."""

    right = RIGHT
    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        land = next((each.land for each in MAPS if each.file_name == kwargs["name"]), None)
        if land is None:
            raise Http404
        answer = HttpResponse(land, content_type="image/svg+xml")
        patch_cache_control(answer, private=True, max_age=LONG, immutable=True)
        return answer
