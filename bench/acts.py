"""Inside a running desk: acts on one story, and the time until readers' files tell of them.

Run as `python -m bench.acts HOME SIZE FIRST COUNT`; prints JSON, for each act the seconds and the
files of COUNT times. The newsroom has keys: an act ends with the signed root on disk. Another
story stands on each of the days already: the first one of a day also brings the day's shelf, and
so a file more for each of its listings that is crowded. The first round isn't told, for it still
opens what later ones find open.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench.archive import DAYS, FIRST_DAY, Block, one_more
from bench.archive import Story as Generated
from bench.record import block, start, write

LAST_DAY, MIDDLE = FIRST_DAY + timedelta(days=DAYS), FIRST_DAY + timedelta(days=DAYS // 2)
ACTS = (
    "list",
    "search",
    "save",
    "publish at the desk",
    "publish",
    "correct",
    "back-date",
    "withdraw",
)


def main(home: str, size: str, first: str, count: str) -> None:
    """Measure every act on COUNT stories, which come to a home that began with SIZE."""
    start(home)
    _sign(Path(home))
    from solidary.press.publish import publish_pending

    for day in (LAST_DAY, MIDDLE):
        company = one_more(int(size), int(first))
        write(replace(company, address=_address(company, f"{day:%j}"), day=day))
    publish_pending()
    told: dict[str, dict[str, list[float]]] = {act: {"seconds": [], "files": []} for act in ACTS}
    desk = _Desk()
    for number in range(int(first), int(first) + int(count) + 1):
        for act, seconds, files in _life(desk, one_more(int(size), number)):
            if number > int(first):
                told[act]["seconds"].append(seconds)
                told[act]["files"].append(files)
    print(json.dumps(told))


def _sign(home: Path) -> None:
    """Give a newsroom keys, as `solidary keys new` does, unless it has some."""
    from solidary.release.keyring import new_keys

    if not (home / "keys").exists():
        new_keys(home / "keys", home.parent / "offline", "", "")


def _life(desk: _Desk, generated: Generated) -> Iterator[tuple[str, float, int]]:
    """A story from the editor's click to its withdrawal: (act, seconds, files)."""
    from django.utils import timezone

    from solidary.press.publish import publish_pending

    story: Any = None

    def save(story: Any, **values: Any) -> Any:
        for name, value in values.items():
            setattr(story, name, value)
        story.save()
        return publish_pending()

    def publish() -> Any:
        nonlocal story
        story = write(replace(generated, address=_address(generated, "2")))
        return publish_pending()

    yield "list", *_timed(lambda: desk.ask())
    yield "search", *_timed(lambda: desk.ask(q=generated.headline.split()[0]))
    draft = write(generated, live=False)
    yield "save", *_timed(lambda: desk.save(draft, generated))
    yield "publish at the desk", *_timed(lambda: desk.publish(draft, generated))
    draft.refresh_from_db()
    save(draft, live=False, withdrawn_at=timezone.now())
    yield "publish", *_timed(publish)
    day = generated.day + timedelta(days=1)
    correction = {"type": "correction", "value": {"day": day.isoformat(), "text": "It was wrong."}}
    body = [*story.body.raw_data, correction]
    yield "correct", *_timed(lambda: save(story, body=body, corrected_on=day))
    yield "back-date", *_timed(lambda: save(story, day=MIDDLE))
    yield "withdraw", *_timed(lambda: save(story, live=False, withdrawn_at=timezone.now()))


def _address(generated: Generated, mark: str) -> str:
    """An address no generated story has: theirs end in three letters alike."""
    return generated.address[:6] + mark.translate(_DIGITS).ljust(3, "z")


_DIGITS = str.maketrans("01", "bc")
"""Addresses know no nought and no one."""


def _timed(act: Callable[[], Any]) -> tuple[float, int]:
    """Seconds of an act with the publishing it leads to, and files written by it."""
    started = time.perf_counter()
    report = act()
    seconds = time.perf_counter() - started
    return seconds, report.written


class _Desk:
    """An editor signed in at the desk of this process."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client

        from solidary.desk import publishing

        settings.ALLOWED_HOSTS = ["testserver"]
        people = get_user_model().objects
        editor = people.filter(username="editor").first() or people.create_superuser("editor")
        self._client = Client()
        self._client.force_login(editor)
        self._publish = publishing.publish_to_readers
        publishing.publish_to_readers = self._published

    def _published(self) -> Any:
        self.report = self._publish()
        return self.report

    def ask(self, **query: str) -> Any:
        """Open the listing of stories."""
        if self._client.get("/desk/stories/", query).status_code != 200:
            raise RuntimeError("the listing doesn't open")
        return SimpleNamespace(written=0)

    def save(self, draft: Any, generated: Generated) -> Any:
        """Press “Save draft” in the story's form."""
        self._send(draft, _form(draft, generated))
        return SimpleNamespace(written=0)

    def publish(self, draft: Any, generated: Generated) -> Any:
        """Press “Publish” in the story's form; the report of what readers got."""
        self._send(draft, {**_form(draft, generated), "action-publish": "1"})
        return self.report

    def _send(self, draft: Any, form: dict[str, Any]) -> None:
        answer = self._client.post(f"/desk/stories/edit/{draft.pk}/", form)
        if answer.status_code != 302:
            raise RuntimeError(f"the form was refused ({answer.status_code})")


def _form(draft: Any, generated: Generated) -> dict[str, Any]:
    """The story's form as a browser sends it."""
    from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

    values = {
        "language": generated.language,
        "kind": "news",
        "headline": generated.headline,
        "standfirst": generated.standfirst,
        "day": generated.day.isoformat(),
        "sequence": generated.sequence,
        "body": streamfield([_field(each) for each in generated.body]),
        "bylines": inline_formset([]),
        "sources": inline_formset([]),
    }
    form: dict[str, Any] = nested_form_data(values)
    form["topics"] = [str(key) for key in draft.topics.values_list("pk", flat=True)]
    return form


def _field(each: Block) -> tuple[str, Any]:
    """A block as the form sends it: rich text as the editor keeps it."""
    from wagtail.test.utils.form_data import rich_text

    kind, value = block(each)
    return kind, rich_text(value) if kind == "paragraph" else value


if __name__ == "__main__":
    main(*sys.argv[1:])
