"""A film of twelve seconds: the chain runs from city to city across the map.

`python -m solidary.sample.drawing.film` draws it anew. It needs PyAV, which Solidary itself
does not use; the finished film is kept in the repository.
"""

from __future__ import annotations

import importlib
from fractions import Fraction

from PIL import Image, ImageDraw

from .canvas import RED, ROSE, SNOW, Point
from .postcards import CITIES, dotted_land
from .sheets import FILES

SIZE = (640, 400)
FRAMES_A_SECOND = 12
SECONDS = 12
ROUTE = (
    "Brussels", "Berlin", "Gdańsk", "Białystok", "Warsaw", "Kyiv", "Minsk", "Vilnius",
    "St. Petersburg",
)  # fmt: skip


def frame(land: Image.Image, moment: float) -> Image.Image:
    """The picture at `moment`, from 0 at the start of the film to 1 at its end."""
    picture = land.copy()
    pen = ImageDraw.Draw(picture)
    reached = min(1.0, moment / 0.8) * (len(ROUTE) - 1)
    points: list[Point] = [CITIES[name][:2] for name in ROUTE]
    path = points[: int(reached) + 1]
    if int(reached) < len(points) - 1:
        (ax, ay), (bx, by) = points[int(reached)], points[int(reached) + 1]
        part = reached - int(reached)
        path = [*path, (ax + (bx - ax) * part, ay + (by - ay) * part)]
    pen.line(path, RED, 10, joint="curve")
    for number, (x, y) in enumerate(points):
        here = number <= reached
        size = 26 if here else 15
        pen.ellipse((x - size, y - size, x + size, y + size), RED if here else ROSE)
        if here:
            pen.ellipse((x - 10, y - 10, x + 10, y + 10), SNOW)
    glow = max(0.0, (moment - 0.82) / 0.18)
    if glow:
        x, y = CITIES["Minsk"][:2]
        for ring in range(3):
            reach = 40 + glow * 120 * (ring + 1) / 3
            pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=RED, width=5)
    return picture.resize(SIZE, Image.Resampling.LANCZOS)


def film() -> None:
    """Encode the film as VP9 in WebM, the form every current browser plays freely."""
    av = importlib.import_module("av")
    land = dotted_land().image.resize((1600, 1000), Image.Resampling.LANCZOS)
    total = SECONDS * FRAMES_A_SECOND
    with av.open(str(FILES / "chain.webm"), "w") as container:
        stream = container.add_stream("libvpx-vp9", rate=FRAMES_A_SECOND)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, FRAMES_A_SECOND)
        stream.options = {"crf": "38", "b": "0", "cpu-used": "1"}
        for number in range(total):
            drawn = av.VideoFrame.from_image(frame(land, number / (total - 1)))
            for packet in stream.encode(drawn):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)


if __name__ == "__main__":
    film()
