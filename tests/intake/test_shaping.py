"""The draft of a roundup follows from what was sent and what was chosen, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.intake.roundup.days import day_of
from solidary.intake.roundup.material import CREDIT, Choice, Material, Picture, Shape, Text
from solidary.intake.roundup.phrases import asked_name, photo_credit
from solidary.intake.roundup.shaping import Draft, Why, drafted, language_of, proposed_shape
from tests.fixtures.laws import examples

SEVEN = ("en", "be", "ru", "uk", "pl", "lt", "de")
CAME = date(2021, 9, 5)
GDANSK, BIALYSTOK, VILNIUS = 3099434, 776069, 593116


def sent(ref: str, words: str = "Greetings", place: str = "Gdańsk", **more: Any) -> Material:
    pictures = more.pop("pictures", 0)
    return Material(
        ref, CAME, (Text(f"e{ref}", words),) if words else (),
        tuple(Picture(f"e{ref}", f"p{ref}{n}", covered=True) for n in range(pictures)),
        **{"place": place, "may_quote": True, "language": "en", **more},
    )  # fmt: skip


def why(draft: Draft) -> list[tuple[str, Why]]:
    return [(each.ref, each.why) for each in draft.kept_out]


CONTRIBUTIONS = st.builds(
    lambda number, words, place, quote, faces, accepted, covered, pictures: Material(
        str(number), CAME, (Text(f"e{number}", words, accepted),),
        tuple(Picture(f"e{number}", f"p{n}", accepted, covered) for n in range(pictures)),
        place=place, may_quote=quote, may_show_faces=faces, language="en",
    ),
    st.integers(0, 9999),
    st.sampled_from(["", "Greetings", "We stand with you. " * 20, "We stand with you. " * 60]),
    st.sampled_from(["Gdańsk", "у Вільні", "Białystok, PL", "nowhere", "", "Asdfgh"]),
    st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 3),
)  # fmt: skip


@given(
    st.lists(CONTRIBUTIONS, max_size=8, unique_by=lambda each: each.ref),
    st.permutations([str(GDANSK), str(VILNIUS)]),
)
@settings(max_examples=examples(60))
def test_everything_is_in_the_draft_once_or_listed_with_the_reason(
    materials: list[Material], order: list[str]
) -> None:
    draft = drafted(materials, {}, order=order, among=SEVEN)
    shown = [(each.ref, each.envelope) for each in draft.messages]
    pictures = [(each.ref, each.item) for each in draft.photos]
    assert len(set(shown)) == len(shown) and len(set(pictures)) == len(pictures)
    for each in materials:
        [text] = each.texts
        said = (each.ref, text.envelope) in shown
        assert said is bool(text.words and text.accepted and each.may_quote)
        reasons = {out.why for out in draft.kept_out if out.ref == each.ref and not out.item}
        assert bool(reasons) is (bool(text.words) and not said)
        for picture in each.pictures:
            is_shown = (each.ref, picture.item) in pictures
            assert is_shown is (picture.accepted and picture.covered)
            kept = [
                out for out in draft.kept_out if (out.ref, out.item) == (each.ref, picture.item)
            ]
            assert len(kept) == (not is_shown)
    keys = [stop.at.key for stop in draft.stops]
    assert len(set(keys)) == len(keys) and "" not in keys[:-1]
    given_order = [key for key in keys if key in order]
    assert given_order == [key for key in order if key in keys] == keys[: len(given_order)]


def test_what_is_sure_unsure_and_no_place_shows() -> None:
    draft = drafted(
        [sent("1", place="Gdansk"), sent("2", place="Springfield"), sent("3", place="")], {}
    )
    assert draft.placed["1"].sure and draft.placed["1"].key == str(GDANSK)
    assert not draft.placed["2"].sure and not draft.placed["3"].sure
    assert draft.placed["3"].key == ""


def test_an_editor_chooses_a_place_by_its_number_in_words_of_their_own_or_none() -> None:
    said = [sent(str(n), "We stand with you. " * 20, place="sth") for n in range(4)]
    choices = {
        "0": Choice(place=BIALYSTOK), "1": Choice(named="Białystok"), "2": Choice(named="On the road"),
        "3": Choice(nowhere=True),
    }  # fmt: skip
    draft = drafted(said, choices)
    assert [(stop.at.key, [m.ref for m in stop.messages]) for stop in draft.stops] == [
        (str(BIALYSTOK), ["0", "1"]), ("non the road", ["2"]), ("", ["3"]),
    ]  # fmt: skip


def test_a_spelling_that_was_learned_counts_before_all_else() -> None:
    draft = drafted([sent("1", place="3city")], {}, {"3city": GDANSK})
    assert draft.placed["1"].key == str(GDANSK) and draft.placed["1"].sure


@pytest.mark.parametrize(
    "words, pictures, shape",
    [
        ("Short", 0, Shape.WISH), ("Short", 1, Shape.QUOTE), ("a " * 200, 0, Shape.QUOTE),
        ("a " * 400, 2, Shape.TEXT), ("1\n2\n3\n4\n5", 0, Shape.QUOTE),
    ],
)  # fmt: skip
def test_short_messages_make_the_wall_and_long_ones_text(
    words: str, pictures: int, shape: Shape
) -> None:
    assert proposed_shape(sent("1", words, pictures=pictures)) is shape
    draft = drafted([sent("1", words, pictures=pictures)], {})
    assert bool(draft.wishes) is (shape is Shape.WISH)
    assert all(m.quoted is (shape is not Shape.TEXT) for m in draft.messages)
    assert drafted([sent("1", words)], {"1": Choice(shape=Shape.OUT)}).messages == []


def test_what_leads_to_the_sender_is_out_unless_it_is_kept() -> None:
    one = sent("1", "Call 601 234 567 or @hanna", credit="Hanna @hanna")
    [message] = drafted([one], {}).messages
    assert (message.text, message.who) == ("Call […] or […]", "Hanna […]")
    kept = Choice(kept={"e1": frozenset({1}), CREDIT: frozenset({0})})
    [message] = drafted([one], {"1": kept}).messages
    assert (message.text, message.who) == ("Call […] or @hanna", "Hanna @hanna")
    assert drafted([sent("1", "@hanna")], {}).messages == []
    [message] = drafted([sent("1", credit="@hanna")], {}).messages
    assert message.who == ""


def test_consent_decides_and_the_reason_is_said() -> None:
    picture = Picture("e1", "p1")
    one = replace(sent("1"), may_quote=False, pictures=(picture,), unshown=2, unreadable=True)
    draft = drafted([one], {})
    assert not draft
    assert why(draft) == [
        ("1", Why.UNREADABLE), ("1", Why.NOT_QUOTED), ("1", Why.FACES), ("1", Why.UNSHOWN),
    ]  # fmt: skip
    assert why(drafted([replace(one, may_show_faces=True)], {}))[2] == ("1", Why.UNDECIDED)
    assert why(drafted([replace(one, there_already=True)], {})) == [("1", Why.THERE_ALREADY)]
    assert why(drafted([sent("1")], {"1": Choice(shape=Shape.OUT)})) == [("1", Why.LEFT_OUT)]


@pytest.mark.parametrize(
    "typed, day",
    [
        ("29 August", date(2021, 8, 29)), ("29 жніўня 2021", date(2021, 8, 29)),
        ("29.08.2021", date(2021, 8, 29)), ("2021-08-29", date(2021, 8, 29)),
        ("29 sierpnia", date(2021, 8, 29)), ("24 December", date(2020, 12, 24)),
        ("6 September 2021", None), ("August", None), ("yesterday", None), ("", None), ("08/09/2021", None),
        ("30 February", None), ("two days", None),
    ],
)  # fmt: skip
def test_a_typed_day_is_read_in_any_language_and_never_guessed(
    typed: str, day: date | None
) -> None:
    assert day_of(typed, CAME) == day


@given(st.text(max_size=60))
@settings(max_examples=examples(60))
def test_no_typed_day_lies_after_the_contribution(typed: str) -> None:
    day = day_of(typed, CAME)
    assert day is None or day <= CAME


@pytest.mark.parametrize(
    "credit, name",
    [
        ("", ""), ("Photo: readers", ""), ("photo: readers.", ""), ("Фота: чытачы", ""),
        ("Zdjęcie: czytelnicy", ""), ("Photo: Hanna", "Hanna"), ("Фото: Анна", "Анна"),
        ("Hanna", "Hanna"), ("Belarusians in Gdańsk: the choir", "Belarusians in Gdańsk: the choir"),
    ],
)  # fmt: skip
def test_the_credit_is_as_asked_and_the_usual_one_in_the_storys_language(
    credit: str, name: str
) -> None:
    from solidary.site.words import words_for

    said = words_for("pl").gettext("Photo: readers") if credit.startswith("Zdj") else credit
    if credit.startswith("Фота"):
        said = words_for("be").gettext("Photo: readers")
    assert asked_name(said) == name
    assert photo_credit(name, "en") == (f"Photo: {name}" if name else "Photo: readers")


@pytest.mark.parametrize(
    "words, form, language",
    [
        ("Мы з вамі, трымайцеся, гэта ўсё скончыцца", "en", "be"), ("Разам!", "be", "be"),
        ("Razem!", "be", ""), ("Wir denken jeden Tag an euch und sind bei euch", "pl", "de"),
    ],
)  # fmt: skip
def test_a_message_is_in_the_language_it_is_written_in_whatever_the_form_was(
    words: str, form: str, language: str
) -> None:
    assert language_of(words, form, SEVEN) == language
