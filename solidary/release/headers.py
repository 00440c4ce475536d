"""The header profile: what every answer to a reader says besides the page itself."""

from __future__ import annotations

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing but our own pictures, media and style sheet; no script at all."""

RESOURCE_POLICY = "Cross-Origin-Resource-Policy"
"""Who may show a file on pages of their own (Fetch Standard, section 3.7)."""
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "interest-cohort=(), geolocation=(), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    RESOURCE_POLICY: "same-origin",
}
OFFERED = ("p/", "m/")
"""Folders of what feeds offer to others: pictures and recordings. A feed reader in a browser shows
them on pages of its own, and may do so only where they say CROSS_ORIGIN."""
CROSS_ORIGIN = "cross-origin"

PICTURE_DAYS = 7
"""Days for which a reader's browser may keep a picture, a recording or a document without asking:
so long may one that was withdrawn live on where it was seen before."""
FOR_A_WEEK = f"public, max-age={PICTURE_DAYS * 86_400}, immutable"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
KEEP_NOTHING = "no-store"

CACHE_LIVES = {"p/": FOR_A_WEEK, "m/": FOR_A_WEEK, "d/": FOR_A_WEEK,
               "a/style-": FOR_EVER, "a/chronicle-": FOR_EVER, "a/europe-": FOR_EVER, "a/world-": FOR_EVER,
               "tree/": FOR_EVER}  # fmt: skip
"""How long a file may be kept, by how its address begins; all of these are named by their
content. Everything else is asked for again."""

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".minisig": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
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
    ".jsonl": "application/jsonl; charset=utf-8",
    ".geojson": "application/geo+json",
    ".cff": "text/plain; charset=utf-8",
}
"""A kept copy of somebody else's page (".html" under d/) is never shown as a page of ours."""

FEED_TYPES = {
    ".atom.xml": "application/atom+xml; charset=utf-8",
    ".rss.xml": "application/rss+xml; charset=utf-8",
    ".feed.json": "application/feed+json; charset=utf-8",
}
DOCUMENTS_SHOWN = (".pdf", ".csv", ".txt", ".webp")
"""Endings of documents a browser may show; others are handed out to be saved."""
UNKNOWN = "application/octet-stream"


def media_type(address: str) -> str:
    for ending, kind in FEED_TYPES.items():
        if address.endswith(ending):
            return kind
    suffix = address[address.rfind(".") :].lower() if "." in address else ""
    if address.startswith("d/") and suffix not in DOCUMENTS_SHOWN:
        return UNKNOWN
    return MEDIA_TYPES.get(suffix, UNKNOWN)


def headers_for(address: str, *, dangerous: bool = False) -> dict[str, str]:
    """Headers of one file of the release.

    `dangerous`: for places where a copy in the browser's cache is held against its owner;
    nothing may be stored then.
    """
    kind = media_type(address)
    headers = {**ALWAYS, "Content-Type": kind}
    if address.startswith(OFFERED):
        headers[RESOURCE_POLICY] = CROSS_ORIGIN
    if dangerous:
        headers["Cache-Control"] = KEEP_NOTHING
    else:
        lives = (life for lead, life in CACHE_LIVES.items() if address.startswith(lead))
        headers["Cache-Control"] = next(lives, ASK_AGAIN)
    if kind == UNKNOWN:
        headers["Content-Disposition"] = "attachment"
    return headers


def object_headers(address: str, *, dangerous: bool = False) -> dict[str, str]:
    """The part of a file's headers that an object store keeps beside it, as metadata.

    What protects readers besides (CSP, referrer, framing) no store sends by itself; of it, a
    page's own meta elements say the content policy and the referrer policy.
    """
    every = headers_for(address, dangerous=dangerous)
    return {name: value for name, value in every.items() if name not in ALWAYS}
