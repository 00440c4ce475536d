"""The header profile: what every answer to a reader says besides the page itself."""

from __future__ import annotations

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing but our own pictures, media and style sheet; no script at all."""

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "interest-cohort=(), geolocation=(), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
KEEP_NOTHING = "no-store"

_NAMED_BY_CONTENT = ("p/", "m/", "d/", "a/style-", "tree/")

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".minisig": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".pdf": "application/pdf",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".mov": "video/quicktime",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".csv": "text/csv; charset=utf-8",
}
"""A kept copy of somebody else's page (".html" under d/) is never shown as a page of ours."""

_FEED_TYPES = {
    ".atom.xml": "application/atom+xml; charset=utf-8",
    ".rss.xml": "application/rss+xml; charset=utf-8",
    ".feed.json": "application/feed+json; charset=utf-8",
}


def media_type(address: str) -> str:
    for ending, kind in _FEED_TYPES.items():
        if address.endswith(ending):
            return kind
    suffix = address[address.rfind(".") :].lower() if "." in address else ""
    if address.startswith("d/") and suffix not in (".pdf", ".csv", ".txt", ".webp"):
        return "application/octet-stream"
    return MEDIA_TYPES.get(suffix, "application/octet-stream")


def headers_for(address: str, *, dangerous: bool = False) -> dict[str, str]:
    """Headers of one file of the release.

    `dangerous`: for places where a copy in the browser's cache is held against its owner;
    nothing may be stored then.
    """
    kind = media_type(address)
    headers = {**ALWAYS, "Content-Type": kind}
    if dangerous:
        headers["Cache-Control"] = KEEP_NOTHING
    else:
        lasting = address.startswith(_NAMED_BY_CONTENT)
        headers["Cache-Control"] = FOR_EVER if lasting else ASK_AGAIN
    if kind == "application/octet-stream":
        headers["Content-Disposition"] = "attachment"
    return headers
