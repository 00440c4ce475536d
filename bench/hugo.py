"""The same archive as a Hugo site: Markdown in, story, topic and front pages and feeds out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from bench.archive import LANGUAGES, Block, Story

TEMPLATES = Path(__file__).with_name("hugo_site")
MEMORY = 40_000
"""Bytes that Hugo 0.168 needs for each story of a large archive: 3.9 GiB for 100,000."""


def fits(size: int, memory: int) -> bool:
    """Whether Hugo can build an archive of `size` stories in so many bytes."""
    return size * MEMORY < memory


def program() -> Path:
    """Hugo's own binary, without the Python wrapper around it, which would be timed too."""
    for file in distribution("hugo").files or ():
        if file.name in ("hugo", "hugo.exe") and "binaries" in file.parts:
            return Path(str(file.locate()))
    raise FileNotFoundError("the package hugo holds no binary for this machine")


def version() -> str:
    """The version of the package, which is Hugo's own."""
    return distribution("hugo").version


def lay_out(site: Path, stories: Iterable[Story]) -> None:
    """Write a whole Hugo site into `site`, which must not exist."""
    shutil.copytree(TEMPLATES, site)
    for code in LANGUAGES:
        (site / "content" / code / "s").mkdir(parents=True)
    for story in stories:
        add(site, story)


def add(site: Path, story: Story) -> None:
    """Write one story into a Hugo site."""
    front = {
        "title": story.headline,
        "description": story.standfirst,
        "date": story.day.isoformat(),
        "weight": -story.sequence,
        "topics": list(story.topics),
        "translationKey": f"event-{story.event}",
    }
    text = "\n\n".join(_markdown(block) for block in story.body)
    page = site / "content" / story.language / "s" / f"{story.address}.md"
    page.write_text(f"{json.dumps(front, ensure_ascii=False)}\n\n{text}\n", encoding="utf-8")


def build(site: Path, destination: Path) -> list[str]:
    """The command that builds `site` into `destination`."""
    return [
        str(program()),
        "--source",
        str(site),
        "--destination",
        str(destination),
        "--quiet",
        "--noBuildLock",
    ]


def _markdown(block: Block) -> str:
    if block.kind == "heading":
        return f"## {block.text}"
    if block.kind == "quote":
        return f"> {block.text}"
    text = block.text
    if block.bold:
        text = f"{text} **{block.bold}**"
    if block.link:
        text = f"{text} [{block.link}]({block.link})"
    return text
