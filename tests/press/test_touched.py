"""Which pages a change touches: named one by one, and few however large the archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from solidary.press import kinds
from solidary.press.index.calendar_archive import CalendarRule, Rules
from solidary.press.index.moves import Changes, CountKey, Move, Surroundings
from solidary.press.reading.sort_keys import sort_key
from solidary.press.reading.stands import Stand
from solidary.release.addresses import every_story, topic_listing

RULES = Rules(listings=CalendarRule(100), sitemaps=CalendarRule(500))
AROUND = Surroundings(
    languages=("en", "be"), translations={}, translated={}, pinned_in={}, leads_to={},
    friendly={"tttttttt7": ["seven"]}, archived={},
)  # fmt: skip


def touched(
    moves: list[Move],
    before: Mapping[CountKey, int],
    after: Mapping[CountKey, int],
    around: Surroundings,
    rules: Rules,
) -> set[str]:
    """Addresses of every page that may differ."""
    due = kinds.touched(Changes(tuple(moves), before, after, around, rules))
    return {kinds.address_of(ref) for ref in due}


def _stand(day: date, topics: tuple[str, ...] = ("tttttttt7",), at: time | None = None) -> Stand:
    return Stand(
        story=1, address="sssssssss", language="be", sort_key=sort_key(day, at, 0, "sssssssss"),
        translation_key="k", based_on=None, topics=frozenset(topics),
    )  # fmt: skip


def _counts(number: int, *parts: str) -> dict[CountKey, int]:
    listings = (every_story("be"), topic_listing("tttttttt7", "be"))
    return {(listing, part): number for listing in listings for part in ("", *parts)}


FEBRUARY = ("2021", "2021-02", "2021-02-08")


def test_correcting_a_story_in_a_quiet_archive() -> None:
    stand = _stand(date(2021, 2, 8))
    counts = _counts(5, *FEBRUARY)
    assert touched([Move(stand, stand)], counts, counts, AROUND, RULES) == {
        "be/s/ss/sssssssss.html",
        "be/latest.html", "be/latest.atom.xml", "be/latest.rss.xml", "be/latest.feed.json",
        "be/d/2021/all.html",
        "be/t/tt/tttttttt7.html", "be/t/tt/tttttttt7.atom.xml", "be/t/tt/tttttttt7.rss.xml",
        "be/t/tt/tttttttt7.feed.json", "be/d/2021/tttttttt7.html",
        "be/index.html", "sitemaps/be/2021.xml", "news.xml",
    }  # fmt: skip


def test_publishing_touches_the_same_number_of_pages_in_any_large_archive() -> None:
    numbers = set()
    for size in (10_000, 100_000, 1_000_000):
        before = _counts(size, *FEBRUARY)
        after = _counts(size + 1, *FEBRUARY)
        move = Move(None, _stand(date(2021, 2, 8)))
        numbers.add(len(touched([move], before, after, AROUND, RULES)))
    assert numbers == {14}


def test_back_dating_touches_the_parts_it_leaves_and_those_it_comes_to() -> None:
    old, new = _stand(date(2021, 2, 8)), _stand(date(2020, 5, 1))
    before = _counts(5, *FEBRUARY) | _counts(3, "2020", "2020-05", "2020-05-01")
    after = _counts(4, *FEBRUARY) | _counts(4, "2020", "2020-05", "2020-05-01")
    pages = touched([Move(old, new)], before, after, AROUND, RULES)
    for part in ("2021", "2020"):
        assert f"be/d/{part}/all.html" in pages
        assert f"be/d/{part}/tttttttt7.html" in pages
    assert len(pages) == 17


def test_retagging_touches_both_topics() -> None:
    old, new = _stand(date(2021, 2, 8)), _stand(date(2021, 2, 8), ("tttttttt8",))
    counts = _counts(5, *FEBRUARY)
    pages = touched([Move(old, new)], counts, counts, AROUND, RULES)
    assert {"be/t/tt/tttttttt7.html", "be/t/tt/tttttttt8.html"} <= pages


def test_a_month_that_becomes_crowded_gets_its_days() -> None:
    move = Move(None, _stand(date(2021, 2, 8)))
    before, after = _counts(100, *FEBRUARY), _counts(101, *FEBRUARY)
    pages = touched([move], before, after, AROUND, RULES)
    assert {f"be/d/2021-02-{day:02d}/all.html" for day in range(1, 29)} <= pages
    assert "en/d/2021-02-08/all.html" in pages, "its switch leads to the other language's day"


def test_the_first_story_of_a_topic_brings_what_leads_to_it() -> None:
    move = Move(None, _stand(date(2021, 2, 8)))
    before = {(every_story("be"), part): 5 for part in ("", *FEBRUARY)}
    pages = touched([move], before, _counts(1, *FEBRUARY), AROUND, RULES)
    assert {"be/seven/index.html", "sitemaps/be/pages.xml", "en/t/tt/tttttttt7.html"} <= pages


def test_other_versions_are_touched_only_when_the_link_to_them_changes() -> None:
    around = AROUND._replace(translations={"k": [("en", "eeeeeeeee", "2021-02-08")]})
    stand, counts = _stand(date(2021, 2, 8)), _counts(5, *FEBRUARY)
    corrected = touched([Move(stand, stand)], counts, counts, around, RULES)
    withdrawn = touched([Move(stand, None)], counts, counts, around, RULES)
    assert "en/s/ee/eeeeeeeee.html" not in corrected
    assert "en/s/ee/eeeeeeeee.html" in withdrawn


def test_the_first_language_stands_at_the_root_as_well() -> None:
    stand = _stand(date(2021, 2, 8))._replace(language="en")
    pages = touched([Move(None, stand)], {}, {}, AROUND, RULES)
    assert {"index.html", "en/index.html"} <= pages
