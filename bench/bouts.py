"""One archive through both programs, in turns, so that a busy minute of the machine hits both."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

from bench import hugo
from bench.archive import Story, archive, one_more
from bench.lines import write_lines
from bench.measure import Run, Snapshot, run, snapshot, written

SOLIDARY = str(Path(sys.executable).with_name("solidary"))


@dataclass(slots=True)
class Figures:
    """Every run of one kind of work, with the files each wrote or removed."""

    runs: list[Run] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    def add(self, measured: Run, files: int = 0) -> None:
        self.runs.append(measured)
        self.files.append(files)

    @property
    def seconds(self) -> float:
        return median(each.seconds for each in self.runs)

    @property
    def processor(self) -> float:
        return median(each.processor for each in self.runs)

    @property
    def memory(self) -> int | None:
        """The highest of all runs, in bytes."""
        return max((each.memory for each in self.runs if each.memory), default=None)

    @property
    def written(self) -> int:
        return int(median(self.files))


@dataclass(frozen=True, slots=True)
class Act:
    """What an act on one story cost: seconds, and files written, of each time."""

    seconds: list[float]
    files: list[int]


@dataclass(slots=True)
class Bout:
    """What one archive cost. `acts`: act on one story in a running desk → its figures."""

    size: int
    reading: Figures = field(default_factory=Figures)
    whole: Figures = field(default_factory=Figures)
    one: Figures = field(default_factory=Figures)
    acts: dict[str, Act] = field(default_factory=dict)
    hugo_whole: Figures = field(default_factory=Figures)
    hugo_one: Figures = field(default_factory=Figures)
    page_weight: float = 0.0
    """bytes of a story's page, on average"""
    hugo_page_weight: float = 0.0


def fight(size: int, folder: Path, *, rounds: int, beside_hugo: bool = True) -> Bout:
    """Measure an archive of `size` stories in `folder`, which must not exist; `rounds` times
    what is not changed by being repeated."""
    folder.mkdir(parents=True)
    bout = Bout(size)
    newsroom = _Newsroom(folder / "home", size)
    rival = _Rival(folder / "hugo") if beside_hugo else None
    lines = folder / "archive.jsonl"
    write_lines(lines, archive(size))
    bout.reading.add(newsroom.read(lines))
    if rival:
        rival.lay_out(archive(size))
    for _ in range(rounds):
        bout.whole.add(*newsroom.publish_whole())
        if rival:
            bout.hugo_whole.add(*rival.build_whole())
    bout.page_weight = _average(newsroom.site.glob("*/s/*/*.html"))
    if rival:
        bout.hugo_page_weight = _average(rival.site.glob("*/s/*.html"))
    for number in range(rounds):
        bout.one.add(*newsroom.publish_one(number))
        if rival:
            bout.hugo_one.add(*rival.build_one(one_more(size, number)))
    bout.acts = newsroom.act(first=rounds, count=max(rounds, 5))
    return bout


def _average(pages: Iterable[Path]) -> float:
    return mean(page.stat().st_size for page in pages)


def _set_aside(site: Path) -> None:
    """Leave no site where the next one is written. It is not removed: on ext4, new files wait
    for minutes after many were removed (the kernel's `recently_deleted`), and whoever is
    measured next would pay for it."""
    if site.exists():
        site.rename(site.with_name(f"{site.name}.{len(list(site.parent.iterdir()))}"))


class _Newsroom:
    """A home of Solidary's and the commands that work on it."""

    def __init__(self, home: Path, size: int) -> None:
        self._home = home
        self._size = size
        self.site = home / "site"

    def read(self, lines: Path) -> Run:
        """Import into a home whose empty record stands already: making one is no import."""
        self._command("reindex")
        return self._command("import", str(lines))

    def _command(self, *words: str) -> Run:
        return run([SOLIDARY, "--home", str(self._home), *words])

    def publish_whole(self) -> tuple[Run, int]:
        _set_aside(self.site)
        self.site.mkdir(parents=True)
        measured = self._command("publish", "--full")
        return measured, len(snapshot(self.site))

    def publish_one(self, number: int) -> tuple[Run, int]:
        self._run("bench.record", number, 1)
        before = snapshot(self.site)
        measured = self._command("publish")
        return measured, written(before, snapshot(self.site))

    def act(self, *, first: int, count: int) -> dict[str, Act]:
        """Acts on `count` stories in one running process."""
        told = json.loads(self._run("bench.acts", first, count).output)
        return {name: Act(**figures) for name, figures in told.items()}

    def _run(self, module: str, first: int, count: int) -> Run:
        numbers = map(str, (self._size, first, count))
        return run([sys.executable, "-m", module, str(self._home), *numbers])


class _Rival:
    """A Hugo site and its builds."""

    def __init__(self, folder: Path) -> None:
        self._source = folder / "source"
        self.site = folder / "site"

    def lay_out(self, stories: Iterable[Story]) -> None:
        hugo.lay_out(self._source, stories)

    def build_whole(self) -> tuple[Run, int]:
        _set_aside(self.site)
        measured = run(hugo.build(self._source, self.site))
        return measured, len(snapshot(self.site))

    def build_one(self, story: Story) -> tuple[Run, int]:
        before: Snapshot = snapshot(self.site)
        hugo.add(self._source, story)
        measured = run(hugo.build(self._source, self.site))
        return measured, written(before, snapshot(self.site))
