"""Inside a newsroom's process: add generated stories to its record.

Run as `python -m bench.record HOME SIZE FIRST COUNT`; another process publishes them.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from bench.archive import Block, one_more
from bench.archive import Story as Generated


def start(home: str) -> None:
    """Start Django on a home."""
    os.environ["SOLIDARY_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "solidary.settings"
    from solidary.commands import open_record

    open_record()


def block(each: Block) -> tuple[str, Any]:
    """A generated block as the record writes it: its type and its value."""
    if each.kind == "heading":
        return "heading", each.text
    if each.kind == "quote":
        return "quote", {"text": each.text, "who": "", "about": ""}
    bold = f" <b>{each.bold}</b>" if each.bold else ""
    link = f' <a href="{each.link}">{each.link}</a>' if each.link else ""
    return "paragraph", f"<p>{each.text}{bold}{link}</p>"


def write(generated: Generated, *, live: bool = True) -> Any:
    """Save a generated story, as a published one the way an editor's publishing does; the row."""
    from django.db import transaction

    from solidary.stories.languages import locale_of
    from solidary.stories.models import Story, Topic

    with transaction.atomic():
        story = Story(
            address=generated.address,
            locale=locale_of(generated.language),
            headline=generated.headline,
            standfirst=generated.standfirst,
            day=generated.day,
            sequence=generated.sequence,
            body=[block(each) for each in generated.body],
            live=live,
        )
        story.topics.set(Topic.objects.filter(hashtag__in=generated.topics))
        story.save()
    return story


def main(home: str, size: str, first: str, count: str) -> None:
    """Add `count` stories to a home that began with `size`; see the module."""
    start(home)
    for number in range(int(first), int(first) + int(count)):
        write(one_more(int(size), number))


if __name__ == "__main__":
    main(*sys.argv[1:])
