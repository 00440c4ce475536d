"""An editor at work, in a process of its own beside those of `solidary run`.

`python -m tests.life.editor` does what it is asked, a line each, through what the desk's pages call,
for what the tests don't do over HTTP (`tests/life/desk.py`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.repo.tree import ROOT

GDANSK = 3099434
"""GeoNames' number of it."""


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


def _begin(editor: str, password: str) -> None:
    """Name the newsroom, and let somebody in."""
    from tests.intake.people import editor as person
    from tests.press.archive import newsroom

    newsroom()
    somebody = person(editor)
    somebody.set_password(password)
    somebody.save()


def _state(contribution: str) -> str:
    from solidary.intake.models import Contribution

    return str(Contribution.objects.get(ref=contribution).state)


def _use(name: str, passphrase: str, contribution: str, headline: str) -> str:
    """Make a public roundup of a contribution, its place corrected; its address."""
    from django.contrib.auth import get_user_model

    from solidary.home import current_home
    from solidary.intake.covering import confirm
    from solidary.intake.models import Item
    from solidary.intake.models.contribution import WORDS
    from solidary.intake.roundup.making import Plan, finished, make
    from solidary.intake.roundup.material import Choice
    from solidary.intake.roundup.reading import read
    from solidary.intake.roundup.shaping import drafted
    from solidary.keeper.client import Keeper

    by = get_user_model().objects.get(username=name)
    keeper = Keeper(current_home().keeper_socket)
    token = keeper.unlock(name, passphrase).token
    for item in Item.objects.filter(envelope__contribution__ref=contribution).exclude(ref=WORDS):
        confirm(item, [(100, 100, 200, 200)], "solid", by=by)
    [material] = read(keeper, token, [contribution], by=by)
    choices = {contribution: Choice(place=GDANSK)}
    draft = drafted([material], choices, among=("en", "be"))
    assert len(draft.messages) == len(draft.photos) == 1, draft
    plan = Plan("en", headline=headline, learned=[(material.place, GDANSK)])
    made = make(draft, plan, finished(keeper, token, draft.photos), by=by)
    keeper.lock(token)
    made.latest_revision.publish()
    return str(made.address)


TASKS: dict[str, Callable[..., Any]] = {
    "begin": _begin, "state": _state, "use": _use,
}  # fmt: skip


if __name__ == "__main__":
    from solidary.commands import open_record

    open_record()
    _work()
