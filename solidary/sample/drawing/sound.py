"""A short tune of the project's own, plucked by arithmetic, as a small WAV file."""

from __future__ import annotations

import math
import wave

from .sheets import FILES

RATE = 11_025
"""Samples a second; enough for a plucked string and small to download."""
TUNE = (
    (0.0, 293.66), (0.45, 349.23), (0.9, 440.0), (1.35, 523.25), (1.8, 440.0), (2.25, 349.23),
    (2.7, 392.0), (3.15, 440.0), (3.6, 587.33), (4.05, 523.25), (4.5, 440.0), (4.95, 293.66),
    (4.95, 440.0),
)  # fmt: skip
"""(second, hertz) of every note."""
SECONDS = 7.0


def tune() -> bytes:
    """Mono samples of 8 bits, unsigned, as WAV keeps them."""
    samples = [0.0] * int(RATE * SECONDS)
    for start, pitch in TUNE:
        first = int(start * RATE)
        for number in range(min(int(2 * RATE), len(samples) - first)):
            t = number / RATE
            fade = math.exp(-2.6 * t) * min(1.0, t * 220)
            body = sum(math.sin(math.tau * pitch * n * t) / n**2 for n in (1, 2, 3))
            samples[first + number] += body * fade
    loudest = max(abs(sample) for sample in samples)
    return bytes(round(128 + 110 * sample / loudest) for sample in samples)


def write_all() -> None:
    """Write the tune again into the sample's folder of files."""
    FILES.mkdir(exist_ok=True)
    with wave.open(str(FILES / "tune.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(tune())
