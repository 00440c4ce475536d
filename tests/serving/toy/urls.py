"""Its addresses: a greeting, and what its process has loaded."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path


def greeting(request: HttpRequest) -> HttpResponse:
    return HttpResponse("A letter, please.", content_type="text/plain")


def loaded(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"modules": sorted(sys.modules)})


urlpatterns = [path("letter/", greeting), path("loaded/", loaded)]
