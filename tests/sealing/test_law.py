"""Whatever is sent, added, withdrawn, removed and fetched, in any order: home is what was sent and not
taken back, and old copies of bag and payloads bring nothing of the rest."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.sealing.bag.envelope import IN
from solidary.sealing.bag.fetching import fetch
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.bag.manifest import Kind
from solidary.sealing.bag.withdrawing import withdraw
from solidary.sealing.strongroom import Strongroom
from tests.fixtures.laws import examples
from tests.sealing.sending import received, sent

DEEDS = st.tuples(
    st.sampled_from(
        [
            "send",
            "send",
            "add",
            "withdraw",
            "remove",
            "fetch",
            "copy bag",
            "old bag",
            "old payloads",
        ]
    ),
    st.integers(0, 5),
)


def bring_back(copy: Path, place: Path) -> None:
    """Put an old copy's files where they were, beside what is there now."""
    if copy.exists():
        shutil.copytree(copy, place, dirs_exist_ok=True)


@settings(max_examples=examples(12))
@given(deeds=st.lists(DEEDS, min_size=1, max_size=14))
def test_any_order_of_deeds_ends_with_what_was_sent_and_not_taken_back(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int]]
) -> None:
    here = tmp_path_factory.mktemp("law")
    bag, room = here / "bag", Strongroom(here / "keys", here / "sealed")
    (bag / IN).mkdir(parents=True)
    carrier = FolderCarrier(bag)
    sent_to: dict[str, str] = {}
    gone: set[str] = set()
    contributions: list[str] = []
    for deed, which in deeds:
        chosen = contributions[which % len(contributions)] if contributions else ""
        if deed == "send":
            contributions.append(sent(bag, b"x"))
            sent_to[contributions[-1]] = contributions[-1]
        elif deed == "add" and chosen:
            sent_to[sent(bag, kind=Kind.ADDITION, to=chosen)] = chosen
        elif deed == "withdraw" and chosen:
            withdraw(bag, chosen)
            gone.add(chosen)
        elif deed == "remove" and chosen:
            room.remove(chosen)
            gone.add(chosen)
        elif deed == "fetch":
            fetch(carrier, room)
            shutil.rmtree(here / "old payloads", ignore_errors=True)
            shutil.copytree(room.sealed, here / "old payloads")
        elif deed == "copy bag":
            shutil.rmtree(here / "old bag", ignore_errors=True)
            shutil.copytree(bag, here / "old bag")
        elif deed == "old bag":
            bring_back(here / "old bag", bag)
        elif deed == "old payloads" and room.sealed.exists():
            bring_back(here / "old payloads", room.sealed)
    for _ in range(2):
        assert fetch(carrier, room).problems == {}
        assert set(received(room)) == {name for name, of in sent_to.items() if of not in gone}
        assert os.listdir(bag / IN) == []
        assert set(os.listdir(room.sealed)) == set(room.names())
