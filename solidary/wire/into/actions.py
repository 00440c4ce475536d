"""The chronicle on its way in: under the ids that readers have had, each line for itself.

Rows are written past what announces them: what readers may see of it is settled once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from solidary.chronicle.face import faces
from solidary.chronicle.leading import keep_facts
from solidary.chronicle.models import (
    Action,
    Day,
    Estimate,
    Former,
    Quote,
    Report,
    Suggestion,
    Version,
)
from solidary.stories.models import Place, Story
from solidary.wire.errors import LineError, not_there
from solidary.wire.into.identity import Fields
from solidary.wire.out.actions import LINES_OF
from solidary.wire.records import checked

_BATCH = 500
_PLAIN = (
    "form", "further_forms", "standing", "first", "last", "precision", "basis", "place_precision", "country",
    "latitude", "longitude", "venue", "organisers", "speakers", "solidarity_with",
)  # fmt: skip
_OF_READERS = ("public_since", "version", "revised")
"""Since when readers have it, and which change is the newest."""
_WRONG = {
    "action_day_whole_or_not_at_all": (
        "first", "a day is `first`, `last`, `precision` and `basis`, in order, or none of them"
    ),
    "action_of_one_day": ("last", "has to be the first day where the precision is of one day"),
    "action_pin_whole_or_not_at_all": ("latitude", "needs a longitude, and the other way round"),
}  # fmt: skip
"""What a line says that the record can't hold, by the name of the rule."""


class ChronicleIn:
    """Takes in the lines of the chronicle. `take` returns "added", "updated" or "unchanged"."""

    KINDS = frozenset(LINES_OF)

    def __init__(self) -> None:
        self.merges: list[tuple[int, str, str]] = []
        """(number of a line, id, id it was merged into)"""
        self.written: set[int] = set()

    def take(self, number: int, kind: str, line: Fields) -> str:
        """Raises LineError; call it where that takes back what the line has changed."""
        said = {"record": kind, **line}
        before = LINES_OF[kind](line)
        if before:
            known = checked(before[0])
            if all(known.get(name) == value for name, value in checked(said).items()):
                return "unchanged"
        getattr(self, f"_{kind}")(number, line, is_new=not before)
        return "updated" if before else "added"

    def finish(self) -> Iterator[tuple[int, LineError]]:
        """Join what was merged, and leave what readers have of the rest as it was; what couldn't be joined."""
        for number, address, target in self.merges:
            problem = self._merge(address, target)
            if problem is not None:
                yield number, problem
        keys = iter(sorted(self.written))
        while batch := list(islice(keys, _BATCH)):
            _number(batch)
            keep_facts(faces(batch))

    def _action(self, number: int, line: Fields, *, is_new: bool) -> None:
        address = line["address"]
        if is_new and Former.objects.filter(address=address).exists():
            raise LineError("address", "is that of an action that was withdrawn here")
        row = Action(address=address) if is_new else Action.objects.get(address=address)
        for name in _PLAIN:
            if name in line:
                setattr(row, name, line[name])
        if "names" in line:
            row.names = {each["language"]: each["name"] for each in line["names"]}
        if "place" in line:
            row.place = _place(line["place"])
        is_newer = is_new or line.get("version", 0) > row.version
        for name in _OF_READERS if is_newer else ():
            if name in line:
                setattr(row, name, line[name])
        _check(row)
        # Not `save`: what readers may see is settled when all is in.
        row.save_base(raw=True, force_insert=is_new)
        if is_newer:
            self.written.add(row.pk)
        if "reports" in line:
            self._reports(row, line["reports"])
        if "merged_into" in line:
            self._merge_later(number, row, line["merged_into"])

    def _merge_later(self, number: int, row: Action, target: str | None) -> None:
        if target is None:
            Action.objects.filter(pk=row.pk).update(merged_into=None)
        else:
            self.merges.append((number, row.address, target))

    def _merge(self, address: str, target: str) -> LineError | None:
        rows = {row.address: row for row in Action.objects.filter(address__in=(address, target))}
        if target not in rows or address not in rows:
            return not_there("merged_into", "action", target)
        end = rows[target]
        while end.merged_into is not None:
            end = end.merged_into
        if end.address == address:
            return LineError("merged_into", "leads back to the action itself")
        Action.objects.filter(address=address).update(merged_into=rows[target])
        return None

    def _reports(self, row: Action, lines: list[Fields]) -> None:
        names = [line["story"] for line in lines]
        stories = {
            story.address: story
            for story in Story.objects.filter(address__in=names).only("address")
        }
        for place, name in enumerate(names):
            if name not in stories:
                raise not_there(f"reports[{place}].story", "story", name)
            if name in names[:place]:
                raise LineError(f"reports[{place}].story", f"{name} is there twice")
        suggested = _taken_off(row)
        for line in lines:
            story = stories[line["story"]]
            report = Report(action=row, story=story, sources=line.get("sources", []))
            report.save_base(raw=True)
            Quote.objects.bulk_create(
                Quote(report=report, **each) for each in line.get("quotes", ())
            )
            Estimate.objects.bulk_create(
                Estimate(report=report, **each) for each in line.get("estimates", ())
            )
            keys = [key for key, of in suggested if of == story.pk]
            Suggestion.objects.filter(pk__in=keys).update(report=report)

    def _former(self, number: int, line: Fields, *, is_new: bool) -> None:
        action = Action.objects.filter(address=line["address"]).first()
        merged = any(address == line["address"] for _, address, _ in self.merges)
        if action is not None and not merged and faces([action.pk]):
            raise LineError("address", "is that of an action that readers have")
        said: dict[str, Any] = {name: value for name, value in line.items() if name != "record"}
        for name in ("merged_into", "place"):
            if name in said:
                said[name] = said[name] or ""
        row, _made = Former.objects.update_or_create(address=line["address"], defaults=said)
        # The key of a row that isn't here; no row has one below nothing.
        key = -row.pk if action is None else action.pk
        Former.objects.filter(pk=row.pk).update(action=key)

    def _version(self, number: int, line: Fields, *, is_new: bool) -> None:
        if not is_new:
            raise LineError("number", "the record says something else of this change")
        Version.objects.create(
            address=line["address"], number=line["number"], day=line["day"], what=line["what"]
        )

    def _declared_day(self, number: int, line: Fields, *, is_new: bool) -> None:
        address = line["address"]
        row = Day(address=address) if is_new else Day.objects.get(address=address)
        for name in ("once", "month", "day_of_month", "since", "declared_by"):
            if name in line:
                setattr(row, name, line[name])
        if "names" in line:
            row.names = {each["language"]: each["name"] for each in line["names"]}
        try:
            row.validate_constraints()
        except ValidationError:
            raise LineError(
                "once", "a day comes once, or again: say `once` or `day_of_month`"
            ) from None
        row.save_base(raw=True, force_insert=is_new)


