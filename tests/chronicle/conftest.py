"""The newsroom, its stories and its people, as the desk's tests have them."""

from tests.desk.conftest import editor, make_story, newsroom, writer

__all__ = ["editor", "make_story", "newsroom", "writer"]
