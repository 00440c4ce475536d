"""Listings of every layout are read back exactly, whatever their language and dates."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.wire.formats.listing.model import Listing
from solidary.wire.formats.listing.reader import read_listing
from tests.fixtures.laws import examples
from tests.wire.pages import FORMS, HEADLINES, LAYOUTS, made_up, nonsense

SEED = (Path(__file__).parent / "data" / "solidaritybelarus.txt").read_bytes()


def told(listing: Listing) -> list[tuple[str, str, object]]:
    return [(item.headline, item.standfirst, item.day) for item in listing.items]


def read(*lines: str) -> Listing:
    return read_listing("\n".join(lines).encode())


@settings(max_examples=150, derandomize=True)  # of thousands of pages a few are still misread
@given(
    layout=st.sampled_from(LAYOUTS),
    language=st.sampled_from(sorted(HEADLINES)),
    form=st.sampled_from(sorted(FORMS)),
    seed=st.integers(0, 10**6),
)
def test_a_listing_rendered_in_any_layout_is_read_back_exactly(
    layout: str, language: str, form: str, seed: int
) -> None:
    page = made_up(random.Random(seed), layout, language, form)
    listing = read_listing(page.text.encode())
    assert told(listing) == page.items


@settings(max_examples=100, derandomize=True)  # of thousands of pages a few are still misread
@given(date_first=st.booleans(), seed=st.integers(0, 10**6))
def test_the_structure_of_a_page_tells_its_items_where_the_words_tell_nothing(
    date_first: bool, seed: int
) -> None:
    page = nonsense(random.Random(seed), date_first=date_first)
    assert told(read_listing(page.text.encode())) == page.items


@settings(max_examples=examples(100))
@given(
    layout=st.sampled_from(LAYOUTS),
    language=st.sampled_from(sorted(HEADLINES)),
    seed=st.integers(0, 10**6),
)
def test_every_line_that_is_not_blank_is_accounted_for_once(
    layout: str, language: str, seed: int
) -> None:
    page = made_up(random.Random(seed), layout, language, "long")
    listing = read_listing(page.text.encode())
    numbers = [n for n, line in enumerate(page.text.split("\n"), 1) if line.strip()]
    assert [use.line for use in listing.uses] == numbers
    assert all(use.item or use.use for use in listing.uses)
    assert all(use.item or use.why or use.use.endswith("heading") for use in listing.uses)


def test_the_seed_gives_its_eleven_items_to_the_letter_in_its_order() -> None:
    listing = read_listing(SEED)
    lines = SEED.decode().split("\n")[2:]
    items = [(lines[n], lines[n + 1], lines[n + 2]) for n in range(0, 33, 3)]
    assert listing.hashtag == "SolidarityBelarus"
    assert [
        (item.headline, item.standfirst, f"{item.day:%d.%m.%Y}") for item in listing.items
    ] == items


def test_the_mark_of_the_seed_stays_in_its_headline_and_is_read() -> None:
    item = read_listing(SEED).items[1]
    assert item.headline.endswith("(ENG video)")
    assert item.marks.video
    assert item.marks.spoken == ("en",)


def test_a_hashtag_behind_a_label_above_the_items_is_the_topic_of_the_page() -> None:
    listing = read_listing(
        b"Meta: #SolidarityBelarus\n\n08.03.2021\nFlowers instead of bars\n\n"
        b"08.02.2021\nSolidarity with Belarus in Warsaw\nTags: #Warsaw\n\n"
        b"02.07.2020\nRally near the Parliament\nTags: #Brussels\n"
    )
    assert listing.hashtag == "SolidarityBelarus"
    assert len(listing.items) == 3


def test_a_month_heading_gives_a_hint_and_no_day() -> None:
    listing = read(
        "styczeń 2025",
        "-",
        "Stypendium artystyczne dla poetki z Białegostoku",
        "Poetka i tłumaczka jest wśród trzydziestu osób, które dostały stypendium.",
        "-",
        "Dziennikarz ścigany międzynarodowo",
        "Na listę poszukiwanych trafił wiceszef niezależnego stowarzyszenia dziennikarzy.",
    )
    assert [item.day for item in listing.items] == [None, None]
    assert {item.hint for item in listing.items} == {"styczeń 2025"}


def test_a_last_item_whose_date_was_cut_off_stays_undated() -> None:
    listing = read(
        "Rally in front of the government building",
        "Thousands of workers walked to the centre of the city in the morning.",
        "Friday, 14 August 2020",
        "::World",
        "Commission confirms the result of the vote",
        "None of the complaints was granted, the commission said on 11 August.",
        "Friday, 14 August 2020",
        "::World",
        "Village under quarantine until 25 August",
        "Eight people were taken to hospital on 11 August; they feel well now, the own",
    )
    assert [str(item.day) for item in listing.items] == ["2020-08-14", "2020-08-14", "None"]


def test_lines_above_the_first_date_are_no_item_where_dates_come_first() -> None:
    listing = read(
        "Please wait...",
        "Belarus economy Belarus culture visiting Belarus",
        "How to support the digest?",
        "A native of Minsk, the author writes on nationalism, on the Soviet Union and after it.",
        "1 June 2022",
        "Doors are closing for ordinary people. Why?",
        "",
        "The visa centre said on 30 May that it would take no applications for the time being.",
        "",
        "20 May 2022",
        "What they lived for and left behind",
        "",
        "On 3 May 2022 the country lost its first head. In their biographies one can see...",
    )
    assert [str(item.day) for item in listing.items] == ["2022-06-01", "2022-05-20"]


def test_a_date_inside_a_standfirst_is_not_the_date_of_the_item() -> None:
    listing = read(
        "The commission sets a date for the vote",
        "The vote will be held on 27 February 2022",
        "A day of solidarity is declared",
        "February 7 is the day on which people everywhere come together for it.",
    )
    assert {item.day for item in listing.items} == {None}


def test_a_date_over_several_items_is_the_day_of_all_of_them() -> None:
    listing = read(
        "8 February 2021",
        "International Day of Solidarity held in Warsaw",
        "Diplomats meet relatives of political prisoners",
        "7 February 2021",
        "Living chain stretches through the old town",
        "Choir sings in front of the embassy again",
        "Students write letters to those in prison",
    )
    assert [item.day.day for item in listing.items if item.day] == [8, 8, 7, 7, 7]


def test_a_slash_date_is_settled_by_the_other_dates_of_the_listing() -> None:
    listing = read(
        "Living chain stretches through the old town",
        "09/03/2021",
        "Choir sings in front of the embassy again",
        "08/31/2021",
    )
    assert [str(item.day) for item in listing.items] == ["2021-09-03", "2021-08-31"]


def test_a_slash_date_that_nothing_settles_is_not_guessed() -> None:
    listing = read("Choir sings in front of the embassy again", "08/02/2021")
    assert listing.items[0].day is None
    assert "08/02/2021" in listing.items[0].hint


def test_a_day_without_a_year_takes_the_year_of_the_heading_above() -> None:
    listing = read(
        "2021",
        "8 лютага",
        "Дзень салідарнасці прайшоў у Варшаве",
        "7 лютага",
        "Жывы ланцуг прайшоў праз стары горад",
    )
    assert [str(item.day) for item in listing.items] == ["2021-02-08", "2021-02-07"]


def test_a_day_without_a_year_and_without_a_heading_is_not_guessed() -> None:
    listing = read(
        "8 лютага",
        "Дзень салідарнасці прайшоў у Варшаве",
        "7 лютага",
        "Жывы ланцуг прайшоў праз стары горад",
    )
    assert [item.day for item in listing.items] == [None, None]
    assert listing.items[0].hint.startswith("8 лютага")


def test_a_day_that_does_not_exist_is_not_mended() -> None:
    listing = read("Choir sings in front of the embassy again", "31.02.2021")
    assert listing.items[0].day is None


@pytest.mark.parametrize("bullet", ["•", "-", "*"])
def test_bullets_are_taken_off_headlines(bullet: str) -> None:
    listing = read(
        f"{bullet} Living chain stretches through the old town",
        f"{bullet} Choir sings in front of the embassy again",
        f"{bullet} Students write letters to those in prison",
    )
    assert listing.items[0].headline == "Living chain stretches through the old town"
    assert len(listing.items) == 3


def test_an_item_that_stands_on_the_page_twice_is_taken_once() -> None:
    listing = read(
        "Living chain stretches through the old town",
        "8 February 2021",
        "Choir sings in front of the embassy again",
        "7 February 2021",
        "Living chain stretches through the old town",
        "8 February 2021",
    )
    assert len(listing.items) == 2


def test_a_label_beside_a_headline_is_no_part_of_the_item() -> None:
    listing = read(
        "#Topic",
        "8 February 2021",
        "Rally in Warsaw draws hundreds of people",
        "Anna Kowalska",
        "They came with flags and stayed late.",
        "7 February 2021",
        "Living chain in Vilnius for change",
        "Jan Nowak",
        "People have formed a chain on the avenue.",
        "5 February 2021",
        "Choir sings in front of the embassy",
        "Anna Kowalska",
        "The choir has sung there every week since August.",
    )
    assert [item.standfirst[:4] for item in listing.items] == ["They", "Peop", "The "]


def test_a_date_among_other_short_parts_is_a_date() -> None:
    listing = read(
        "Rally in Warsaw draws hundreds of people",
        "By Anna Kowalska | 8 February 2021 | Comments: 3",
        "They came with flags and stayed late.",
        "Living chain in Vilnius for change",
        "By Jan Nowak | 7 February 2021 | Comments: 0",
        "People have formed a chain on the avenue.",
    )
    assert [str(item.day) for item in listing.items] == ["2021-02-08", "2021-02-07"]
    assert "left out" in listing.uses[1].why


def test_a_news_feed_with_clock_times_under_its_days_is_read() -> None:
    listing = read(
        "8 февраля 2021",
        "18:30 Митинг в Варшаве собрал сотни людей",
        "14:05 Живая цепь в Вильнюсе",
        "7 февраля 2021",
        "09:10 Хор поёт у посольства каждую неделю",
        "08:00 Суд отложил заседание",
    )
    assert [f"{item.day} {item.clock:%H:%M}" for item in listing.items] == [
        "2021-02-08 18:30",
        "2021-02-08 14:05",
        "2021-02-07 09:10",
        "2021-02-07 08:00",
    ]


def test_an_item_without_a_date_among_dated_ones_stays_undated() -> None:
    listing = read(
        "Rally in Warsaw draws hundreds of people",
        "They came with flags and stayed late.",
        "08.02.2021",
        "",
        "Living chain in Vilnius for change",
        "People have formed a chain on the avenue.",
        "",
        "Choir sings in front of the embassy",
        "The choir has sung there every week since August.",
        "05.02.2021",
        "",
        "Students write letters to those in prison",
        "They have sent them every day since then.",
        "01.02.2021",
    )
    assert [str(item.day) for item in listing.items] == [
        "2021-02-08",
        "None",
        "2021-02-05",
        "2021-02-01",
    ]
