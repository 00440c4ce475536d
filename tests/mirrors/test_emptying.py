"""A mirror that is to be emptied isn't forgotten before it is empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from solidary.mirrors import register
from solidary.mirrors.models import Mirror
from solidary.mirrors.store import StoreRefusedError
from tests.mirrors.copies import archive, broken_off, folder_mirror, publish, same, synced
from tests.press.archive import files_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(home: Path) -> Mirror:
    """A mirror in a folder that serves the release."""
    archive()
    mirror, _ = folder_mirror(home)
    assert synced(mirror).problem == ""
    mirror.refresh_from_db()
    return mirror


def left_over(mirror: Mirror) -> None:
    """Leave a mirror given up and not empty, as a kill does."""
    with broken_off(KeyboardInterrupt()), pytest.raises(KeyboardInterrupt):
        register.retire(mirror, empty=True)


def held(mirror: Mirror) -> dict[str, bytes]:
    return files_of(Path(mirror.place), root=True)


def test_an_emptying_that_is_killed_is_known_until_asking_again_has_ended_it(copy: Mirror) -> None:
    left_over(copy)
    assert (register.in_use(), register.not_yet_empty()) == ([], [copy])
    assert register.not_yet_empty()[0].retired_at
    assert held(copy)
    register.retire(register.not_yet_empty()[0], empty=True)
    assert register.not_yet_empty() == []
    assert held(copy) == {}


def test_an_emptying_that_fails_says_why_until_it_has_ended(copy: Mirror) -> None:
    with broken_off(StoreRefusedError("the disk is gone")), pytest.raises(register.MirrorError):
        register.retire(copy, empty=True)
    assert [mirror.problem for mirror in register.not_yet_empty()] == ["the disk is gone"]
    register.retire(copy, empty=True)
    assert register.not_yet_empty() == []
    assert Mirror.objects.get().problem == ""


def test_a_mirror_that_is_given_up_full_is_not_waited_for(copy: Mirror) -> None:
    Mirror.objects.update(problem="nobody answers")
    copy.refresh_from_db()
    register.retire(copy)
    assert register.not_yet_empty() == []
    assert held(copy)


def test_a_mirror_that_is_not_yet_empty_may_be_left_as_it_is(copy: Mirror) -> None:
    left_over(copy)
    register.retire(copy)
    assert register.not_yet_empty() == []
    assert held(copy)
    with pytest.raises(register.MirrorError, match="given up already"):
        register.retire(copy)


@pytest.mark.parametrize("name", ["copy", "another"])
def test_a_place_that_is_a_mirror_again_is_emptied_no_more(
    copy: Mirror, home: Path, name: str
) -> None:
    left_over(copy)
    mirror = register.add(name, copy.place)
    assert register.not_yet_empty() == []
    publish()
    assert synced(mirror).problem == ""
    assert same(home, Path(mirror.place))


def test_a_place_where_another_mirror_stands_is_not_emptied(copy: Mirror) -> None:
    register.retire(copy)
    register.add("another", copy.place)
    with pytest.raises(register.MirrorError, match="another stands there now"):
        register.retire(copy, empty=True)
    assert held(copy)
