"""The book of the sample's drawings: which scene becomes which picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import gatherings, postcards, things
from .canvas import Canvas

PICTURES = Path(__file__).resolve().parent.parent / "pictures"
SCENES: dict[str, Callable[[], Canvas]] = {
    "living-chain": gatherings.living_chain,
    "rally": gatherings.rally,
    "picket": gatherings.picket,
    "evening-of-lights": gatherings.evening_of_lights,
    "women-in-white": gatherings.women_in_white,
    "film-crew": gatherings.film_crew,
    "falling-wall": things.falling_wall,
    "flowers-and-bars": things.flowers_and_bars,
    "lectern": things.lectern,
    "letters": things.letters,
    "candles": things.candles,
    "radio": things.radio,
    "ballot-box": things.ballot_box,
    "card-vilnius": postcards.card_vilnius,
    "card-berlin": postcards.card_berlin,
    "card-gdansk": postcards.card_gdansk,
    "card-kyiv": postcards.card_kyiv,
    "card-bialystok": postcards.card_bialystok,
    "map": postcards.map_of_the_chain,
    "mark": postcards.mark,
}


def draw_all() -> None:
    """Draw every picture again into the sample's folder of pictures."""
    PICTURES.mkdir(exist_ok=True)
    for name, scene in SCENES.items():
        scene().save(PICTURES / f"{name}.png")
