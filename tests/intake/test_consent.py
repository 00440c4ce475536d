"""The consent that counts is the strictest of what was said last."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from solidary.intake.consent import consent_of
from solidary.sealing.bag.manifest import Kind


@dataclass(frozen=True)
class Said:
    kind: str = Kind.CONTRIBUTION
    day: str = "2026-08-29"
    faces: bool | None = None
    quote: bool | None = None
    credit: str = ""
    wrong: str = ""


ADDED, CHANGED, ANSWER = Kind.ADDITION, Kind.CONSENT, Kind.ANSWER
statements = st.lists(
    st.builds(
        Said,
        kind=st.sampled_from([Kind.CONTRIBUTION, ADDED, CHANGED, ANSWER]),
        day=st.sampled_from(["2026-08-29", "2026-08-30", "2026-08-31"]),
        faces=st.none() | st.booleans(),
        quote=st.none() | st.booleans(),
    )
).map(lambda found: sorted(found, key=lambda each: each.day))


def test_nothing_said_is_no() -> None:
    assert consent_of([]) == consent_of([Said()]) == (False, False, "")


def test_an_addition_that_says_no_counts_for_all_of_it() -> None:
    assert not consent_of([Said(faces=True), Said(ADDED, faces=False)]).faces
    assert not consent_of([Said(faces=False), Said(ADDED, faces=True)]).faces
    assert consent_of([Said(faces=True), Said(ADDED, faces=True), Said(ANSWER)]).faces


def test_a_change_counts_instead_of_what_was_said_before_it() -> None:
    later = "2026-08-31"
    assert consent_of([Said(faces=False), Said(CHANGED, later, faces=True)]).faces
    assert not consent_of([Said(faces=True), Said(CHANGED, later, faces=False)]).faces
    no_then_yes = [Said(CHANGED, faces=False), Said(CHANGED, later, faces=True)]
    assert consent_of([Said(faces=True), *no_then_yes]).faces
    assert not consent_of(
        [Said(faces=True), Said(CHANGED, faces=True), Said(ADDED, later, faces=False)]
    ).faces
    # About words it says nothing.
    assert consent_of([Said(faces=False, quote=True), Said(CHANGED, later, faces=True)]).quote


def test_of_one_day_nobody_knows_what_came_first_but_the_beginning() -> None:
    assert consent_of([Said(faces=False), Said(CHANGED, faces=True)]).faces
    assert not consent_of(
        [Said(faces=True), Said(ADDED, faces=False), Said(CHANGED, faces=True)]
    ).faces
    assert not consent_of(
        [Said(faces=True), Said(CHANGED, faces=False), Said(CHANGED, faces=True)]
    ).faces


@given(statements)
def test_what_cant_be_read_may_have_said_no(found: list[Said]) -> None:
    assert consent_of(found, whole=False)[:2] == (False, False)
    assert consent_of([*found, Said(wrong="damaged")])[:2] == (False, False)


@given(statements, st.sampled_from([ADDED, CHANGED]))
def test_a_no_that_comes_last_always_counts(found: list[Said], kind: Kind) -> None:
    last = Said(kind, "2026-09-01", faces=False, quote=False)
    assert consent_of([*found, last])[:2] == (False, False)


def test_the_last_credit_that_was_given_stays() -> None:
    assert (
        consent_of([Said(credit="Ania"), Said(ADDED), Said(CHANGED, credit="Ona")]).credit == "Ona"
    )
    assert consent_of([Said(credit="Ania"), Said(ADDED)]).credit == "Ania"
