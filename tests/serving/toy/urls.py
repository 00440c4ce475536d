"""Its addresses: a greeting, and what its process has loaded."""

import os
import sys
from types import FrameType

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path


def greeting(request: HttpRequest) -> HttpResponse:
    """A greeting; of what is sent, its length comes back."""
    if request.method == "POST":
        return HttpResponse(str(len(request.body)), content_type="text/plain")
    return HttpResponse("A letter, please.", content_type="text/plain")


def asking(request: HttpRequest) -> HttpResponse:
    """Whatever Django refuses by itself: a host it doesn't know, a form it can't read."""
    return HttpResponse(f"{request.get_host()} {len(request.POST)}")


def dying(request: HttpRequest) -> HttpResponse:
    """The whole process ends in the middle of a request."""
    os._exit(9)


def failing(request: HttpRequest, more: str = "") -> HttpResponse:
    """An error whose words are the sender's."""
    raise ValueError(f"no: {request.get_full_path()} {request.headers}")


def threads(request: HttpRequest) -> JsonResponse:
    """How many requests are being answered here, this one among them."""
    busy = [t for t in sys._current_frames().values() if _answers(t)]
    return JsonResponse({"busy": len(busy)})


def _answers(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_name == "handle_request":
            return True
        frame = frame.f_back
    return False


def loaded(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"modules": sorted(sys.modules)})


urlpatterns = [
    path("letter/", greeting),
    path("loaded/", loaded),
    path("failing/", failing),
    path("failing/<path:more>", failing),
    path("letter/asking/", asking),
    path("dying/", dying),
    path("threads/", threads),
]
