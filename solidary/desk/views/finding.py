"""Answers to what is typed into the fields for topics and places."""

from __future__ import annotations

from django.db.models import Prefetch, Q
from django.http import HttpRequest, JsonResponse

from solidary.desk.searching import names_with
from solidary.stories.models import Place, PlaceName, Topic

MOST = 12


def find_topics(request: HttpRequest) -> JsonResponse:
    """Topics by hashtag, name in any language, or alias; those without a question first by name."""
    words = request.GET.get("q", "").strip().lstrip("#")
    asked = names_with(("hashtag", "names__name", "aliases__hashtag"), words)
    found = Topic.objects.not_merged().filter(asked if words else Q()).distinct()[:MOST]
    return JsonResponse({"found": [{"value": topic.pk, "label": str(topic)} for topic in found]})


def find_places(request: HttpRequest) -> JsonResponse:
    """Places by their name in any language, those that begin with it first."""
    words = request.GET.get("q", "").strip()
    names = PlaceName.objects.filter(name__istartswith=words[:1].upper() + words[1:])
    starting = Q(pk__in=names.values("place"))
    within = Q(pk__in=PlaceName.objects.filter(names_with(["name"], words)).values("place"))
    places = Place.objects.prefetch_related(
        Prefetch("names", queryset=PlaceName.objects.order_by("sort_order"))
    )
    found = list(places.filter(starting)[:MOST])
    if len(found) < MOST:
        found += places.filter(within).exclude(starting)[: MOST - len(found)]
    return JsonResponse(
        {
            "found": [
                {"value": place.pk, "label": " · ".join(n.name for n in place.names.all()[:3])}
                for place in found
            ]
        }
    )
