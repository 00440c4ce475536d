"""Pages of a chronicle with very many actions on one day: what they name is bounded, and so are their bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from solidary.press.kinds import action_day, action_month
from solidary.release import addresses as at
from tests.press.months import Small, cell, words

pytestmark = pytest.mark.django_db
DAY = "2020-07-15"


@pytest.fixture
def small(home: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Small:
    """A newsroom in which three actions a day are many, and five are more than a page names."""
    monkeypatch.setattr(action_day, "IN_FULL", 3)
    monkeypatch.setattr(action_day, "MOST", 5)
    monkeypatch.setattr(action_day, "MOST_SPANS", 1)
    monkeypatch.setattr(action_month, "IN_A_DAY", 2)
    monkeypatch.setattr(action_month, "MOST_INEXACT", 1)
    return Small(home, settings)


def more(small: Small, number: int, *, first: int = 1) -> None:
    """So many actions of one day, the later the larger, by turns in two towns."""
    told = small.story()
    for each in range(first, first + number):
        small.action(
            date.fromisoformat(DAY), stories=(told,), low=each * 10, names={"en": f"No {each}"},
            venue="A square", place=(small.vilnius, small.minsk)[each % 2],
        )  # fmt: skip


def test_a_day_tells_few_actions_in_full_many_by_a_line_and_of_very_many_the_largest(
    small: Small,
) -> None:
    more(small, 3)
    small.publish()
    few = small.day(DAY)
    assert (
        len(few.select(".stop article")) == 3 and few.select(".lines") == few.select(".more") == []
    )
    assert "A square" in words(few)
    more(small, 2, first=4)
    small.publish()
    many = small.day(DAY)
    assert many.select(".stop article") == [] and "A square" not in words(many.body)
    assert [[words(link) for link in stop.select(".lines .what")] for stop in many.select(".stop")] == [
        ["No 5", "No 3", "No 1"], ["No 4", "No 2"],
    ]  # fmt: skip
    assert many.select(".more") == []
    more(small, 3, first=6)
    small.publish()
    most = small.day(DAY)
    assert sorted(words(link) for link in most.select(".what")) == [f"No {n}" for n in range(4, 9)]
    left_out = most.select_one(".more a")
    assert words(left_out) == "3 more actions"
    assert left_out and str(left_out["href"]).endswith("all.data.en.html")


def test_a_page_of_very_many_is_as_long_as_one_of_many(small: Small) -> None:
    def sizes() -> list[int]:
        return [
            len((small.home / "site" / address).read_bytes())
            for address in (
                at.day_page("en", DAY),
                at.chronicle_page(at.every_story("en"), DAY[:7]),
            )
        ]

    more(small, 6, first=10)
    small.publish()
    before = sizes()
    more(small, 6, first=16)
    small.publish()
    assert all(abs(now - then) < 20 for now, then in zip(sizes(), before, strict=True))


def test_what_is_on_no_single_day_is_named_up_to_a_number_too(small: Small) -> None:
    for last in (17, 18, 19):
        small.action(
            first=date.fromisoformat(DAY), last=date(2020, 7, last), precision="span", basis="said"
        )
    small.publish()
    for page in (small.month(DAY[:7]), small.day(DAY)):
        assert len(page.select(".inexact .what")) == 1
        assert words(page.select_one(".more")) == "2 more actions"
    assert cell(small.month(DAY[:7]), "2020-07-19").select_one("a.bead")
