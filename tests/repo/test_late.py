"""Libraries that most commands have no use for stay unread until one has."""

from __future__ import annotations

import subprocess
import sys

import pytest

from solidary.commands.late import LATE

PROGRAM = """
import sys
from solidary.commands.late import read_late
read_late()
import {name}
import {name} as again
assert {name} is again
unread = len([module for module in sys.modules if module.startswith("{name}.")])
again.__version__
read = len([module for module in sys.modules if module.startswith("{name}.")])
print(unread, read)
"""


@pytest.mark.parametrize("name", sorted(LATE))
def test_a_late_library_is_read_at_its_first_use_and_not_when_it_is_named_twice(name: str) -> None:
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(name=name)],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    unread, read = map(int, said.split())
    assert unread == 0
    assert read > 0
