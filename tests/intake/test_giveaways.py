"""Links, phones, @names and mail addresses are found however they are written, and little else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.intake.roundup.giveaways import LEFT_OUT, Kind, give_aways, without
from tests.fixtures.laws import examples

FOUND = {
    Kind.PHONE: [
        "+375 (29) 123-45-67", "80291234567", "8-029-123 45 67", "123 456 789", "123-45-67",
        "(022) 635 22 11", "+48\u00a0601\u00a0234\u00a0567", "٠٢٩١٢٣٤٥٦٧", "+370.612.34567",
        "601–234–567",
    ],
    Kind.LINK: [
        "https://example.org/a?b=c", "HTTP://EXAMPLE.ORG", "hxxp://foo.bar", "www.example.org",
        "example.com", "t.me/joinchat/AAA", "прыклад.бел", "example[.]com", "example (dot) com",
        "tg://resolve?domain=a", "a.b.example.co.uk/x", "mailto:a@b.example", "example.museum/x",
    ],
    Kind.MAIL: ["anna.k@example.com", "анна@пример.рф", "anna (at) example (dot) com", "a＠b.org"],
    Kind.NAME: ["@anna_k", "＠anna", "@ anna", "@Ганна", "tg: anna77", "Telegram — anna", "інста: hanna"],
}  # fmt: skip
KEPT = [
    "On 29.08.2021 two hundred came", "2020–2024", "1 000 000 people", "12 345 людзей", "в 18:30 28.08.21",
    "2021-08-29T10:00", "9 August 2020, 15:30", "Прыйшло 500.Потым пайшлі", "Вечар.Быў добры.",
    "house 12/45, flat 6", "5:0", "3.14", "Дзякуй!", "na 100 %", "1990-1995, 2020-2021",
]  # fmt: skip
ALL = [text for texts in FOUND.values() for text in texts]
PLAIN = st.text(alphabet="abcdяўі ,!\n", max_size=20)


@pytest.mark.parametrize("kind, text", [(kind, text) for kind in FOUND for text in FOUND[kind]])
def test_each_way_to_somebody_is_found_whole_and_by_its_kind(kind: Kind, text: str) -> None:
    said = f"Write to {text}, please"
    [found] = give_aways(said)
    assert (said[found.start : found.end], found.kind) == (text, kind)
    assert without(said) == f"Write to {LEFT_OUT}, please"


@pytest.mark.parametrize("text", KEPT)
def test_days_years_round_numbers_and_sentences_without_a_space_stay(text: str) -> None:
    assert give_aways(text) == [] and without(text) == text


@given(PLAIN, st.sampled_from(ALL), PLAIN, st.sampled_from(ALL), PLAIN)
@settings(max_examples=examples(150))
def test_nothing_of_it_is_left_and_nothing_else_is_missing(
    before: str, one: str, between: str, other: str, after: str
) -> None:
    said = f"{before} {one} {between}; {other} {after}"
    left = without(said)
    assert one not in left and other not in left
    assert left.startswith(f"{before} {LEFT_OUT}") and left.endswith(f"{LEFT_OUT} {after}")
    assert give_aways(left) == [] and without(left) == left
    found = give_aways(said)
    assert without(said, range(len(found))) == said
    for number, each in enumerate(found):
        assert said[each.start : each.end] in without(said, {number})


GROUPS = st.lists(st.text("0123456789", min_size=2, max_size=3), min_size=4, max_size=7)
PARTED = st.sampled_from([" ", "-", ".", "", ") ", " (", "–", "\u00a0", " - ", "/"])


@given(GROUPS, st.data(), st.sampled_from(["", "+", "00", "8 ", "("]))
@settings(max_examples=examples(150))
def test_a_phone_is_found_whatever_parts_its_digits(
    groups: list[str], data: st.DataObject, first: str
) -> None:
    parted = "".join(group + data.draw(PARTED) for group in groups[:-1]) + groups[-1]
    left = without(f"call {first}{parted} soon")
    if not all(group == "000" for group in groups[1:]):
        assert not any(sign.isdigit() for sign in left)


@given(st.text(max_size=200))
@settings(max_examples=examples(150))
def test_any_text_is_parted_and_put_together_again(said: str) -> None:
    found = give_aways(said)
    assert all(0 <= each.start < each.end <= len(said) for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert without(said, range(len(found))) == said


def test_anything_as_long_as_a_form_takes_is_read_in_moments() -> None:
    for piece in ("a.", "@", "1 ", "tg:", "a@", "[.]", "(", "x" * 70 + ".", "12:"):
        give_aways((piece * 20_000)[:20_000])
