"""The writing of age's keys: Bech32 (BIP 173), without its limit of 90 signs, as age has it."""

from __future__ import annotations

from collections.abc import Iterable

_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encode(prefix: str, data: bytes) -> str:
    """Bytes as Bech32, in small letters."""
    digits = _regrouped(data, 8, 5, pad=True)
    check = _checksum(_spread(prefix) + digits + [0] * 6) ^ 1
    digits += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{prefix}1{''.join(_SIGNS[digit] for digit in digits)}"


def decode(prefix: str, text: str) -> bytes | None:
    """The bytes behind a key with this prefix; None for anything else."""
    if text != text.lower() and text != text.upper():
        return None
    head, between, tail = text.lower().rpartition("1")
    if head != prefix.lower() or not between or len(tail) < 6 or set(tail) - set(_SIGNS):
        return None
    digits = [_SIGNS.index(sign) for sign in tail]
    if _checksum(_spread(head) + digits) != 1:
        return None
    spare = len(digits[:-6]) * 5 % 8
    if spare > 4 or (digits[:-6] and digits[-7] & ((1 << spare) - 1)):
        return None
    return bytes(_regrouped(digits[:-6], 5, 8, pad=False))


def _spread(prefix: str) -> list[int]:
    return [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]


def _checksum(digits: Iterable[int]) -> int:
    value = 1
    for digit in digits:
        top = value >> 25
        value = (value & 0x1FFFFFF) << 5 ^ digit
        for place, generator in enumerate(_GENERATORS):
            value ^= generator if top >> place & 1 else 0
    return value


def _regrouped(data: Iterable[int], width: int, wanted: int, *, pad: bool) -> list[int]:
    held = bits = 0
    found = []
    for each in data:
        held, bits = held << width | each, bits + width
        while bits >= wanted:
            bits -= wanted
            found.append(held >> bits & ((1 << wanted) - 1))
    if pad and bits:
        found.append(held << (wanted - bits) & ((1 << wanted) - 1))
    return found
