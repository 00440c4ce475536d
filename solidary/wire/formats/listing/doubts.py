"""What a person should look at before believing a reading, in words: none of it stops an import."""

from collections.abc import Iterable, Sequence

from solidary.languages.dates import Precision
from solidary.languages.loose_dates import is_beside, read_loose
from solidary.wire.formats.listing.cells import Cell, Kind
from solidary.wire.formats.listing.model import Item, LineUse
from solidary.wire.formats.listing.readings import Reading, outcome
from solidary.wire.formats.listing.roles import standfirst_weight
from solidary.wire.formats.listing.signatures import is_label

SURE = 1.5
"""By how much the best reading has to beat the next one to pass without a word of doubt."""
_NOT_TAKEN = frozenset({"preamble", "footer", "label", "heading", "left out", "repetition"})
_WORDS_OF_AN_ITEM = 5
_LIKE_A_STANDFIRST = 2.5
_MANY = 8


def about_layout(readings: Sequence[Reading]) -> list[str]:
    """Whether another reading, with other items, explains the page nearly as well."""
    best = readings[0]
    seen = outcome(best)
    other = next((one for one in readings[1:] if outcome(one) != seen), None)
    if other is None or best.score - other.score >= SURE:
        return []
    if other.layout == best.layout:
        return ["Which line belongs to which item is not certain; look it over."]
    return [f"The page could also be read so: “{other.layout}” Look it over."]


def about_dates(best: Reading, other: Reading | None, items: Sequence[Item]) -> list[str]:
    """Which items carry two days, and how to say which are right."""
    if other is None:
        return []
    count = sum(1 for item in items if item.days)
    return [
        f"Dates {best.dates} and dates {other.dates} both explain this page: {count} items carry "
        f"both days and are drafts. Say --dates {best.dates} or --dates {other.dates}, or choose "
        "at the desk."
    ]


def about_lines(cells: Sequence[Cell], uses: Sequence[LineUse]) -> list[str]:
    """Full dates that date nothing, and what may be an item above the first or below the last."""
    idle = {use.line for use in uses if use.item is None and use.use not in ("update", "address")}
    dates = [cell.line for cell in cells if cell.line in idle and _is_date_line(cell)]
    items = [use.line for use in uses if use.use in _NOT_TAKEN and _like_a_headline(use)]
    found = []
    if dates:
        found.append(f"A full date dates no item: {_lines(dates)}.")
    if items:
        found.append(f"This may be a headline that was not taken: {_lines(items)}.")
    return found


def about_items(items: Sequence[Item]) -> list[str]:
    """Items without a date among dated ones, and headlines unlike the others."""
    undated = [item.lines[0] for item in items if not item.day and not item.days and not item.hint]
    found = []
    if undated and len(undated) < len(items):
        found.append(f"Other items have a date, these have none: {_lines(undated)}.")
    weights = sorted(standfirst_weight(item.headline) for item in items)
    if weights and weights[len(weights) // 2] < 0:
        odd = [i.lines[0] for i in items if standfirst_weight(i.headline) > _LIKE_A_STANDFIRST]
        if odd:
            found.append(f"A headline that reads like a standfirst: {_lines(odd)}.")
    return found


def not_taken(uses: Iterable[LineUse]) -> list[int]:
    """Lines outside the items that are long enough to be one."""
    return [
        use.line
        for use in uses
        if use.item is None and use.use in _NOT_TAKEN and len(use.text.split()) >= _WORDS_OF_AN_ITEM
    ]


def _is_date_line(cell: Cell) -> bool:
    if cell.kind is Kind.DATE:
        return cell.found is not None and cell.found.precision in (
            Precision.DAY,
            Precision.UNSETTLED,
        )
    one = read_loose(cell.text)
    return (
        one is not None
        and one.found.precision is Precision.DAY
        and is_beside(one.before)
        and is_beside(one.after)
    )


def _like_a_headline(use: LineUse) -> bool:
    return (
        use.item is None
        and use.use not in ("heading", "label")
        and len(use.text.split()) >= _WORDS_OF_AN_ITEM
        and not is_label(use.text)
        and standfirst_weight(use.text) < 0
    )


def _lines(numbers: list[int]) -> str:
    found = ", ".join(map(str, numbers[:_MANY])) + (" …" if len(numbers) > _MANY else "")
    return f"line {found}" if len(numbers) == 1 else f"lines {found}"
