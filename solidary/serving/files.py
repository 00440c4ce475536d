"""The desk's styles and scripts, and the newsroom's files for those who are signed in."""

from __future__ import annotations

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils._os import safe_join
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from wagtail.admin.auth import require_admin_access

from solidary.home import current_home

PRESSED = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})
"""Media types that get smaller by compression."""
SHOWN = ("image/", "video/", "audio/", "text/vtt")
"""Media types a browser may show inside the desk; anything else is a download."""


@lru_cache(maxsize=512)
def _read(path: str) -> tuple[bytes, str, bool]:
    """Content, media type, whether it is compressed; kept, for these files never change."""
    found = finders.find(path)
    if not found:
        raise Http404(path)
    content = Path(found).read_bytes()
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    if kind in PRESSED and len(content) > 1000:
        return gzip.compress(content, 6, mtime=0), kind, True
    return content, kind, False


def style_or_script(request: HttpRequest, path: str) -> HttpResponse:
    """A file of the desk's own dress. The addresses carry a version, so browsers may keep it."""
    try:
        content, kind, pressed = _read(path)
    except SuspiciousFileOperation as error:
        raise Http404(path) from error
    takes_pressed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        gzip.decompress(content) if pressed and not takes_pressed else content, content_type=kind
    )
    if pressed:
        patch_vary_headers(response, ["Accept-Encoding"])
        if takes_pressed:
            response["Content-Encoding"] = "gzip"
    lasting = "v" in request.GET
    response["Cache-Control"] = (
        "public, max-age=31536000, immutable" if lasting else "public, max-age=300"
    )
    return response


@require_admin_access
@cache_control(private=True, max_age=300)
def newsroom_file(request: HttpRequest, path: str) -> HttpResponse:
    """A photo, video or document as it is kept; drafts use them before readers may."""
    try:
        stored = Path(safe_join(current_home().files, path))
    except SuspiciousFileOperation as error:
        raise Http404(path) from error
    if not stored.is_file():
        raise Http404(path)
    kind = mimetypes.guess_type(stored.name)[0] or "application/octet-stream"
    response = FileResponse(
        stored.open("rb"), content_type=kind, as_attachment=not kind.startswith(SHOWN)
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
