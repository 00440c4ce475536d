"""`python -m solidary.sample.drawing` draws every picture, sheet and sound of the sample anew."""

from __future__ import annotations

from . import book, sheets, sound

book.draw_all()
sheets.write_all()
sound.write_all()
