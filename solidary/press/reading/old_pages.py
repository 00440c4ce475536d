"""Where pages are that stand at addresses of an older site."""

from __future__ import annotations

import re

from solidary.release import addresses as at
from solidary.stories.hashtags import is_hashtag
from solidary.stories.languages import known_code
from solidary.stories.old_addresses import OldAddress

LONGEST = 250
"""Letters of the address of such a page."""
LONGEST_NAME = 200
"""Bytes of a folder's or a file's name; file systems end at 255."""
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
_NAME = re.compile(r"[\w~!&'()+,;=@-][\w .~!&'()+,;=@-]*")
_FILES = (".html", ".txt", ".xml", ".json", ".minisig", ".part")
"""Endings of files of a release; no folder is called so."""


def page_of(old: OldAddress, root: str = "/") -> str:
    """Where in a site below `root` a page can stand for it; '' where none can: it has a query, a
    name of another kind of file, or lies outside."""
    path = old.path
    if path is None or not path.startswith(root) or path == root:
        return ""
    inside = path.removeprefix(root)
    *folders, name = inside.split("/")
    if not name.endswith(".html"):
        if _ENDING.search(name):
            return ""
        folders, inside = [*folders, name], f"{inside}/index.html"
    named = all(map(_can_be_named, (*folders, name)))
    if not named or any(folder.endswith(_FILES) for folder in folders):
        return ""
    if len(inside) > LONGEST or not at.in_overlay(inside) or _is_friendly(folders, inside):
        return ""
    return inside


def _can_be_named(name: str) -> bool:
    """Whether a file or a folder may be called so on any disk, and in a hash tree."""
    if not _NAME.fullmatch(name) or name != name.strip() or name.endswith("."):
        return False
    return name.isprintable() and len(name.encode()) <= LONGEST_NAME


def _is_friendly(folders: list[str], page: str) -> bool:
    """Whether a hashtag may come to lead from there: then it has that place."""
    return (
        len(folders) == 2
        and page.endswith("/index.html")
        and is_hashtag(folders[1])
        and known_code(folders[0]) is not None
    )