def _check(row: Action) -> None:
    """Raises LineError for what the record can't hold."""
    try:
        row.validate_constraints()
    except ValidationError as error:
        said = " ".join(error.messages)
        field, what = next((_WRONG[name] for name in _WRONG if name in said), ("", said))
        raise LineError(field, what) from None


def _number(keys: list[int]) -> None:
    """Let no version of these actions come twice, whatever a line said of their number."""
    rows = {row.address: row for row in Action.objects.filter(pk__in=keys)}
    newest = Version.objects.filter(address__in=list(rows)).order_by().values("address")
    for address, number in newest.annotate(newest=Max("number")).values_list("address", "newest"):
        if rows[address].version < number:
            Action.objects.filter(pk=rows[address].pk).update(version=number)


def _place(address: str | None) -> Place | None:
    if address is None:
        return None
    row = Place.objects.filter(address=address).first()
    if row is None:
        raise not_there("place", "place", address)
    return row


def _taken_off(row: Action) -> list[tuple[int, int]]:
    """Take the reports of an action away, unheard: others come in their place. The suggestions that they had,
    with their stories."""
    keys = list(Report.objects.filter(action=row).values_list("pk", flat=True))
    if not keys:
        return []
    rows = Suggestion.objects.filter(report__in=keys)
    found = list(rows.values_list("pk", "story_id"))
    rows.update(report=None)
    for model in (Quote, Estimate):
        each = model.objects.filter(report__in=keys)
        each._raw_delete(each.db)
    reports = Report.objects.filter(pk__in=keys)
    reports._raw_delete(reports.db)
    return found
