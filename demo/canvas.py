"""A surface for flat illustrations, and the palette that they share."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from PIL import Image, ImageDraw

Point: TypeAlias = tuple[float, float]

#: How much larger than its picture a canvas is painted; the reduction smooths every edge.
SUPERSAMPLING = 2

INK = "#17324d"
NIGHT = "#24476b"
TEAL = "#1f7a7a"
PINE = "#2c5f55"
SAGE = "#86b49b"
MINT = "#cfe3d4"
CREAM = "#fdf6e9"
SAND = "#f4dfb8"
OCHRE = "#efb14d"
CORAL = "#e87a5d"
BRICK = "#b9533f"
PLUM = "#6d4160"
ROSE = "#f3b8a2"
SKY = "#bcdde0"
WOOD = "#a8703f"
BARK = "#6b4630"


def mixed(first: str, second: str, share: float) -> str:
    """Return the colour between two of the form ``#rrggbb``; ``share`` is that of the second, from 0 to 1."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


class Canvas:
    """A surface that is 1 wide and ``height`` high, with the origin at the top left.

    Every coordinate, radius and stroke width is a fraction of the picture's width, so that a motif looks the same at
    any size. Colours are ``#rrggbb``, or ``#rrggbbaa`` for a translucent one.
    """

    def __init__(self, width: int, height: float, background: str = CREAM) -> None:
        self.height = height
        self.scale = width * SUPERSAMPLING
        self._image = Image.new("RGB", (self.scale, round(width * height) * SUPERSAMPLING), background)
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def picture(self) -> Image.Image:
        """The finished picture."""
        return self._image.reduce(SUPERSAMPLING)

    def gradient(self, *colors: str, top: float = 0, bottom: float | None = None) -> None:
        """Fill a band over the whole width with colours that run into each other from top to bottom."""
        first, last = round(top * self.scale), round((self.height if bottom is None else bottom) * self.scale)
        steps = 256
        strip = Image.new("RGB", (1, steps))
        for step in range(steps):
            place = step / (steps - 1) * (len(colors) - 1)
            index = min(int(place), len(colors) - 2)
            color = mixed(colors[index], colors[index + 1], place - index)
            strip.putpixel((0, step), tuple(bytes.fromhex(color[1:])))
        size = (1, max(1, last - first))
        self._image.paste(strip.resize(size, Image.Resampling.BILINEAR).resize((self.scale, size[1])), (0, first))

    def polygon(self, points: Iterable[Point], color: str) -> None:
        """Fill an area."""
        self._draw.polygon([(x * self.scale, y * self.scale) for x, y in points], fill=color)

    def rectangle(self, left: float, top: float, right: float, bottom: float, color: str, radius: float = 0) -> None:
        """Fill a rectangle, with round corners where ``radius`` is given."""
        box = [value * self.scale for value in (left, top, right, bottom)]
        self._draw.rounded_rectangle(box, radius * self.scale, fill=color)

    def ellipse(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """Fill an ellipse around its centre; ``width`` and ``height`` are its half axes."""
        box = [value * self.scale for value in (x - width, y - height, x + width, y + height)]
        self._draw.ellipse(box, fill=color)

    def circle(self, x: float, y: float, radius: float, color: str) -> None:
        """Fill a circle."""
        self.ellipse(x, y, radius, radius, color)

    def slice(self, x: float, y: float, radius: float, start: float, end: float, color: str) -> None:
        """Fill part of a circle, clockwise from ``start`` to ``end`` in degrees; 0 is to the right."""
        box = [value * self.scale for value in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.pieslice(box, start, end, fill=color)

    def stroke(self, points: Sequence[Point], color: str, width: float) -> None:
        """Draw a line with round ends and corners."""
        scaled = [(x * self.scale, y * self.scale) for x, y in points]
        self._draw.line(scaled, fill=color, width=max(1, round(width * self.scale)), joint="curve")
        radius = width * self.scale / 2
        for x, y in (scaled[0], scaled[-1]):
            self._draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=color)

    def land(self, line: Callable[[float], float], color: str) -> None:
        """Fill everything below a line given as its height at each ``x``."""
        ridge = [(step / 160, line(step / 160)) for step in range(161)]
        self.polygon([*ridge, (1, self.height), (0, self.height)], color)

    def leaf(self, start: Point, end: Point, breadth: float, color: str, vein: str = "") -> None:
        """Draw a pointed leaf from its stem to its tip; ``breadth`` is relative to its length."""
        (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
        steps = [step / 24 for step in range(25)]
        side = [(t, breadth * math.sin(math.pi * t**0.8) * (1 - 0.25 * t)) for t in steps]
        outline = [(x + dx * t - dy * bulge, y + dy * t + dx * bulge) for t, bulge in side]
        outline += [(x + dx * t + dy * bulge, y + dy * t - dx * bulge) for t, bulge in reversed(side)]
        self.polygon(outline, color)
        if vein:
            self.stroke([start, (x + dx * 0.9, y + dy * 0.9)], vein, math.hypot(dx, dy) * 0.022)


def outline(text: str, steps: int = 16) -> list[Point]:
    """Return a smooth closed line (Catmull-Rom) through points, written ``x y, x y`` in thousandths of the width."""
    points: list[Point] = [(int(x) / 1000, int(y) / 1000) for x, y in (pair.split() for pair in text.split(","))]
    result = []
    count = len(points)
    for index in range(count):
        before, here, there, after = (points[(index + offset) % count] for offset in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            weights = (
                (-t + 2 * t**2 - t**3) / 2,
                (2 - 5 * t**2 + 3 * t**3) / 2,
                (t + 4 * t**2 - 3 * t**3) / 2,
                (t**3 - t**2) / 2,
            )
            near = (before, here, there, after)
            result.append(
                (
                    sum(weight * point[0] for weight, point in zip(weights, near, strict=True)),
                    sum(weight * point[1] for weight, point in zip(weights, near, strict=True)),
                )
            )
    return result
