"""What every page of the desk says to the browser about itself, and the clock it goes by."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from solidary.stories.models import Newsroom

POLICY = "; ".join(
    (
        "default-src 'none'",
        # Inline scripts are the date fields' and inline forms' own; nothing comes from elsewhere.
        "script-src 'self' 'unsafe-inline'",
        # The rich text editor and the image chooser write styles into elements.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
"""Nothing is loaded from anywhere else, not even a picture."""


class DeskHeaders:
    """Middleware: the desk's content security policy, and no trace of it in search engines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _at_desk(request):
            response.headers.setdefault("Content-Security-Policy", POLICY)
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
            response.headers.setdefault(
                "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
            )
        return response


class DeskLanguage(LocaleMiddleware):
    """Middleware: the desk speaks its editor's language. A reader's page has its own and is the
    same for everybody: nothing about it may vary with what a browser asks for."""

    def process_request(self, request: HttpRequest) -> None:
        if _at_desk(request):
            super().process_request(request)
        else:
            translation.activate(settings.LANGUAGE_CODE)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not _at_desk(request):
            return response
        answer: HttpResponse = super().process_response(request, response)
        return answer


def _at_desk(request: HttpRequest) -> bool:
    return bool(request.path.startswith("/desk/"))


class NewsroomTime:
    """Middleware: times at the desk are the newsroom's, unless an editor chose another zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _at_desk(request) or request.path.startswith("/desk/static/"):
            return self.get_response(request)
        zone = Newsroom.load().time_zone
        if request.user.is_authenticated:
            # For this request only: Wagtail reads it here and would fall back to UTC, as it does
            # for whoever has no profile yet.
            profile = getattr(request.user, "wagtail_userprofile", None) or UserProfile(
                user=request.user
            )
            profile.current_time_zone = profile.current_time_zone or zone
        with timezone.override(zoneinfo.ZoneInfo(zone)):
            return self.get_response(request)
