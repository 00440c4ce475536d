"""Its addresses: a greeting, and what its process has loaded."""

import sys
from types import FrameType

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path


def greeting(request: HttpRequest) -> HttpResponse:
    """A greeting; of what is sent, its length comes back."""
    if request.method == "POST":
        return HttpResponse(str(len(request.body)), content_type="text/plain")
    return HttpResponse("A letter, please.", content_type="text/plain")


def failing(request: HttpRequest) -> HttpResponse:
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
    path("threads/", threads),
]
