"""Many actions at once as they are shown, in a number of questions that doesn't grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from solidary.chronicle.models import Action, Report
from solidary.chronicle.trees import batches, trees_of
from solidary.chronicle.whole import Whole


def wholes(keys: Iterable[int]) -> dict[int, Whole]:
    """Each of these keys → its action as it is shown, or what that is part of. One that isn't in the record
    is left out. The stories' bodies aren't read."""
    asked = list(dict.fromkeys(keys))
    trees = trees_of(asked)
    members = [row.pk for tree in trees for row in tree]
    rows = Action.objects.select_related("place").prefetch_related("place__names")
    parts = {row.pk: row for batch in batches(members) for row in rows.filter(pk__in=batch)}
    reports = _reports(members)
    found: dict[int, Whole] = {}
    for tree in trees:
        own = sorted((each for row in tree for each in reports[row.pk]), key=lambda each: each.pk)
        whole = Whole(tuple(parts[row.pk] for row in tree), tuple(own))
        found |= dict.fromkeys((row.pk for row in tree), whole)
    return {key: found[key] for key in asked if key in found}


def _reports(actions: list[int]) -> dict[int, list[Report]]:
    found: dict[int, list[Report]] = defaultdict(list)
    rows = Report.objects.select_related("story__locale").defer("story__body")
    for batch in batches(actions):
        for report in rows.filter(action__in=batch).prefetch_related("estimates"):
            found[report.action_id].append(report)
    return found
