"""The chained log of the intake: every look and deed, who and what, never who sent it.

Each line holds the hash of the one before and of its own content, so that nobody changes, removes
or reorders one unnoticed. The last number and hash are also kept in a file beside the record: lines
that are missing at the end are missed too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from solidary.home import current_home
from solidary.intake.models import LogLine
from solidary.intake.models.log_line import Verb
from solidary.sealing import disk

FIRST = "0" * 64
"""What the first line has in the place of a hash before it."""


def enter(
    verb: Verb,
    *,
    who: Any = None,
    contribution: str = "",
    item: str = "",
    facts: dict[str, Any] | None = None,
) -> LogLine:
    """Add a line, in the caller's transaction where there is one. `who`: an account; None for the
    program itself."""
    [line] = enter_each(verb, [(contribution, item)], who=who, facts=facts)
    return line


def enter_each(
    verb: Verb,
    about: Iterable[tuple[str, str]],
    *,
    who: Any = None,
    facts: dict[str, Any] | None = None,
) -> list[LogLine]:
    """Add a line for each of these contributions and items, as `enter` does."""
    lines: list[LogLine] = []
    with transaction.atomic():
        last = LogLine.objects.select_for_update().order_by("-number").first()
        for contribution, item in about:
            line = LogLine(
                number=last.number + 1 if last else 1,
                hour=datetime.now(UTC).replace(minute=0, second=0, microsecond=0),
                who=who.get_username() if who is not None else "",
                verb=verb,
                contribution=contribution,
                item=item,
                facts=facts or {},
                before=last.hash if last else FIRST,
            )
            line.hash = hash_of(line)
            line.save(force_insert=True)
            lines.append(line)
            last = line
        if last is not None:
            head = f"{last.number} {last.hash}\n"
            transaction.on_commit(lambda: _keep_head(current_home().intake_log_head, head))
    return lines


def hash_of(line: LogLine) -> str:
    """What a line's content and the line before it hash to."""
    content = {
        "number": line.number, "hour": line.hour.astimezone(UTC).isoformat(), "who": line.who,
        "verb": str(line.verb), "contribution": line.contribution, "item": line.item,
        "facts": line.facts, "before": line.before,
    }  # fmt: skip
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def faults(lines: Iterable[LogLine], head: str = "") -> Iterator[str]:
    """What is wrong with a log, a line each; nothing where it is as it was written.

    `head`: the last number and hash that were kept beside it, '' where none were.
    """
    number, before = 0, FIRST
    kept_number, _, kept_hash = head.strip().partition(" ")
    seen = not head.strip()
    for line in lines:
        if line.number != number + 1:
            yield f"between line {number} and line {line.number} lines are missing"
        elif line.before != before:
            yield f"line {line.number} doesn't follow line {number}"
        if hash_of(line) != line.hash:
            yield f"line {line.number} was changed"
        number, before = line.number, line.hash
        if str(number) == kept_number:
            seen = True
            if before != kept_hash:
                yield f"line {number} isn't the one that was written"
    if not seen:
        yield f"lines after line {number} are missing: there were {kept_number}"


def check_log() -> list[str]:
    """What is wrong with this newsroom's log. Reads all of it."""
    try:
        head = disk.read(current_home().intake_log_head).decode("ascii", "replace")
    except FileNotFoundError:
        head = ""
    lines = LogLine.objects.order_by("number").iterator(chunk_size=2000)
    return list(faults(lines, head))


def keep_head_of_record() -> None:
    """Keep the record's own last line as the last one, after it was put back from a backup: lines that
    were written since are nobody's loss to find."""
    last = LogLine.objects.order_by("-number").first()
    path = current_home().intake_log_head
    if last is not None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        disk.put(path, f"{last.number} {last.hash}\n".encode("ascii"), disk.today())
    else:
        path.unlink(missing_ok=True)


def _keep_head(path: Path, head: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        kept = int(disk.read(path).split(b" ", 1)[0])
    except (FileNotFoundError, ValueError):
        kept = 0
    # Of two processes that write at once, the one with the later line wins.
    if kept < int(head.split(" ", 1)[0]):
        disk.put(path, head.encode("ascii"), disk.today())
