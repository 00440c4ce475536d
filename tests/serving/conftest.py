"""The desk's newsroom, its stories and an editor signed in: what is served here is the desk too."""

from __future__ import annotations

from tests.desk.conftest import at_desk, editor, make_story, newsroom

__all__ = ["at_desk", "editor", "make_story", "newsroom"]
