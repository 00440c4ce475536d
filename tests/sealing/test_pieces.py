"""What is sealed opens with each of the keys, says only its padded size, and notices every change."""

from __future__ import annotations

import math
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.sealing import header
from solidary.sealing.bech32 import decode, encode
from solidary.sealing.faults import (
    DamagedError,
    DeskKeyError,
    KeysMissingError,
    PieceTooLongError,
    SealingError,
    UnopenedError,
)
from solidary.sealing.identity import SECRET, Identity
from solidary.sealing.padding import FLOOR, padded
from solidary.sealing.piece import LENGTH, PIECE, Sealed, payload_size, seal, unseal
from solidary.sealing.recipients import Recipients
from tests.fixtures.laws import examples
from tests.sealing.keys import identities, recipients

BORDERS = [0, 1, FLOOR - LENGTH - 1, FLOOR - LENGTH, FLOOR - LENGTH + 1, FLOOR, PIECE - 1, PIECE]


@cache
def once(plain: bytes) -> Sealed:
    """The same bytes for every example of a law."""
    return seal(plain, recipients())


@given(st.integers(0, 2**40))
def test_a_padded_size_is_enough_and_costs_at_most_an_eighth(size: int) -> None:
    found = padded(size)
    assert found >= max(size, FLOOR)
    assert padded(found) == found
    assert found <= max(FLOOR, size + size // 8)
    assert padded(size + 1) >= found


@given(st.integers(FLOOR + 1, 2**40))
def test_a_padded_size_is_the_one_of_the_paper(size: int) -> None:
    exponent = math.floor(math.log2(size))
    bits = exponent - (math.floor(math.log2(exponent)) + 1)
    assert padded(size) == math.ceil(size / 2**bits) * 2**bits


@settings(max_examples=examples(25))
@given(st.binary(max_size=3000), st.sampled_from([0, 1, 2]))
def test_what_was_sealed_opens_with_each_of_the_keys(plain: bytes, who: int) -> None:
    sealed = seal(plain, recipients())
    assert unseal(sealed, [identities()[who]]) == plain
    # Random bytes don't hold eight given ones; the header's own words may.
    assert len(plain) < 8 or plain not in sealed.payload


@pytest.mark.parametrize("size", BORDERS)
def test_every_length_up_to_a_piece_comes_back(size: int) -> None:
    plain = (b"\0\1" * size)[:size]
    sealed = seal(plain, recipients())
    assert unseal(sealed, identities()[1:2]) == plain
    assert len(sealed.payload) == payload_size(size)


def test_more_than_a_piece_is_refused() -> None:
    with pytest.raises(PieceTooLongError):
        seal(bytes(PIECE + 1), recipients())


@settings(max_examples=examples(10))
@given(st.integers(0, FLOOR - LENGTH), st.integers(0, FLOOR - LENGTH))
def test_sizes_that_are_padded_alike_look_alike(one: int, other: int) -> None:
    sizes = {len(seal(bytes(size), recipients()).payload) for size in (one, other)}
    assert len(sizes) == 1


@settings(max_examples=examples(40))
@given(st.data())
def test_every_flipped_bit_is_noticed(data: st.DataObject) -> None:
    sealed = once(b"Marijampole, the bridge, 16:20")
    part = data.draw(st.sampled_from(["header", "payload"]))
    spoilt = bytearray(getattr(sealed, part))
    place = data.draw(st.integers(0, len(spoilt) - 1))
    spoilt[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises((DamagedError, UnopenedError)):
        unseal(sealed._replace(**{part: bytes(spoilt)}), identities()[:1])


@settings(max_examples=examples(30))
@given(st.data())
def test_every_cut_is_noticed(data: st.DataObject) -> None:
    sealed = once(b"x" * 70_000)
    part = data.draw(st.sampled_from(["header", "payload"]))
    whole = getattr(sealed, part)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    with pytest.raises(DamagedError):
        unseal(sealed._replace(**{part: cut}), identities()[:1])


def test_a_key_it_was_not_sealed_for_does_not_open_it() -> None:
    with pytest.raises(UnopenedError, match="none of these keys opens it"):
        unseal(seal(b"words", recipients()), [Identity.new()])
    with pytest.raises(UnopenedError):
        unseal(seal(b"words", recipients()), [])


def test_a_header_beside_anothers_payload_is_refused() -> None:
    one, other = seal(b"one", recipients()), seal(b"other", recipients())
    with pytest.raises(DamagedError):
        unseal(Sealed(one.header, other.payload), identities()[:1])


def test_what_is_sealed_but_no_piece_is_refused() -> None:
    import pyrage

    keys = [pyrage.x25519.Recipient.from_str(key) for key in recipients().keys]
    for inner in (b"", b"short", (9).to_bytes(8, "big") + b"eight...", bytes(8) + b"not zeros"):
        file = pyrage.encrypt(inner, keys)
        length = header.length_of(file)
        with pytest.raises(DamagedError):
            unseal(Sealed(file[:length], file[length:]), identities()[:1])


@settings(max_examples=examples(200))
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    b"age-encryption.org/v1\n",
                    b"-> X25519 ",
                    b"-> ",
                    b"--- ",
                    b"\n",
                    b"A" * 43,
                    b"A" * 64,
                ]
            ),
            st.binary(max_size=6),
        ),
        max_size=12,
    )
)
def test_bytes_of_any_sort_are_a_header_or_refused(parts: list[bytes]) -> None:
    data = b"".join(parts)
    try:
        found = header.length_of(data)
    except DamagedError:
        return
    assert header.parsed(data[:found]).stanzas


def test_a_header_without_end_is_refused() -> None:
    line = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
    with pytest.raises(DamagedError):
        header.length_of(b"age-encryption.org/v1\n" + line * 2000 + b"--- " + b"A" * 43 + b"\n")


def test_headers_vary_in_length_and_are_all_read() -> None:
    sizes = set()
    for _ in range(30):
        sealed = seal(b"x", recipients())
        sizes.add(len(sealed.header))
        assert header.parsed(sealed.header).covered.endswith(b"---")
    assert len(sizes) > 1


def test_a_header_written_for_others_opens_the_same_payload_for_them_alone() -> None:
    sealed = seal(b"words", recipients())
    left, gone, recovery = identities()
    key = header.file_key(sealed.header, [left.raw])
    again = sealed._replace(header=header.written(key, Recipients((left.public, recovery.public))))
    assert unseal(again, [left]) == unseal(again, [recovery]) == b"words"
    with pytest.raises(UnopenedError):
        unseal(again, [gone])


@settings(max_examples=examples(50))
@given(st.binary(min_size=1, max_size=40))
def test_bytes_come_back_from_bech32(data: bytes) -> None:
    assert decode("age", encode("age", data)) == data
    assert decode("other", encode("age", data)) is None


def test_a_private_key_is_read_as_age_reads_it() -> None:
    made = Identity.new()
    assert Identity.parsed(made.secret) == made
    assert encode(SECRET.lower(), made.raw).upper() == made.secret
    assert made.secret not in repr(made)
    for wrong in (
        "",
        "AGE-SECRET-KEY-1",
        made.secret[:-1] + ("Q" if made.secret[-1] != "Q" else "P"),
        made.public,
    ):
        with pytest.raises(DeskKeyError):
            Identity.parsed(wrong)


@pytest.mark.parametrize(
    ("desk", "recovery", "said"),
    [
        (0, False, r"two desk keys .* and a recovery key"),
        (1, True, r"one more desk key"),
        (2, False, r"missing: a recovery key"),
    ],
)
def test_too_few_keys_say_what_is_missing_in_one_line(desk: int, recovery: bool, said: str) -> None:
    keys = [each.public for each in identities()[:desk]]
    with pytest.raises(KeysMissingError, match=said) as refused:
        Recipients.of_desk(keys, identities()[2].public if recovery else "")
    assert "\n" not in str(refused.value)


def test_one_key_twice_is_one_key() -> None:
    one, _, recovery = identities()
    with pytest.raises(KeysMissingError):
        Recipients.of_desk([one.public, one.public], recovery.public)
    with pytest.raises(KeysMissingError):
        Recipients.of_desk([one.public, recovery.public], recovery.public)


@pytest.mark.parametrize("wrong", ["", "age1", "AGE1QQ", "age1" + "q" * 58, "ssh-ed25519 AAAA"])
def test_what_is_no_public_key_is_refused(wrong: str) -> None:
    with pytest.raises(SealingError):
        Recipients.of_one(wrong)
