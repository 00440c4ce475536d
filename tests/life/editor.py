"""An editor at work, in a process of its own beside those of `solidary run`.

`python -m tests.life.editor` does what it is asked, a line each, through what the desk's pages call.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from tests.repo.tree import ROOT

CAPTION = "Gdańsk, 29 August. Photo: readers"


class Editor:
    """The process, from the test's side."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def asked(self, task: str, **words: Any) -> Any:
        """Have a task done; what it answers."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([task, words]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"{task} failed"
        return json.loads(line)


@contextmanager
def at_work(
    home: Path, environment: dict[str, str], around: Sequence[str | Path] = ()
) -> Iterator[Editor]:
    """An editor of a home. `around`: a program that starts it, with its options."""
    with subprocess.Popen(
        [*around, sys.executable, "-m", "tests.life.editor"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "solidary.settings", "SOLIDARY_HOME": str(home)},
    ) as process:  # fmt: skip
        try:
            yield Editor(process)
        finally:
            assert process.stdin
            process.stdin.close()


def _work() -> None:
    for line in sys.stdin:
        task, words = json.loads(line)
        sys.stdout.write(json.dumps(TASKS[task](**words)) + "\n")
        sys.stdout.flush()


def _begin(editor: str) -> None:
    """Name the newsroom, and let somebody in."""
    from tests.intake.people import editor as person
    from tests.press.archive import newsroom

    newsroom()
    person(editor)


def _keeper() -> Any:
    from solidary.home import current_home
    from solidary.keeper.client import Keeper

    return Keeper(current_home().keeper_socket)


def _unlock(name: str, passphrase: str) -> str:
    return str(_keeper().unlock(name, passphrase).token)


def _look(token: str) -> dict[str, str]:
    """Look at everything that came: words → contribution."""
    from solidary.keeper.client import UndevelopedError

    found = {}
    for entry in _keeper().index(token).entries:
        words = _keeper().words(token, entry.envelope)
        for item in words.entry.items:
            if item.is_picture:
                # Some only begin like a picture.
                with suppress(UndevelopedError):
                    _keeper().thumbnail(token, entry.envelope, item.ref)
                    _keeper().view(token, entry.envelope, item.ref)
        found[words.text] = entry.contribution
    return found


def _decide(contribution: str, state: str, editor: str) -> bool:
    from django.contrib.auth import get_user_model

    from solidary.intake.deciding import decide
    from solidary.intake.models import Contribution, State

    row = Contribution.objects.get(ref=contribution)
    return decide(row, State(state), by=get_user_model().objects.get(username=editor))


def _use(token: str, contribution: str, headline: str) -> str:
    """Make a public story of a contribution's words and its picture; its address."""
    from django.core.files.base import ContentFile
    from django.db import transaction

    from solidary.intake.models import Contribution
    from solidary.intake.uses import note_photo, note_words
    from solidary.stories.models import Photo, Story
    from tests.intake.roundup import block_ids, items_of
    from tests.press.archive import story

    row = Contribution.objects.get(ref=contribution)
    words, file = items_of(row)
    text = _keeper().words(token, contribution).text
    finished = _keeper().finish(token, contribution, file.ref)
    with transaction.atomic():
        photo = Photo.objects.create(
            title=CAPTION, caption=CAPTION, credit="Photo: readers", width=finished.width,
            height=finished.height, file=ContentFile(finished.data, f"{os.urandom(8).hex()}.jpg"),
        )  # fmt: skip
        quote = {"text": text, "who": "A reader", "about": "", "language": ""}
        made = story(
            headline,
            day=date(2026, 11, 26),
            body=[
                ("paragraph", "<p>The newsroom's own words</p>"),
                ("quote", quote),
                ("photo", {"photo": photo, "caption": CAPTION}),
            ],
        )
        # The ids of blocks are there once it was saved.
        made = Story.objects.get(pk=made.pk)
        ids = block_ids(made)
        note_words(words, made, ids["quote"], text, field="text")
        note_photo(file, made, ids["photo"], photo)
        made.save_revision(clean=False).publish()
        made.save_revision(clean=False).publish()
    return str(made.address)


TASKS: dict[str, Callable[..., Any]] = {
    "begin": _begin, "unlock": _unlock, "look": _look, "decide": _decide, "use": _use,
}  # fmt: skip


if __name__ == "__main__":
    from solidary.commands import open_record

    open_record()
    _work()
