"""The editor's table of topics: which hashtag each section, category or tag of an archive becomes.

A dry run proposes it (`--map topics.csv`, where there is no such file yet), an import goes by it. What
the table doesn't name becomes the hashtag that its name makes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from solidary.languages.stems import stems_of_text
from solidary.stories.hashtags import folded, is_hashtag
from solidary.wire.errors import WireError
from solidary.wire.hashtags import hashtag_of

COLUMNS = ("kind", "slug", "name", "stories", "topic", "perhaps")
MOST = 16 * 1024 * 1024
"""Bytes of a table."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Term = tuple[str, str]
"""Its kind and its slug."""


@dataclass(slots=True)
class _Seen:
    name: str
    language: str
    topic: str
    stories: int = 0


@dataclass(slots=True)
class TopicMap:
    """`chosen`: what the table says; `seen`: all that came by, with how many stories had it."""

    chosen: dict[Term, tuple[str, ...]] = field(default_factory=dict)
    seen: dict[Term, _Seen] = field(default_factory=dict)

    def topics(
        self, kind: str, slug: str, name: str, language: str, *, proposed: bool = True
    ) -> tuple[str, ...]:
        """The hashtags, with their #, that a term becomes; none where it is not `proposed` to be a
        topic and the table doesn't make it one."""
        term = (kind, slug)
        if term not in self.seen:
            tag = hashtag_of(name) if proposed else ""
            self.seen[term] = _Seen(name, language, f"#{tag}" if tag else "")
        seen = self.seen[term]
        seen.stories += 1
        if term in self.chosen:
            return self.chosen[term]
        return (seen.topic,) if seen.topic else ()

    def names(self) -> dict[str, dict[str, str]]:
        """Hashtag → language → the name of the term that became it, where it is another."""
        found: dict[str, dict[str, str]] = {}
        for term, seen in self.seen.items():
            topics = self.chosen.get(term, (seen.topic,))
            if seen.topic and topics == (seen.topic,) and seen.name != seen.topic[1:]:
                found.setdefault(seen.topic, {}).setdefault(seen.language, seen.name)
        return found

    def proposal(self) -> str:
        """The table as an editor gets it, as CSV; `perhaps` names a topic of the same word in another
        case or number, with which a row could be made one."""
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(COLUMNS)
        perhaps = self._same_words()
        for (kind, slug), seen in sorted(
            self.seen.items(), key=lambda one: (one[0][0], -one[1].stories, one[0][1])
        ):
            topic = " ".join(self.chosen.get((kind, slug), (seen.topic,)))
            cells = (kind, slug, seen.name, str(seen.stories), topic, perhaps.get(seen.topic, ""))
            rows.writerow([_plain(cell) for cell in cells])
        return out.getvalue()

    def _same_words(self) -> dict[str, str]:
        """Topic → the one with most stories that has the same stems and is not the same hashtag."""
        groups: dict[str, list[_Seen]] = {}
        for seen in self.seen.values():
            if seen.topic:
                words = " ".join(sorted(stems_of_text(seen.name, seen.language).split()))
                groups.setdefault(words, []).append(seen)
        found = {}
        for same in groups.values():
            best = max(same, key=lambda one: one.stories)
            for one in same:
                if folded(one.topic) != folded(best.topic):
                    found[one.topic] = best.topic
        return found


def read_map(path: Path) -> TopicMap:
    """The table in a file; an empty one where there is no such file. Raises WireError."""
    if not path.exists():
        return TopicMap()
    try:
        if path.stat().st_size > MOST:
            raise WireError(f"{path.name} is larger than {MOST // 1024 // 1024} MB.")
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise WireError(f"{path.name} can't be read: {why}.") from None
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    return TopicMap(dict(_rows(csv.DictReader(io.StringIO(text), delimiter=between), path.name)))


def _rows(rows: csv.DictReader[str], name: str) -> Iterable[tuple[Term, tuple[str, ...]]]:
    missing = {"kind", "slug", "topic"} - set(rows.fieldnames or ())
    if missing:
        raise WireError(f"{name} has no column “{min(missing)}”.")
    for row in rows:
        tags = tuple(f"#{tag.removeprefix('#')}" for tag in (row["topic"] or "").split())
        wrong = next((tag for tag in tags if not is_hashtag(tag[1:])), None)
        if wrong is not None:
            raise WireError(f"{name}, line {rows.line_num}: {wrong[:80]} is no hashtag.")
        yield (_meant(row["kind"] or ""), _meant(row["slug"] or "")), tags


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _meant(cell: str) -> str:
    """What a cell says that `_plain` wrote."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
