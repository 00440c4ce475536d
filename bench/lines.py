"""A generated archive as Solidary's own JSON lines (docs/features/json-lines.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from bench.archive import LANGUAGES, Story
from bench.record import block


def write_lines(path: Path, stories: Iterable[Story]) -> None:
    """Write a newsroom and `stories` as JSON lines; topics are made as stories name them."""
    with path.open("w", encoding="utf-8") as file:
        for record in chain(_newsroom(), map(_story, stories)):
            file.write(f"{json.dumps(record, ensure_ascii=False)}\n")


def _newsroom() -> Iterator[dict[str, Any]]:
    yield {
        "record": "newsroom",
        "name": "The Example Newsroom",
        "languages": [{"language": code} for code in LANGUAGES],
    }


def _story(story: Story) -> dict[str, Any]:
    return {
        "record": "story",
        "address": story.address,
        "language": story.language,
        "translation_key": f"event-{story.event}",
        "headline": story.headline,
        "standfirst": story.standfirst,
        "day": story.day.isoformat(),
        "sequence": story.sequence,
        "topics": [f"#{hashtag}" for hashtag in story.topics],
        "body": [dict(zip(("type", "value"), block(each), strict=True)) for each in story.body],
    }
