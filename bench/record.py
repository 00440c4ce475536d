"""Inside a newsroom's process: add generated stories to its record, publish, and take the time.

Run as `python -m bench.record HOME SIZE FIRST COUNT [--publish]`; prints a JSON list of seconds,
one figure a story. Without --publish it only writes the stories (for a publish by another
process) and the figures are those of writing.
"""

from __future__ import annotations

import json
import os
import sys
import time
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


def write(generated: Generated) -> None:
    """Save a generated story as a published one, the way an editor's publishing does."""
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
            live=True,
        )
        story.topics.set(Topic.objects.filter(hashtag__in=generated.topics))
        story.save()


def main(home: str, size: str, first: str, count: str, *flags: str) -> None:
    """Add `count` stories to a home that began with `size`; see the module."""
    start(home)
    from solidary.press.publish import publish_pending

    seconds = []
    for number in range(int(first), int(first) + int(count)):
        story = one_more(int(size), number)
        started = time.perf_counter()
        write(story)
        if "--publish" in flags:
            started = time.perf_counter()
            publish_pending()
        seconds.append(time.perf_counter() - started)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
