"""Text as it stands in XML."""

from __future__ import annotations


def xml(text: str) -> str:
    """Text as it stands in XML, in elements and in quoted attributes."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )
