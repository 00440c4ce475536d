"""Action pages; and at the ids of those that were merged, where they lead since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from solidary.press.drawing.actions import draw_action, draw_former
from solidary.press.drawing.composer import Composer
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Drawn, Key, PageKind
from solidary.press.kinds.parts import ACTIONS, Part
from solidary.press.models import ActionStanding
from solidary.press.reading.asking import in_batches
from solidary.release import addresses as at

TOGETHER = 200
"""Due actions read in one go."""


class ActionPage(PageKind):
    """Key: language, the action's address."""

    name = "action"
    leaf = True
    section = r"x(?=/)"
    unit = r"x/../[^.]+"
    drawn_in = (ACTIONS,)

    def address(self, *key: str) -> str:
        return at.action_page(*key)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """Its own page, and those that lead to it, before and after."""
        for move in changes.actions:
            for stand in move.shown():
                for address in (stand.address, *sorted(stand.merged)):
                    yield from ((language, address) for language in changes.around.languages)

    def came_or_went(self, changes: Changes) -> Iterator[Key]:
        for move in changes.actions:
            shown = list(move.shown())
            if len(shown) != 2:
                for stand in shown:
                    yield from ((code, stand.address) for code in changes.around.languages)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        first, last = map(int, part.bounds)
        rows = ActionStanding.objects.filter(pk__gte=first, pk__lte=last, cancelled=False)
        for address, merged in rows.order_by("pk").values_list("address", "merged"):
            for each in (address, *merged):
                yield from ((language, each) for language in composer.newsroom.languages)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        for _, drawn in self.draw_many(composer, [key]):
            return drawn if isinstance(drawn, bytes) else None
        return None

    def draw_many(self, composer: Composer, keys: Iterable[Key]) -> Iterator[tuple[Key, Drawn]]:
        chronicle = composer.chronicle
        wanted: dict[str, list[str]] = {}
        for language, address in keys:
            wanted.setdefault(address, []).append(language)
        for batch in in_batches(wanted, TOGETHER):
            found = chronicle.faces_at(batch)
            former = chronicle.led_to(address for address in batch if address not in found)
            for address in batch:
                for language in wanted[address]:
                    key = (language, address)
                    if language not in composer.newsroom.languages:
                        yield key, None
                    elif address in found:
                        yield key, draw_action(composer, found[address], language)
                    elif address in former:
                        here = self.address(*key)
                        yield key, draw_former(composer, former[address], language, here)
                    else:
                        yield key, None
