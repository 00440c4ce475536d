"""Countries in which places are meant sooner than their namesakes elsewhere (ISO 3166)."""

from __future__ import annotations

AT_HOME = {
    "be": ("BY",), "be-tarask": ("BY",), "be-Latn": ("BY",), "uk": ("UA",), "pl": ("PL",),
    "lt": ("LT",), "de": ("DE", "AT", "CH"),
}  # fmt: skip
"""Where a form's language is spoken: places there are meant sooner than their namesakes."""
NEIGHBOURS = frozenset(("BY", "LT", "LV", "EE", "UA", "PL", "RU"))
"""Countries whose towns senders of any language name in any spelling."""
_DIASPORAS = """
DE AT CH CZ SK GB IE FR BE NL LU IT ES PT SE NO FI DK HU RO BG RS HR SI GR TR CY IL US CA AU AM AZ KZ GE MD ME IS MT
"""
FAMILIAR = NEIGHBOURS | frozenset(_DIASPORAS.split())
"""Countries where diasporas live."""
