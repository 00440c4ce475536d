"""The newsroom's accent colour, made readable on the site's light and dark paper.

A newsroom picks any colour; readers must be able to read links set in it. Hue is kept,
lightness is moved only as far as contrast asks, in OKLCH so that a red stays a red.
Sources: WCAG 2.2, success criterion 1.4.3 (4.5:1 for text); Björn Ottosson, "A perceptual
color space for image processing" (2020), for OKLab.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

DEFAULT_ACCENT = "#a8201a"
PAPER_ON_LIGHT = "#fbfaf6"
SHEET_ON_LIGHT = "#f1efe8"
PAPER_ON_DARK = "#14161a"
SHEET_ON_DARK = "#1f2228"
CONTRAST = 5.0
"""Asked of the accent on every ground it stands on: the 4.5:1 of WCAG AA and a little air."""

Linear = tuple[float, float, float]


class Accents(NamedTuple):
    """The accent for text, lines and dots on light paper and on dark paper, as '#rrggbb'."""

    on_light: str
    on_dark: str


def accents(picked: str) -> Accents:
    """The two readable forms of a picked colour; of the program's own red if it is no colour."""
    lightness, chroma, hue = _to_oklch(_linear(_hexadecimal(picked)))
    return Accents(
        on_light=_readable(lightness, chroma, hue, (PAPER_ON_LIGHT, SHEET_ON_LIGHT), 0.0),
        on_dark=_readable(lightness, chroma, hue, (PAPER_ON_DARK, SHEET_ON_DARK), 1.0),
    )


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two '#rrggbb' colours by WCAG 2.2: 1 (same) to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _readable(
    lightness: float, chroma: float, hue: float, grounds: tuple[str, ...], end: float
) -> str:
    """The colour nearest to the picked one, on the way to black or white, that can be read."""

    def passes(candidate: str) -> bool:
        return all(contrast(candidate, ground) >= CONTRAST for ground in grounds)

    picked = _in_gamut(lightness, chroma, hue)
    if passes(picked):
        return picked
    unread, read = lightness, end
    for _ in range(20):
        middle = (unread + read) / 2
        if passes(_in_gamut(middle, chroma, hue)):
            read = middle
        else:
            unread = middle
    return _in_gamut(read, chroma, hue)


def _in_gamut(lightness: float, chroma: float, hue: float) -> str:
    """The nearest displayable colour of this lightness and hue: chroma gives way."""
    while True:
        channels = _to_linear(lightness, chroma, hue)
        if chroma < 0.001 or all(-0.0005 <= channel <= 1.0005 for channel in channels):
            return "#" + "".join(f"{_encode(channel):02x}" for channel in channels)
        chroma *= 0.97


def _hexadecimal(picked: str) -> str:
    text = picked.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        return "#" + "".join(digit * 2 for digit in text[1:])
    return text if re.fullmatch(r"#[0-9a-f]{6}", text) else DEFAULT_ACCENT


def _linear(color: str) -> Linear:
    red, green, blue = (_decode(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _decode(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encode(channel: float) -> int:
    channel = min(1.0, max(0.0, channel))
    curved = channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
    return round(curved * 255)


def _luminance(color: str) -> float:
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklch(color: Linear) -> tuple[float, float, float]:
    red, green, blue = color
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    green_red = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    blue_yellow = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(green_red, blue_yellow), math.atan2(blue_yellow, green_red)


def _to_linear(lightness: float, chroma: float, hue: float) -> Linear:
    green_red, blue_yellow = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
