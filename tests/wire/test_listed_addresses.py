"""A listing that names where each item was on its site keeps those addresses alive."""

from __future__ import annotations

import pytest

from solidary.stories.models import OldAddress
from solidary.wire.formats.listing.reader import read_listing
from tests.wire.moving_in import brought_in

HEADLINES = ("Picket held in Warsaw near the embassy", "Over 200 people form a chain in Vilnius",
             "Diplomats meet relatives of prisoners in Minsk")  # fmt: skip
DAYS = ("08.02.2021", "07.02.2021", "03.02.2021")
SITE = "https://old.example/2021/02/0{}/story-{}/"


def listing(*, before: bool = False, addresses: tuple[str, ...] | None = None) -> bytes:
    found = addresses or tuple(SITE.format(n, n) for n in range(1, 4))
    lines = ["#SolidarityBelarus", ""]
    for headline, day, address in zip(HEADLINES, DAYS, found, strict=True):
        item = [headline, day]
        lines += [*([address] if before else []), *item, *([] if before else [address]), ""]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("before", [False, True])
def test_each_item_has_the_address_beside_it(before: bool) -> None:
    read = read_listing(listing(before=before))
    assert [item.headline for item in read.items] == list(HEADLINES)
    assert [item.address for item in read.items] == [SITE.format(n, n) for n in range(1, 4)]
    assert [use.item for use in read.uses if use.use == "address"] == [1, 2, 3]


@pytest.mark.parametrize(
    "addresses",
    [
        (SITE.format(1, 1), "", SITE.format(3, 3)),
        (SITE.format(1, 1), "https://other.example/x", SITE.format(3, 3)),
        (SITE.format(1, 1), f"{SITE.format(2, 2)}\n{SITE.format(4, 4)}", SITE.format(3, 3)),
        ("https://old.example/",) * 3,
    ],
)
def test_where_it_is_not_certain_no_item_has_any(addresses: tuple[str, ...]) -> None:
    read = read_listing(listing(addresses=addresses))
    assert [item.headline for item in read.items] == list(HEADLINES)
    assert {item.address for item in read.items} == {""}


def test_a_social_link_at_the_foot_is_no_address_of_an_item() -> None:
    read = read_listing(listing() + b"\nhttps://social.example/newsroom\n")
    assert [item.address for item in read.items] == [SITE.format(n, n) for n in range(1, 4)]


@pytest.mark.django_db
def test_stories_of_a_listing_have_the_addresses_it_names(home: object) -> None:
    report = brought_in("listing", listing(), language="en")
    assert report.counts["story added"] == 3
    assert dict(OldAddress.objects.values_list("address", "story__headline")) == {
        f"/2021/02/0{n}/story-{n}/": headline for n, headline in enumerate(HEADLINES, 1)
    }
    assert brought_in("listing", listing(), language="en").counts == {"story unchanged": 3}
