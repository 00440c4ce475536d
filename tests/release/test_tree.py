"""The hash tree: a function of the files alone, and cheap to bring up to date."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from solidary.press.kinds import section_of, unit_of
from solidary.release import tree
from tests.fixtures.laws import examples

PLACES = (
    "be/s/{0:02}/{1}.html",
    "be/d/202{2}-07-{0:02}/{1}.html",
    "be/{0:02}/index.html",
    "be/latest.{1}",
    "sitemaps/be/202{2}-07.xml",
    "d/20{0:02}/{1}.pdf",
    "x/ab/{0:02}.l{1}.html",
    "c/2020-0{2}/{1}.be.html",
    "c/2020-0{2}-{0:02}.be.html",
    "t/ab/{0:02}.map.l{1}.html",
    "c/all.l{1}.html",
)


def _path(number: int) -> str:
    return PLACES[number % len(PLACES)].format(number % 97, number, number % 3)


FILES = st.dictionaries(
    st.integers(0, 4_000).map(_path),
    st.integers(0, 3).map(lambda number: (hashlib.sha256(bytes([number])).hexdigest(), number)),
    max_size=60,
)


def _built(files: dict[str, tuple[str, int]]) -> tree.Built:
    return tree.build(((path, *files[path]) for path in sorted(files)), section_of, unit_of=unit_of)


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "SHARD", 4)
    monkeypatch.setattr(tree, "UNITS", 2)


FILE = (hashlib.sha256(b"").hexdigest(), 0)


@hypothesis_settings(max_examples=examples(500))
@given(before=FILES, changes=FILES, gone=st.integers(0, 10))
@example(before={"be/s/53/1896.html": FILE}, changes={"be/s/21/1185.html": FILE}, gone=0)
@example(before={"be/d/2020/1.html": FILE, "be/x": FILE}, changes={"be/a": FILE}, gone=1)
@example(before={"be/a": FILE, "be/s/aa/b.html": FILE}, changes={"be/s/aa/a.html": FILE}, gone=0)
def test_an_updated_tree_is_the_tree_built_anew(
    before: dict[str, tuple[str, int]], changes: dict[str, tuple[str, int]], gone: int
) -> None:
    first = _built(before)
    removed = sorted(before)[::2][:gone]
    steps: dict[str, tuple[str, int] | None] = {**changes, **dict.fromkeys(removed)}
    after = {path: told for path, told in {**before, **steps}.items() if told is not None}
    updated = tree.update(first.top, steps, section_of, first.files.__getitem__, unit_of)
    anew = _built(after)
    assert updated.top == anew.top
    assert updated.parts == anew.parts
    on_disk = {**first.files, **updated.files}
    assert {address: on_disk[address] for address in updated.parts} == anew.files


def test_every_part_is_named_by_its_hash() -> None:
    built = _built({f"en/{number}.html": ("0" * 64, number) for number in range(200)})
    for address, data in built.files.items():
        assert address == tree.address_of(hashlib.sha256(data).hexdigest())


def test_a_damaged_part_is_noticed() -> None:
    built = _built({f"en/{number}.html": ("0" * 64, number) for number in range(50)})
    spoilt = {address: data + b"x" for address, data in built.files.items()}
    with pytest.raises(tree.DamagedTreeError):
        tree.update(
            built.top, {"en/1.html": ("1" * 64, 1)}, section_of, spoilt.__getitem__, unit_of
        )


def test_one_change_touches_one_shard_and_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "SHARD", 512)
    files = {f"be/s/{number % 700:03}/{number:06}.html": ("0" * 64, 1) for number in range(60_000)}
    built = _built(files)
    path = "be/s/100/000100.html"
    updated = tree.update(
        built.top, {path: ("1" * 64, 2)}, section_of, built.files.__getitem__, unit_of
    )
    assert len(updated.files) == 2, "a shard, the top"


@pytest.mark.parametrize("stories", [40, 4_000, 40_000])
def test_a_story_moved_to_another_year_touches_as_many_shards_in_any_archive(
    monkeypatch: pytest.MonkeyPatch, stories: int
) -> None:
    monkeypatch.setattr(tree, "SHARD", 512)
    files = {f"be/s/{number % 700:03}/{number:06}.html": ("0" * 64, 1) for number in range(stories)}
    days = [f"20{number % 10 + 10}-{number // 10 % 12 + 1:02}" for number in range(stories // 4)]
    files |= {f"be/d/{day}/all.html": ("0" * 64, 1) for day in days}
    files |= {f"be/{name}.html": ("0" * 64, 1) for name in ("about", "index", "latest")}
    built = _built(files)
    touched = ("be/index.html", "be/d/2010-01/all.html", "be/d/2019-01/all.html")
    steps = dict.fromkeys((*touched, "be/s/007/000007.html"), ("1" * 64, 2))
    updated = tree.update(built.top, steps, section_of, built.files.__getitem__, unit_of)
    assert len(updated.files) == 5, "the front, two years, the stories, the top"
