"""From a reading to items, and to an account of every line: what it was used as, or why not."""

from dataclasses import replace
from datetime import date

from solidary.languages.dates import Found, Precision
from solidary.wire.formats.listing.cells import Cell, Kind, Page
from solidary.wire.formats.listing.certainty import day_of, possible_days
from solidary.wire.formats.listing.marks import read_marks
from solidary.wire.formats.listing.model import Item, LineUse, Listing
from solidary.wire.formats.listing.own_addresses import addresses_of
from solidary.wire.formats.listing.readings import Reading
from solidary.wire.formats.listing.roles import TWO_SENTENCES
from solidary.wire.formats.listing.segments import Proto
from solidary.wire.text import Repair

LONGEST_HEADLINE = 300

_Fate = tuple[str, int | None, str]


def take_account(
    listing: Listing, page: Page, early: list[Cell], reading: Reading, other: Reading | None
) -> None:
    """Fill in the items and uses of a listing. `other`: a reading with other days that explains the
    page as well; then items carry both and have none."""
    fate: dict[int, _Fate] = {
        id(cell): (cell.use or "left out", None, cell.why) for cell in page.cells
    }
    for cell in early:
        if cell.kind is Kind.TEXT or cell.kind is Kind.DATE:
            fate[id(cell)] = ("preamble", None, "before the heading of the page")
    for cell, use, why in reading.left:
        fate[id(cell)] = (use, None, why)
        if use == "heading" and not listing.heading:
            listing.heading = cell.text
    contexts = _contexts(page.cells)
    either = possible_days(reading, other) if other else {}
    seen: set[tuple[str, str, date | None]] = set()
    for proto in reading.items:
        item = _item(proto, contexts, listing.repairs)
        if days := either.get(proto.texts[0].line):
            hint = " or ".join(f"{one.day} ({one.dates})" for one in days)
            item = replace(item, day=None, days=days, hint=hint)
        again = (item.headline.casefold(), item.standfirst, item.day)
        if again in seen:
            for cell in [*proto.texts, *([proto.date] if proto.date else [])]:
                fate[id(cell)] = ("repetition", None, "an item like this stands above")
            continue
        seen.add(again)
        listing.items.append(item)
        _note(fate, proto, len(listing.items))
    for at_item, cell in addresses_of(listing.items, page.cells).items():
        listing.items[at_item] = replace(listing.items[at_item], address=cell.text)
        fate[id(cell)] = ("address", at_item + 1, "")
    listing.uses = _by_line(page.cells, fate)


def _note(fate: dict[int, _Fate], proto: Proto, number: int) -> None:
    for place, cell in enumerate(proto.texts):
        fate[id(cell)] = ("standfirst" if place else "headline", number, cell.why)
    if proto.date is not None:
        known = fate[id(proto.date)][1]
        first = known if known is not None else number
        fate[id(proto.date)] = ("date", first, _date_note(proto.date))


def _by_line(cells: list[Cell], fate: dict[int, _Fate]) -> list[LineUse]:
    uses: dict[int, LineUse] = {}
    for cell in cells:
        use, at, why = fate[id(cell)]
        text = cell.text
        if cell.line in uses:  # a line that holds a date and a headline
            one = uses[cell.line]
            use = " and ".join(dict.fromkeys((one.use, use)))
            why = "; ".join(filter(None, dict.fromkeys((one.why, why))))
            at = one.item or at
        uses[cell.line] = LineUse(cell.line, text, use, at, why)
    return [uses[line] for line in sorted(uses)]


def _contexts(cells: list[Cell]) -> dict[int, str]:
    """For each line, the month or year heading that stands over it."""
    over: dict[int, str] = {}
    month = ""
    for cell in cells:
        if cell.use in ("month heading", "year heading"):
            month = cell.text
        over[cell.line] = month
    return over


def _item(proto: Proto, contexts: dict[int, str], repairs: list[Repair]) -> Item:
    head, *rest = proto.texts
    found = proto.date.found if proto.date else None
    day = day_of(proto.date)
    clock = found.clock if found else None
    if clock is None and head.found and head.found.precision is Precision.CLOCK:
        clock = head.found.clock
    headline = head.text
    below = [cell.text for cell in rest]
    if len(headline) > LONGEST_HEADLINE:
        headline, below = shortened(headline), [headline, *below]
        why = f"longer than {LONGEST_HEADLINE} letters; its beginning is the headline"
        repairs.append(Repair(head.line, f"{why}, the whole stands below it."))
    lines = {cell.line for cell in proto.texts} | ({proto.date.line} if proto.date else set())
    return Item(
        headline=headline,
        standfirst="\n".join(below),
        day=day,
        clock=clock,
        hint="" if day else _hint(found, contexts.get(head.line, "")),
        marks=read_marks(headline),
        lines=tuple(sorted(lines)),
    )


def shortened(line: str) -> str:
    """The first sentences of a line as far as they fit a headline, else its first words with “…”."""
    kept = line[:LONGEST_HEADLINE]
    ends = [match.end() for match in TWO_SENTENCES.finditer(line) if match.end() <= len(kept)]
    if ends:
        return line[: ends[-1] - 1].rstrip(' "«„“‘(–—-')
    words = kept[: LONGEST_HEADLINE - 1].rsplit(" ", 1)
    return words[0].rstrip(" ,;:–—-") + "…"


def _hint(found: Found | None, over: str) -> str:
    if found is None:
        return over
    return f"{found.written} ({found.precision.value})" if found.written != over else over


def _date_note(cell: Cell) -> str:
    notes = [cell.why] if cell.why else []
    found = cell.found
    if found and found.weekday_differs:
        notes.append("the weekday does not fit this day")
    if found and found.precision is not Precision.DAY:
        notes.append(f"no full date: {found.precision.value}")
    return "; ".join(notes)
