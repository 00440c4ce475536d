"""Every path of the home is answered by one module, and by no other."""

from __future__ import annotations

import ast
from pathlib import Path

from pytest_django import Settings

from solidary.home import Home, current_home
from tests.repo.tree import ROOT

ANSWERS = "solidary/home.py"
SETTINGS = ("solidary/settings/__init__.py", "solidary/letterbox/settings.py")
NAMES = {
    "backup.json", "bag", "copy", "counts", "desk", "desk.sock", "desk.sqlite3", "files", "held",
    "index.sealed", "intake", "keeper.sock", "keeping", "keys", "mark.json", "ready", "replaced",
    "restoring", "sent.jsonl", "letterbox", "letterbox.json", "letterbox.sock", "letterbox.sqlite3", "photos.lock",
    "lock", "log-head", "migrating.lock", "mirrors", "newsroom.txt", "overlay", "overlay.txt",
    "pepper", "press", "progress.txt", "recovery.pub", "run", "sealed", "secret_key", "seen.json",
    "site", "static", "words.key",
}  # fmt: skip
"""What the home and its mirrors' folders hold, by name."""
ELSEWHERE = {
    ("solidary/settings/__init__.py", "desk"): "the package's own",
    ("solidary/release/verify/memory.py", "seen.json"): "the memory of a reader who verifies",
    ("solidary/sample/ground.py", "files"): "the package's own",
    ("solidary/sample/drawing/sheets.py", "files"): "the package's own",
}
"""Files and folders of such a name that don't lie in a home, by module."""


def builders(root: Path) -> list[str]:
    """Where a path of the home is put together."""
    found = []
    for path in sorted((root / "solidary").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name == ANSWERS:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in ("HOME", "MEDIA_ROOT", "STATIC_ROOT")
                and ast.unparse(node.value) == "settings"
            ):
                found.append(f"{name}: settings.{node.attr}")
            if (
                isinstance(node, ast.BinOp)
                and isinstance(node.op, ast.Div)
                and isinstance(node.right, ast.Constant)
                and node.right.value in NAMES
                and (name, node.right.value) not in ELSEWHERE
            ):
                found.append(f"{name}: {ast.unparse(node)}")
            if (
                isinstance(node, ast.Constant)
                and node.value == "SOLIDARY_HOME"
                and name not in (*SETTINGS, "solidary/cli.py")
            ):
                found.append(f"{name}: SOLIDARY_HOME")
    return found


def test_no_other_module_puts_a_path_of_the_home_together() -> None:
    assert builders(ROOT) == []


def test_a_module_that_does_is_found(tmp_path: Path) -> None:
    room = tmp_path / "solidary" / "attic"
    room.mkdir(parents=True)
    (room / "dust.py").write_text(
        "where = settings.HOME\nfiles = settings.MEDIA_ROOT\nplace = home / 'site'\n"
        "told = os.environ['SOLIDARY_HOME']\n",
        "utf-8",
    )
    assert sorted(line.partition(": ")[2] for line in builders(tmp_path)) == [
        "SOLIDARY_HOME", "home / 'site'", "settings.HOME", "settings.MEDIA_ROOT",
    ]  # fmt: skip


def test_the_names_looked_for_are_the_names_the_home_answers() -> None:
    home = Home(Path("/srv/news"))
    answers = [
        getattr(home, name) for name in dir(Home) if isinstance(vars(Home).get(name), property)
    ]
    mirror = home.mirror("berlin")
    told = [
        getattr(mirror, name)
        for name in dir(mirror)
        if isinstance(vars(type(mirror)).get(name), property)
    ]
    secrets = home.mirror_secrets("berlin")
    assert secrets == Path("/srv/news/keys/mirrors/berlin.json")
    assert mirror.path == Path("/srv/news/press/mirrors/berlin")
    assert {path.name for path in (*answers, *told)} | {"mirrors"} == NAMES | {"templates"}
    assert len({*answers, *told}) == len([*answers, *told])


def test_the_home_is_where_the_settings_say_now(home: Path, settings: Settings) -> None:
    assert current_home() == Home(home)
    settings.HOME = home / "elsewhere"
    assert current_home().site == home / "elsewhere" / "site"
